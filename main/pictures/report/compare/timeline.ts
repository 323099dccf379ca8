import type { BodyPart } from "../../../../shared/body-parts.ts";
import { clamp } from "../../../../shared/numbers.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { Difference } from "../../../../shared/practice.ts";
import { ROOT_AT, rowAt } from "../../../motion/clip.ts";
import { escaped } from "../../stick-figure.ts";
import { boneFigure } from "../figures.ts";
import { type Compared, letterOf, sectionsOf } from "./compared.ts";
import { DANCE, REFERENCE } from "./words.ts";

const LABELS = 76;
/** Above the figures. */
const TOP = 16;
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

/** Both dances as rows of figures over time, as SVG a line; above them the numbers of differences, and letters of sections. */
export function timeline(compared: Compared, differences: readonly Difference[]): string {
  const { comparison, reference } = compared;
  const { fps, frames } = comparison;
  const lines = clamp(Math.round(frames / fps / NEAREST / COLUMNS), 1, MOST_LINES);
  const every = Math.ceil(frames / (COLUMNS * lines));
  const sections = sectionsOf(compared);
  const signs = [
    ...differences.map(({ at }, n) => ({ at, sign: `${n + 1}` })),
    ...sections.map((section, n) => ({ at: section.reference.begin, sign: letterOf(n) })),
  ].map(({ at, sign }) => ({ sign, column: Math.round(((at - reference.begin) * fps) / every) }));
  const cells = Array.from({ length: Math.ceil(frames / every) }, (_, column): Cell => {
    const t = reference.begin + (column * every) / fps;
    return {
      ...{ frame: column * every, t },
      sign: signs.flatMap((one) => (one.column === column ? [one.sign] : [])).join(" "),
      isShaded: sections.some(({ reference: { begin, end } }) => t >= begin && t < end),
    };
  });
  return Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, line) =>
    lineOf(compared, cells.slice(line * COLUMNS, (line + 1) * COLUMNS)),
  ).join("\n");
}

/** One moment of the phrase. */
interface Cell {
  readonly frame: number;
  readonly t: Seconds;
  readonly sign: string;
  /** In a section. */
  readonly isShaded: boolean;
}

function lineOf(compared: Compared, cells: readonly Cell[]): string {
  const width = LABELS + COLUMNS * CELL.width;
  const floors = [REFERENCE, DANCE].map((said, row) => {
    const y = TOP + row * CELL.height + FLOOR;
    return `<line class="floor" x1="${LABELS}" x2="${width}" y1="${y}" y2="${y}"/><text x="0" y="${y - 36}" font-size="12">${said}</text>`;
  });
  const drawn = cells.map((cell, column) => cellOf(compared, cell, LABELS + column * CELL.width));
  const label = `${REFERENCE} and ${DANCE} from ${cells[0]!.t.toFixed(1)} s on`;
  return `<svg viewBox="0 0 ${width} ${TOP + 2 * CELL.height + 20}" role="img" aria-label="${escaped(label)}">${drawn.join("")}${floors.join("")}</svg>`;
}

/** Both at one moment, and when that is. */
function cellOf({ comparison, dance }: Compared, { frame, t, sign, isShaded }: Cell, left: number): string {
  const x = left + CELL.width / 2;
  const figure = (row: Float32Array, line: number, isTold: (part: BodyPart) => boolean) => {
    const middle = { x: row[ROOT_AT]!, z: row[ROOT_AT + 2]! };
    const view = { from: FROM_THE_CAMERA, middle, x, scale: SCALE, floor: TOP + line * CELL.height + FLOOR };
    const { told, rest } = boneFigure(row, view, "hers", isTold);
    return rest + told;
  };
  const text = (y: number, size: number, said: string, more: string) =>
    `<text ${more} x="${x}" y="${y}" text-anchor="middle" font-size="${size}">${escaped(said)}</text>`;
  const at = comparison.path[frame]!;
  const isFar = (part: BodyPart) => comparison.off[part][frame]! >= FAR;
  return [
    isShaded &&
      `<rect class="shade" x="${left}" y="${TOP}" width="${CELL.width}" height="${2 * CELL.height}"/>`,
    text(TOP - 3, 12, sign, 'font-weight="600"'),
    figure(rowAt(comparison.fitted, frame), 0, () => false),
    Number.isNaN(at)
      ? text(TOP + CELL.height + FLOOR - 36, 16, "∅", 'class="dim"')
      : figure(rowAt(dance.clip, Math.min(Math.round(at), dance.clip.frames - 1)), 1, isFar),
    text(TOP + 2 * CELL.height + 14, 10, `${t.toFixed(1)} s`, 'class="dim"'),
  ]
    .filter((part) => part !== false)
    .join("");
}
