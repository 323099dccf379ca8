import type { ComparedPart } from "../../../../shared/body-parts.ts";
import { PART_JOINTS } from "../../../../shared/body-parts.ts";
import { clamp } from "../../../../shared/numbers.ts";
import type { Difference } from "../../../../shared/practice.ts";
import { ROOT_AT, rowAt } from "../../../motion/clip.ts";
import { type Heading, headingOf, turned } from "../../../motion/heading.ts";
import { escaped } from "../../stick-figure.ts";
import { boneFigure, HEAD, isOf } from "../figures.ts";
import type { Compared } from "./compared.ts";
import { say, sayDetails, sayWithTime, VIEWS } from "./words.ts";

const WIDTH = 230;
const HEIGHT = 232;
const FLOOR = 216;
/** What a figure fills at most: units from the floor up, and from the middle to a side. */
const FILLED = { height: 204, side: 106 };
/** Units a metre: of one who crouches not more than this. */
const LARGEST = 120;

/** A difference with both figures when it is most plain, as HTML. */
export function momentCard(compared: Compared, difference: Difference, number: number): string {
  const bodies = bodiesAt(compared, difference);
  const svg = bodies ? momentOf(bodies, difference) : "<span></span>";
  return `<figure class="card"><h3>${number}. ${escaped(say(difference))}</h3>${svg}<figcaption>${escaped(sayDetails(difference))}</figcaption></figure>`;
}

interface Bodies {
  readonly reference: Float32Array;
  readonly dance: Float32Array;
}

/**
 * Both at the moment: where all of her is late or early, she as she is when the reference is there; of a part, and of
 * anything else, she as she is when she does the same. The reference stands on her hips, except where it is told where her weight is.
 */
function bodiesAt(compared: Compared, difference: Difference): Bodies | null {
  const { comparison, dance, reference } = compared;
  const frame = Math.round((difference.at - reference.begin) * comparison.fps);
  const same = comparison.path[frame] ?? Number.NaN;
  if (Number.isNaN(same)) return null;
  const late = difference.kind === "timing" && difference.part === "whole" ? difference.late : 0;
  const at = Math.round(clamp(same - late * comparison.fps, 0, dance.clip.frames - 1));
  const [hers, theirs] = [rowAt(dance.clip, at), rowAt(comparison.fitted, frame).slice()];
  if (difference.part !== "weight")
    for (const axis of [0, 1, 2]) theirs[ROOT_AT + axis] = hers[ROOT_AT + axis]!;
  return { reference: theirs, dance: hers };
}

function momentOf({ reference, dance }: Bodies, difference: Difference): string {
  const { part } = difference;
  const [side, from] = viewOf(reference, dance, part);
  const middle = { x: dance[ROOT_AT]!, z: dance[ROOT_AT + 2]! };
  const scale = scaleOf([reference, dance], middle);
  const view = { from, middle, x: WIDTH / 2, floor: FLOOR, scale };
  const hers = boneFigure(dance, view, "hers", (one) => isOf(one, part));
  const theirs = boneFigure(reference, view, "reference", (one) => isOf(one, part));
  const label = `${sayWithTime(difference)}: both figures, ${VIEWS[side]}`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(label)}">`,
    `<line class="floor" x1="8" x2="${WIDTH - 8}" y1="${FLOOR}" y2="${FLOOR}"/>`,
    // Where both are the same, she hides the reference; the part that differs is seen of both.
    ...[theirs.rest, hers.rest, hers.told, theirs.told],
    `<text class="dim" x="${WIDTH / 2}" y="${HEIGHT - 3}" text-anchor="middle" font-size="10">${VIEWS[side]}</text></svg>`,
  ].join("");
}

/** At which both are whole in the picture, from whichever side it is seen. */
function scaleOf(rows: readonly Float32Array[], middle: { readonly x: number; readonly z: number }): number {
  let scale = LARGEST;
  for (const row of rows)
    for (let i = 0; i < ROOT_AT; i += 3) {
      const away = Math.hypot(row[i]! + row[ROOT_AT]! - middle.x, row[i + 2]! + row[ROOT_AT + 2]! - middle.z);
      scale = Math.min(scale, FILLED.height / (row[i + 1]! + row[ROOT_AT + 1]! + HEAD), FILLED.side / away);
    }
  return scale;
}

/** From where the part is seen to be off: from her front, or, where it is off to her front or back, from its side. */
function viewOf(
  reference: Float32Array,
  dance: Float32Array,
  part: ComparedPart,
): readonly [keyof typeof VIEWS, Heading] {
  const { cos, sin } = headingOf(dance);
  let [across, along] = [0, 0];
  const joints =
    part === "whole" || part === "weight" ? Object.values(PART_JOINTS).flat() : PART_JOINTS[part];
  for (const joint of joints) {
    const apart = (axis: number) =>
      dance[3 * joint + axis]! +
      dance[ROOT_AT + axis]! -
      reference[3 * joint + axis]! -
      reference[ROOT_AT + axis]!;
    const off = turned({ x: apart(0), y: apart(1), z: apart(2) }, { cos, sin });
    across += Math.hypot(off.x, off.y);
    along += Math.abs(off.z);
  }
  if (across >= along) return ["front", { cos, sin }];
  return part.startsWith("right") ? ["right", { cos: -sin, sin: cos }] : ["left", { cos: sin, sin: -cos }];
}
