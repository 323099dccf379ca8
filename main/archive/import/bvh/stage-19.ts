import { JOINT_COUNT, JOINTS } from "../../../../shared/skeleton.ts";
import { SourceError } from "../../../system/errors.ts";
import { type JointMotion, PosedSkeleton, rotate } from "./kinematics.ts";
import type { Bvh } from "./parse.ts";
import type { SkeletonMap } from "./skeletons.ts";

/** Metres. Every skeleton is scaled to this height, so that movements compare. */
export const STATURE = 1.7;

/** Height of the topmost neck joint over the sole, as a share of stature (Drillis and Contini 1966: C1 and occiput). */
const HEAD_JOINT_HEIGHT = 0.88;

/**
 * From the head joint, in shares of stature: to the left, up, forward. The eyes stand at 0.936 of stature; the tip of
 * the nose 4 cm below and 2.5 cm before them, the ears in line with it, 7.5 cm aside, above the joint.
 */
const FACE = [
  [0, 0.027, 0.065],
  [0.044, 0.034, 0.004],
  [-0.044, 0.034, 0.004],
] as const;

/** Retargets a BVH skeleton to `stage-19`, in metres. BVH is right-handed with y up: axes need no change. */
export class Stage19Retargeter {
  readonly #map: SkeletonMap;
  readonly #skeleton: PosedSkeleton;
  readonly #scale: number;
  readonly #face: Float64Array;

  /** @throws SourceError when the skeleton does not rest upright. */
  constructor(bvh: Bvh, motion: JointMotion, map: SkeletonMap, file: string) {
    this.#map = map;
    this.#skeleton = new PosedSkeleton(motion);
    const rest = atRest(bvh);
    const at = (joint: number): readonly number[] => rest[joint]!;
    const soles = Math.min(...[map.left_foot_index, map.right_foot_index].map((j) => at(j)[1]!));
    const headHeight = at(map.head)[1]! - soles;
    const across = at(map.left_hip).map((v, k) => v - at(map.right_hip)[k]!);
    const up = at(map.head).map((v, k) => v - (at(map.left_hip)[k]! + at(map.right_hip)[k]!) / 2);
    const width = Math.hypot(across[0]!, across[2]!);
    if (!(up[1]! > 0.8 * Math.hypot(...up)) || !(width > 0.9 * Math.hypot(...across))) {
      throw new SourceError(`${file}: the skeleton at rest (all rotations 0) does not stand upright along y`);
    }
    this.#scale = (STATURE * HEAD_JOINT_HEIGHT) / headHeight;
    // left x up = forward, with left level.
    const left = [across[0]! / width, across[2]! / width] as const;
    this.#face = Float64Array.from(
      FACE.flatMap(([aside, rise, ahead]) => [
        left[0] * aside - left[1] * ahead,
        rise,
        left[1] * aside + left[0] * ahead,
      ]).map((share) => share * STATURE),
    );
  }

  /** Writes 19 x 3 room coordinates (metres, floor wherever the file has it) at `out[at]`. */
  place(frame: number, out: Float64Array, at: number): void {
    this.#skeleton.pose(frame);
    const { positions, rotations } = this.#skeleton;
    const head = this.#map.head;
    for (let j = 0; j < JOINT_COUNT; j++) {
      const o = at + j * 3;
      const onFace = j < FACE.length;
      const joint = onFace ? head : this.#map[JOINTS[j] as keyof SkeletonMap];
      if (onFace) rotate(rotations, head * 4, this.#face, j * 3, out, o);
      for (let k = 0; k < 3; k++) {
        out[o + k] = positions[joint * 3 + k]! * this.#scale + (onFace ? out[o + k]! : 0);
      }
    }
  }
}

/** Where each joint is when nothing is rotated. */
function atRest(bvh: Bvh): readonly number[][] {
  const rest: number[][] = [];
  for (const { parent, offset } of bvh.joints) {
    rest.push(parent < 0 ? [0, 0, 0] : offset.map((v, k) => v + rest[parent]![k]!));
  }
  return rest;
}
