import type { Seconds } from "../../../../shared/pose.ts";
import type { CompareOptions } from "../comparison.ts";
import { COURSE_RATE, type Features, featureDistance } from "./features.ts";
import { warp } from "./warp.ts";

/** A dance is looked for so far to either side of when it is due. */
const BAND: Seconds = 3;
/** Where nobody knows when it is due, so much of the reference may be missing at either end. */
const OVERHANG: Seconds = 5;
/** What it costs to go on at another pace by a frame, square metres: camera noise makes 0.15 of a frame, another moment 0.9. */
const RELUCTANCE = 0.3;
/** What a moment costs that is before or behind the dance, square metres: more than one that is alike, less than others. */
const ABSENCE = 0.5;

/**
 * Lays a dance beside its reference: the dance's frame at each of the reference's, both at COURSE_RATE in the reference's
 * time; NaN where the dance has not begun, or is over.
 * @param due when the reference's first frame is due, seconds of the reference from the dance's first frame; or null
 */
export function lay(reference: Features, dance: Features, due: CompareOptions["due"]): Float32Array {
  const overhang = Math.round(OVERHANG * COURSE_RATE);
  const half = Math.round(BAND * COURSE_RATE);
  const shape =
    due === null
      ? { from: () => -overhang, band: dance.frames + 2 * overhang }
      : { from: (row: number) => row + Math.round(due * COURSE_RATE) - half, band: 2 * half + 1 };
  const cost = (row: number, column: number) =>
    column < 0 || column >= dance.frames ? ABSENCE : featureDistance(reference, row, dance, column);
  const path = warp(reference.frames, cost, { ...shape, reluctance: RELUCTANCE });
  return Float32Array.from(path, (column) => (column < 0 || column >= dance.frames ? Number.NaN : column));
}
