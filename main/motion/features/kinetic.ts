import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import { type Clip, placesIn, ROOT_AT } from "../clip.ts";
import { vectorLength } from "../vectors.ts";

/** Frames on either side over which velocities and accelerations are averaged. */
const SMOOTHED = 2;

/**
 * Which acceleration: the true one, or that of the reference code before it was mended, where a bracket divides only
 * the earlier of two positions by the frame time, so that the figure measures position too. For comparison with
 * figures published with it.
 */
export type Bracket = "mended" | "misplaced";

/**
 * Kinetic features as AIST++ defines them (Li et al. 2021, after Onuma et al. 2008): of each joint the mean square of
 * its horizontal and of its vertical velocity, and its mean acceleration; m2/s2, m2/s2, m/s2. [19 x 3]
 */
export function kineticFeatures(clip: Clip, fps: number, bracket: Bracket = "mended"): Float64Array {
  const places = placesIn(clip);
  const features = new Float64Array(3 * JOINT_COUNT);
  const last = clip.frames - 1;
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const at = (frame: number, axis: number) => places[frame * ROOT_AT + 3 * joint + axis]!;
    let [across, upwards, effort] = [0, 0, 0];
    for (let frame = 1; frame <= last; frame++) {
      const from = Math.max(0, frame - SMOOTHED - 1);
      const to = Math.min(last, frame + SMOOTHED);
      const velocity = (axis: number) => ((at(to, axis) - at(from, axis)) / (to - from)) * fps;
      across += velocity(0) ** 2 + velocity(2) ** 2;
      upwards += velocity(1) ** 2;
      const first = Math.max(1, frame - SMOOTHED);
      const final = Math.min(last - 1, frame + SMOOTHED);
      const acceleration = (axis: number) => {
        let sum = 0;
        for (let i = first; i <= final; i++) {
          const later = (at(i + 1, axis) - at(i, axis)) * fps;
          const earlier =
            bracket === "mended"
              ? (at(i, axis) - at(i - 1, axis)) * fps
              : at(i, axis) - at(i - 1, axis) * fps;
          sum += (later - earlier) * fps;
        }
        return sum / (final - first + 1);
      };
      effort += vectorLength(acceleration(0), acceleration(1), acceleration(2));
    }
    features.set([across / last, upwards / last, effort / last], 3 * joint);
  }
  return features;
}
