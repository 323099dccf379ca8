import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { ROOT_AT, rowAt } from "../../../motion/clip.ts";
import { escaped } from "../../stick-figure.ts";
import { boneFigure } from "../figures.ts";
import type { Compared } from "./compared.ts";
import { DANCE, REFERENCE } from "./words.ts";

const LABELS = 76;
const CELL = { width: 57, height: 98 };
const COLUMNS = 12;
const MOST_LINES = 5;
/** Figures are not nearer than this to each other. */
const NEAREST: Seconds = 0.25;
const SCALE = 42;
const FLOOR = 92;
/** A hand's breadth, metres: from so far away on a part is drawn thick. */
const FAR = 0.085;
/** As the camera saw them. */
const FROM_THE_CAMERA = { cos: 1, sin: 0 };

/** Both dances as rows of figures over time, as SVG a line. @param signs what is pointed at, and when. */
export function timeline(
  compared: Compared,
  signs: readonly { readonly at: Seconds; readonly sign: string }[],
): string {
  const { comparison, reference } = compared;
  const { fps, frames } = comparison;
  const every = Math.max(Math.ceil(NEAREST * fps), Math.ceil(frames / (COLUMNS * MOST_LINES)));
  const shown = Array.from({ length: Math.ceil(frames / every) }, (_, n) => n * every);
  const lines = Array.from({ length: Math.ceil(shown.length / COLUMNS) }, (_, n) => n * COLUMNS);
  return lines
    .map((first) => {
      const cells = shown.slice(first, first + COLUMNS).map((frame, column) => {
        const left = LABELS + column * CELL.width;
        const t = reference.begin + frame / fps;
        const here = signs.filter(
          ({ at }) => Math.round(((at - reference.begin) * fps) / every) * every === frame,
        );
        return cell(compared, frame, left, t, here.map(({ sign }) => sign).join(" "));
      });
      const label = `${REFERENCE} and ${DANCE} from ${(reference.begin + shown[first]! / fps).toFixed(1)} s on`;
      const floors = [0, 1].map((row) => {
        const y = 12 + row * CELL.height + FLOOR;
        return `<line class="floor" x1="${LABELS}" x2="${LABELS + COLUMNS * CELL.width}" y1="${y}" y2="${y}"/><text x="0" y="${y - 36}" font-size="12">${row === 0 ? REFERENCE : DANCE}</text>`;
      });
      return `<svg viewBox="0 0 ${LABELS + COLUMNS * CELL.width} ${2 * CELL.height + 30}" role="img" aria-label="${escaped(label)}">${floors.join("")}${cells.join("")}</svg>`;
    })
    .join("\n");
}

/** Both at one moment of the phrase, and when that is. */
function cell(
  { comparison, dance }: Compared,
  frame: number,
  left: number,
  t: Seconds,
  sign: string,
): string {
  const x = left + CELL.width / 2;
  const theirs = rowAt(comparison.fitted, frame);
  const at = Math.round(comparison.path[frame]!);
  const hers = Number.isNaN(at) ? null : rowAt(dance.clip, Math.min(at, dance.clip.frames - 1));
  const isFar = (part: BodyPart) => BODY_PARTS.includes(part) && comparison.off[part][frame]! >= FAR;
  const view = (row: Float32Array, line: number) => ({
    ...{ from: FROM_THE_CAMERA, middle: { x: row[ROOT_AT]!, z: row[ROOT_AT + 2]! }, x, scale: SCALE },
    floor: 12 + line * CELL.height + FLOOR,
  });
  return [
    sign &&
      `<text x="${x}" y="11" text-anchor="middle" font-size="11" font-weight="600">${escaped(sign)}</text>`,
    boneFigure(theirs, view(theirs, 0), "hers", () => false),
    hers
      ? boneFigure(hers, view(hers, 1), "hers", isFar)
      : `<text class="dim" x="${x}" y="${12 + CELL.height + FLOOR - 36}" text-anchor="middle" font-size="16">∅</text>`,
    `<text class="dim" x="${x}" y="${2 * CELL.height + 26}" text-anchor="middle" font-size="10">${t.toFixed(1)} s</text>`,
  ].join("");
}
