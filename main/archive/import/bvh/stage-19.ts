import { JOINT_COUNT, JOINTS, type JointName } from "../../../../shared/skeleton.ts";
import type { Vector } from "../../../motion/vectors.ts";
import { SourceError } from "../../../system/errors.ts";
import { type Standing, settle, type Up, upNearest } from "../orientation.ts";
import { along, type Basis, MeanBasis, pointAt, restBasis } from "./basis.ts";
import { type JointMotion, PosedSkeleton } from "./kinematics.ts";
import { rotate } from "./quaternions.ts";
import type { SkeletonMap } from "./skeletons.ts";
import { sampleOf, statureOf } from "./stature.ts";

/**
 * From the head joint, in shares of stature: to the left, up, forward. The eyes stand at 0.936 of stature; the tip of
 * the nose 4 cm below and 2.5 cm before them, the ears in line with it, 7.5 cm aside, above the joint.
 */
export const FACE: Readonly<Partial<Record<JointName, readonly [number, number, number]>>> = {
  nose: [0, 0.027, 0.065],
  left_ear: [0.044, 0.034, 0.004],
  right_ear: [-0.044, 0.034, 0.004],
};
/** Where a skeleton ends with ankle or wrist, in the same shares: the tip of the foot from the ankle, and how far on the knuckle is. */
const FOOT = [0, -0.035, 0.11] as const;
export const HAND = 0.05;

/**
 * Retargets a BVH skeleton to `stage-19`. How large it is and where head and feet look is told from how it moves; where
 * its zero pose is somebody standing, that says exactly where the face is.
 */
export class Stage19Retargeter implements Standing {
  /** In the file's own unit. */
  readonly stature: number;
  readonly restUp: Up | null;
  readonly sample: Float64Array;
  readonly #skeleton: PosedSkeleton;
  /** For each joint of `stage-19` the one that carries it, and its place on that: 19 x 3. */
  readonly #carriers: readonly number[];
  readonly #places = new Float64Array(JOINT_COUNT * 3);
  #up: Up = "y";
  #scale = 1;

  /** @throws SourceError when the body has no size. */
  constructor(motion: JointMotion, map: SkeletonMap, file: string) {
    const skeleton = new PosedSkeleton(motion);
    this.#skeleton = skeleton;
    const frames = sampleOf(motion.frameCount);
    this.stature = statureOf(skeleton, map, frames);
    if (!(this.stature > 1e-9)) throw new SourceError(`${file}: its bones have no length, expected a body`);
    const rest = restBasis(skeleton, map);
    this.restUp = rest && upNearest(rest[1]);
    const means = new Map(
      [map.head, map.left_ankle, map.right_ankle].map((joint) => [joint, new MeanBasis(joint)]),
    );
    for (const frame of frames) {
      skeleton.pose(frame);
      for (const one of means.values()) one.add(skeleton, map);
    }
    const facing = (joint: number): Basis => rest ?? means.get(joint)!.basis;

    this.#carriers = JOINTS.map((name, j) => {
      const place = (from: number, to: Vector): number => {
        this.#places.set([to.x, to.y, to.z], j * 3);
        return from;
      };
      const joint = map[name];
      if (joint !== null) return joint;
      const face = FACE[name];
      if (face) return place(map.head, along(facing(map.head), face, this.stature));
      const side = name.startsWith("left") ? "left" : "right";
      if (name.endsWith("foot_index")) {
        const ankle = map[`${side}_ankle`];
        return place(ankle, along(facing(ankle), FOOT, this.stature));
      }
      const wrist = map[`${side}_wrist`];
      return place(wrist, this.#onFrom(motion, wrist, HAND * this.stature));
    });
    this.sample = new Float64Array(frames.length * JOINT_COUNT * 3);
    for (const [i, frame] of frames.entries()) this.place(frame, this.sample, i * JOINT_COUNT * 3);
  }

  /** From now on bodies are placed with y up, in metres. @param scale metres a unit */
  settle(up: Up, scale: number): void {
    this.#up = up;
    this.#scale = scale;
  }

  /** Writes 19 x 3 room coordinates at `out[at]`; the floor is wherever the file has it. */
  place(frame: number, out: Float64Array, at: number): void {
    this.#skeleton.pose(frame);
    const { positions, rotations } = this.#skeleton;
    for (let j = 0; j < JOINT_COUNT; j++) {
      const [carrier, o] = [this.#carriers[j]!, at + j * 3];
      rotate(rotations, carrier * 4, this.#places, j * 3, out, o);
      for (let k = 0; k < 3; k++) out[o + k]! += positions[carrier * 3 + k]!;
    }
    settle(out.subarray(at, at + JOINT_COUNT * 3), this.#up, this.#scale);
  }

  /** A hand goes on from its forearm: as the wrist lies to the elbow, so does the hand to the wrist. */
  #onFrom({ offsets, positions }: JointMotion, wrist: number, length: number): Vector {
    const { x, y, z } = pointAt(positions[wrist] ?? offsets, positions[wrist] ? 0 : wrist);
    const share = length / (Math.hypot(x, y, z) || 1);
    return { x: x * share, y: y * share, z: z * share };
  }
}
