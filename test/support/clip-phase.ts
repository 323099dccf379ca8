import type { MotionFrame } from "../../main/motion/motion-frame.ts";
import { distance } from "../../main/motion/vectors.ts";
import type { BodyJoints, Seconds } from "../../shared/pose.ts";

/** A body at a time. */
export interface SeenBody {
  readonly t: Seconds;
  readonly body: BodyJoints;
}

/** Apart, seconds. */
const STEP = 0.01;

/**
 * Where a film is that plays over and over, by the body that is seen: seconds of the film at time 0. Every place is tried.
 * @param frames the whole film's, `fps` a second
 */
export function phaseOf(seen: readonly SeenBody[], frames: readonly MotionFrame[], fps: number): Seconds {
  const length = frames.length / fps;
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let phase = 0; phase < length; phase += STEP) {
    let sum = 0;
    for (const { t, body } of seen) {
      const at = frames[Math.floor(modulo(t + phase, length) * fps)] ?? frames.at(-1)!;
      for (const [joint, point] of at.body.entries()) {
        const other = body[joint];
        if (other) sum += distance(point, other);
      }
    }
    if (sum < least) [best, least] = [phase, sum];
  }
  return best;
}

export const modulo = (value: number, by: number): number => ((value % by) + by) % by;
