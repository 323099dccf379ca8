import { JOINTS } from "../../../shared/skeleton.ts";
import { Completion } from "../../motion/completion.ts";
import { limbOfExtremity } from "../../motion/extremities.ts";
import { frameAt, type TimedFrame } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { LONGEST_GAP } from "../../motion/resampler.ts";
import { SourceError } from "../../system/errors.ts";
import type { TakeFrame } from "../take.ts";

/** Two hours at 30 frames a second, which take some 3 GB of memory. */
const MOST_FRAMES = 216_000;
/** A frame that is so near to its place, periods, is there: takes round times. */
const NEAR = 0.02;

/** One person of a take, whole and evenly spaced in time, and what had to be made up, for the user. */
export interface EvenDance {
  readonly frames: readonly MotionFrame[];
  readonly notes: readonly string[];
}

/**
 * One person from her first whole frame to her last one, at an even rate: where she is not seen she goes straight on to
 * where she is seen again.
 * @throws SourceError where she is never whole, or too long.
 */
export function evenly(all: readonly TakeFrame[], person: number, fps: number, file: string): EvenDance {
  const completion = new Completion();
  const known = new Set<number>();
  const seen: TimedFrame[] = [];
  const gaps: string[] = [];
  let isPlaced = true;
  for (const { t, people } of all) {
    const pose = people.find(({ id }) => id === person);
    if (!pose?.body) continue;
    for (const [joint, point] of pose.body.entries()) if (point) known.add(joint);
    const frame = completion.complete({ ...pose, image: null }, 1);
    const before = seen.at(-1);
    if (!frame || (before && t <= before.t)) continue;
    isPlaced &&= pose.root !== null;
    if (before && t - before.t > LONGEST_GAP) gaps.push(`${before.t.toFixed(1)} to ${t.toFixed(1)}`);
    seen.push({ t, frame });
  }
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last)
    throw new SourceError(
      `${file}: person ${person} is whole in no frame, expected hips, shoulders, arms, legs and head`,
    );
  const count = Math.round((last.t - first.t) * fps) + 1;
  if (count > MOST_FRAMES)
    throw new SourceError(
      `${file}: ${count} frames of person ${person}, expected at most ${MOST_FRAMES}; --seconds takes the end alone`,
    );
  const notes: string[] = [];
  const guessed = JOINTS.filter((_, joint) => limbOfExtremity(joint) && !known.has(joint));
  if (guessed.length > 0) notes.push(`${guessed.join(", ")} are not in it, and go on from their limbs`);
  if (gaps.length > 0)
    notes.push(
      `not seen from ${gaps.slice(0, 5).join(", ")}${gaps.length > 5 ? " ..." : ""} s, and goes straight on there`,
    );
  if (!isPlaced) notes.push("where she is in the room is not known: she stands in its middle");
  return { frames: gridOf(seen, count, fps), notes };
}

function gridOf(seen: readonly TimedFrame[], count: number, fps: number): readonly MotionFrame[] {
  const start = seen[0]!.t;
  let next = 0;
  return Array.from({ length: count }, (_, index) => {
    const t = start + index / fps;
    while (next < seen.length - 1 && seen[next]!.t < t - NEAR / fps) next++;
    const near = seen[next]!;
    return Math.abs(near.t - t) <= NEAR / fps ? near.frame : frameAt(seen, t);
  });
}
