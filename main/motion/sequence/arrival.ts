import { type Clip, part, ROW, roomDistance, rowAt } from "../clip.ts";
import { PLACEMENT_SIZE } from "../motion-state.ts";
import { boneLengths, lengthsBetween, placementOfRow, rowOfPlacement, takeLengths } from "./bones-of-rows.ts";
import { laidOut, ontoClip, type Placing, WHERE_IT_IS } from "./placing.ts";

/*
 * A way that ends in a given pose at a given time. Of a way that ends near it, what is missing is added little by little:
 * nothing at first, all of it at the end, and with it what is missing of the velocity (the quintic of Hermite, whose
 * acceleration is zero at both ends).
 */

/** How a way arrives at what is danced next. */
export interface Arrival {
  /** Where that is laid. */
  readonly placing: Placing;
  /** Mean distance of the joints over the first frames of it, metres: of poses and, since these are several, velocities. */
  readonly away: number;
}

/**
 * @param way so many frames as lie between, and more: what would follow them
 * @param next the beginning of what is danced next, as many frames as the way has more
 * @param keepsPlace whether that is laid where it is
 */
export function arrivalOf(way: Clip, next: Clip, keepsPlace: boolean): Arrival {
  const end = part(way, way.frames - next.frames, way.frames);
  const placing = keepsPlace ? WHERE_IT_IS : ontoClip(next, end);
  const there = laidOut(next, placing);
  let away = 0;
  for (let frame = 0; frame < next.frames; frame++)
    away += roomDistance(rowAt(there, frame), rowAt(end, frame)) / next.frames;
  return { placing, away };
}

/**
 * The way, until it arrives.
 * @param way as many frames as lie between, then at least two more
 * @param next what is danced then, laid where it is: its first two rows. @returns the frames that lie between.
 */
export function arriving(way: Clip, frames: number, next: Clip): Clip {
  const [first, second] = [placementOfRow(rowAt(next, 0)), placementOfRow(rowAt(next, 1))];
  const [there, on] = [placementOfRow(rowAt(way, frames)), placementOfRow(rowAt(way, frames + 1))];
  const position = first.map((value, i) => value - there[i]!);
  // Over the whole of the way, which has one step more than frames.
  const velocity = first.map((value, i) => (frames + 1) * (second[i]! - value - (on[i]! - there[i]!)));
  const lengths = boneLengths(first);
  const values = new Float32Array(frames * ROW);
  const placement = new Float32Array(PLACEMENT_SIZE);
  for (let frame = 0; frame < frames; frame++) {
    const s = (frame + 1) / (frames + 1);
    const [of, by] = [s ** 3 * (10 - 15 * s + 6 * s * s), s ** 3 * (-4 + 7 * s - 3 * s * s)];
    placementOfRow(rowAt(way, frame), placement);
    const own = boneLengths(placement);
    for (let i = 0; i < PLACEMENT_SIZE; i++) placement[i]! += of * position[i]! + by * velocity[i]!;
    takeLengths(placement, lengthsBetween(lengths, own, 1 - of));
    rowOfPlacement(placement, values.subarray(frame * ROW, (frame + 1) * ROW));
  }
  return { frames, values };
}

/** A way with what it begins and ends with, as `Sequence` takes it. */
export function wayOf(last: Float32Array, between: Clip, next: Clip): Clip {
  const values = new Float32Array((between.frames + 2) * ROW);
  values.set(last, 0);
  values.set(between.values, ROW);
  values.set(rowAt(next, 0), (between.frames + 1) * ROW);
  return { frames: between.frames + 2, values };
}
