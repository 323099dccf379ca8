import type { BodyPart } from "../../../../shared/body-parts.ts";
import { J } from "../../../../shared/skeleton.ts";
import { type Clip, ROW, rowAt } from "../../../motion/clip.ts";
import { acrossOf, type Heading, headingAcross } from "../../../motion/heading.ts";

/*
 * What a part does: where its joints are from the joint that it hangs on, as seen from the body's own heading. An arm that
 * is carried along by the trunk does nothing by itself.
 */

interface Hung {
  readonly joints: readonly number[];
  /** What they hang on: the middle of these. */
  readonly from: readonly number[];
  /** Seen from the one heading, not from the body's own, in which a turn would not be seen. */
  readonly inRoom: boolean;
}

const HIPS = [J.left_hip, J.right_hip];
const SHOULDERS = [J.left_shoulder, J.right_shoulder];

export const HUNG: Readonly<Record<BodyPart, Hung>> = {
  head: { joints: [J.nose, J.left_ear, J.right_ear], from: SHOULDERS, inRoom: false },
  trunk: { joints: [...HIPS, ...SHOULDERS], from: HIPS, inRoom: true },
  left_arm: { joints: [J.left_elbow, J.left_wrist, J.left_index], from: [J.left_shoulder], inRoom: false },
  right_arm: {
    joints: [J.right_elbow, J.right_wrist, J.right_index],
    from: [J.right_shoulder],
    inRoom: false,
  },
  left_leg: { joints: [J.left_knee, J.left_ankle, J.left_foot_index], from: [J.left_hip], inRoom: false },
  right_leg: {
    joints: [J.right_knee, J.right_ankle, J.right_foot_index],
    from: [J.right_hip],
    inRoom: false,
  },
};

/** One part of a dance at an even rate. */
export interface PartTrack {
  readonly frames: number;
  readonly width: number;
  /** [frames, width]: x, y, z of each joint, metres; z is ahead, x to her left, unless it is seen in the room. */
  readonly values: Float32Array;
  /** Variance of each number in the camera's axes at the frames of the camera, square metres: [width]. */
  readonly noise: Float64Array;
}

/** Where she faces is averaged over so much, standard deviation in seconds: a camera's depths tell it badly. */
const STEADY = 0.12;

/** Where the body of each frame faces. */
export function steadyHeadings(clip: Clip, rate: number): readonly Heading[] {
  const deviation = STEADY * rate;
  const reach = Math.ceil(2.5 * deviation);
  const across = Array.from({ length: clip.frames }, (_, frame) => acrossOf(rowAt(clip, frame)));
  return across.map((_, frame) => {
    let [x, z] = [0, 0];
    for (let near = Math.max(0, frame - reach); near <= Math.min(clip.frames - 1, frame + reach); near++) {
      const weight = Math.exp(-0.5 * ((near - frame) / deviation) ** 2);
      x += weight * across[near]!.x;
      z += weight * across[near]!.z;
    }
    return headingAcross(x, z);
  });
}

/** @param noise of each number of a row, square metres: [60] */
export function partTrack(
  clip: Clip,
  headings: readonly Heading[],
  noise: Float64Array,
  { joints, from, inRoom: isRoom }: Hung,
  inRoom = isRoom,
): PartTrack {
  const width = 3 * joints.length;
  const values = new Float32Array(clip.frames * width);
  for (let frame = 0; frame < clip.frames; frame++) {
    const { cos, sin } = inRoom ? { cos: 1, sin: 0 } : headings[frame]!;
    const at = frame * ROW;
    const middle = (axis: number) =>
      from.reduce((sum, joint) => sum + clip.values[at + 3 * joint + axis]!, 0) / from.length;
    const [mx, my, mz] = [middle(0), middle(1), middle(2)];
    joints.forEach((joint, index) => {
      const [x, z] = [clip.values[at + 3 * joint]! - mx, clip.values[at + 3 * joint + 2]! - mz];
      const out = frame * width + 3 * index;
      values[out] = x * cos + z * sin;
      values[out + 1] = clip.values[at + 3 * joint + 1]! - my;
      values[out + 2] = z * cos - x * sin;
    });
  }
  const hung = (axis: number) =>
    from.reduce((sum, joint) => sum + noise[3 * joint + axis]!, 0) / from.length ** 2;
  const of = joints.flatMap((joint) => [0, 1, 2].map((axis) => noise[3 * joint + axis]! + hung(axis)));
  return { frames: clip.frames, width, values, noise: Float64Array.from(of) };
}
