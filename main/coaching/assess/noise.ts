import { clamp } from "../../../shared/numbers.ts";
import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";
import { type Clip, ROOT_AT, ROW, rowAt } from "../../motion/clip.ts";
import { gaussian, type Random } from "../../motion/random.ts";
import { vectorLength } from "../../motion/vectors.ts";
import { meanOf } from "./statistics.ts";

/** How far off a camera has the joints of a body. */
export interface CameraNoise {
  /** Standard deviations of a joint, metres: across the picture and up, and in depth. */
  readonly inPlane: number;
  readonly depth: number;
  /** Correlation of what a joint is off in one frame and in the next: more than 0 where somebody smoothed. */
  readonly correlation: number;
}

/** Bones that are rigid in everybody: thighs, shanks, upper arms, forearms. */
const RIGID: readonly (readonly [number, number])[] = [
  [J.left_hip, J.left_knee],
  [J.right_hip, J.right_knee],
  [J.left_knee, J.left_ankle],
  [J.right_knee, J.right_ankle],
  [J.left_shoulder, J.left_elbow],
  [J.right_shoulder, J.right_elbow],
  [J.left_elbow, J.left_wrist],
  [J.right_elbow, J.right_wrist],
];
/** What nearly never forgets is a bone that was measured too long or short all along. */
const MOST_CORRELATED = 0.98;

/**
 * A camera's noise, from the dance that it saw: bones do not change their length, so that what they seem to change is noise.
 * Of a bone whose direction is u, and whose joints are both off, the variance of its length is
 * 2 inPlane^2 (1 - uz^2) + 2 depth^2 uz^2; least squares over all rigid bones and frames give both.
 * Recorded bodies have none.
 */
export function noiseIn(clip: Clip): CameraNoise {
  const bones = RIGID.map(([a, b]) => boneIn(clip, a, b));
  // Normal equations of the two unknowns.
  let [pp, pd, dd, p, d] = [0, 0, 0, 0, 0];
  let [next, all] = [0, 0];
  for (const { off, away } of bones)
    for (let frame = 0; frame < clip.frames; frame++) {
      const [plane, depth, square] = [2 * (1 - away[frame]!), 2 * away[frame]!, off[frame]! ** 2];
      pp += plane * plane;
      pd += plane * depth;
      dd += depth * depth;
      p += plane * square;
      d += depth * square;
      all += square;
      if (frame > 0) next += off[frame]! * off[frame - 1]!;
    }
  const determinant = pp * dd - pd * pd;
  const isTold = determinant > 1e-9 * pp * dd;
  // Where every bone has the same direction to the camera, only one of them can be told, and stands for both.
  const plane = isTold ? (dd * p - pd * d) / determinant : p / pp;
  const depth = isTold ? (pp * d - pd * p) / determinant : plane;
  return {
    inPlane: Math.sqrt(Math.max(0, plane)),
    depth: Math.sqrt(Math.max(0, depth)),
    correlation: clamp(next / all || 0, 0, MOST_CORRELATED),
  };
}

/** How far a bone's length is off its mean, metres, and the square of how much of it goes in depth: [frames] each. */
function boneIn(
  clip: Clip,
  a: number,
  b: number,
): { readonly off: Float64Array; readonly away: Float64Array } {
  const lengths = new Float64Array(clip.frames);
  const away = new Float64Array(clip.frames);
  for (let frame = 0; frame < clip.frames; frame++) {
    const row = rowAt(clip, frame);
    const along = (axis: number) => row[3 * b + axis]! - row[3 * a + axis]!;
    lengths[frame] = vectorLength(along(0), along(1), along(2));
    away[frame] = (along(2) / (lengths[frame]! || 1)) ** 2;
  }
  const mean = meanOf(lengths);
  return { off: lengths.map((length) => length - mean), away };
}

/** The dance as a camera with such noise would see what is seen in it. */
export function withNoise(clip: Clip, { inPlane, depth, correlation }: CameraNoise, random: Random): Clip {
  const values = Float32Array.from(clip.values);
  const off = new Float64Array(ROOT_AT);
  const fresh = Math.sqrt(1 - correlation ** 2);
  for (let frame = 0; frame < clip.frames; frame++) {
    for (let i = 0; i < ROOT_AT; i++) {
      const drawn = (i % 3 === 2 ? depth : inPlane) * gaussian(random);
      off[i] = frame === 0 ? drawn : correlation * off[i]! + fresh * drawn;
    }
    const at = frame * ROW;
    for (let axis = 0; axis < 3; axis++) {
      // The middle of the hips stays the origin: what it is off, the whole body is off in the room.
      const hips = (off[3 * J.left_hip + axis]! + off[3 * J.right_hip + axis]!) / 2;
      for (let joint = 0; joint < JOINT_COUNT; joint++)
        values[at + 3 * joint + axis]! += off[3 * joint + axis]! - hips;
      values[at + ROOT_AT + axis]! += hips;
    }
  }
  return { frames: clip.frames, values };
}
