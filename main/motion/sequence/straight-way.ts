import type { Seconds } from "../../../shared/pose.ts";
import { type Clip, framesIn, ROOT_AT, ROW, rowAt } from "../clip.ts";
import { arriving, wayOf } from "./arrival.ts";
import { boneLengths, placementOfRow, rowOfPlacement, takeLengths } from "./bones-of-rows.ts";
import { laidOut, ontoRow, type Placing, WHERE_IT_IS } from "./placing.ts";

/** She goes on as she went for so long, and comes to rest; and so she was on her way before what she dances next. */
const GOES_ON: Seconds = 0.25;

/**
 * The plainest way from one dance to another: she goes on a little as she went, and meanwhile becomes what she is to be.
 * @param before the end of a dance, and next the beginning of another, of at least two frames each
 * @returns the last row of the one, then `frames` between, then the first row of the other.
 */
export function straightWay(
  before: Clip,
  next: Clip,
  frames: number,
  fps: number,
  keepsPlace: boolean,
): Clip {
  const last = rowAt(before, before.frames - 1);
  const [was, is] = [placementOfRow(rowAt(before, before.frames - 2)), placementOfRow(last)];
  const lengths = boneLengths(is);
  const reach = framesIn(GOES_ON, fps);
  const drift = new Float32Array((frames + 2) * ROW);
  for (let frame = 0; frame < frames + 2; frame++) {
    const gone = reach * (1 - Math.exp(-(frame + 1) / reach));
    const placement = is.map((value, i) => value + gone * (value - was[i]!));
    takeLengths(placement, lengths);
    rowOfPlacement(placement, drift.subarray(frame * ROW, (frame + 1) * ROW));
  }
  const way = { frames: frames + 2, values: drift };
  const placing = keepsPlace ? WHERE_IT_IS : metBy(next, way, reach, frames);
  return wayOf(last, arriving(way, frames, laidOut(next, placing)), laidOut(next, placing));
}

/** As far on as she drifts before and will have come when she dances. */
function metBy(next: Clip, way: Clip, reach: number, frames: number): Placing {
  const first = rowAt(next, 0);
  const placing = ontoRow(first, rowAt(way, frames));
  const { cos, sin } = placing.turn;
  const ahead = Math.min(reach, frames);
  const [x, z] = [ROOT_AT, ROOT_AT + 2].map((axis) => ahead * (rowAt(next, 1)[axis]! - first[axis]!)) as [
    number,
    number,
  ];
  return { ...placing, x: placing.x + x * cos + z * sin, z: placing.z + z * cos - x * sin };
}
