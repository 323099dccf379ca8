import { add, cross, dot, norm, scaled, subtract, unit, type Vector } from "../../../motion/vectors.ts";
import { upNearest, vectorOf } from "../orientation.ts";
import type { PosedSkeleton } from "./kinematics.ts";
import { rotate } from "./quaternions.ts";
import type { SkeletonMap } from "./skeletons.ts";

/** To the left, up and forward of a body: unit vectors at right angles. */
export type Basis = readonly [left: Vector, up: Vector, forward: Vector];

/** Point `index` of points of three numbers. */
export const pointAt = (points: ArrayLike<number>, index: number): Vector => ({
  x: points[index * 3]!,
  y: points[index * 3 + 1]!,
  z: points[index * 3 + 2]!,
});

/** A way that is given by its shares to the left, up and forward. */
export const along = (
  [left, up, forward]: Basis,
  [aside, rise, ahead]: readonly [number, number, number],
  size: number,
): Vector => add(add(scaled(left, aside * size), scaled(up, rise * size)), scaled(forward, ahead * size));

/** The basis whose left is nearest to `left` at right angles to `up`. */
function basisOf(left: Vector, up: Vector): Basis {
  const level = unit(subtract(left, scaled(up, dot(left, up))));
  return [level, up, cross(level, up)];
}

/** Lines through the trunk as it is posed: from right to left, and from the hips to the shoulders. */
function trunkOf(
  { positions }: PosedSkeleton,
  map: SkeletonMap,
): { readonly left: Vector; readonly up: Vector } {
  const at = (joint: number) => pointAt(positions, joint);
  const [hipL, hipR, shoulderL, shoulderR] = [
    map.left_hip,
    map.right_hip,
    map.left_shoulder,
    map.right_shoulder,
  ].map(at) as [Vector, Vector, Vector, Vector];
  return {
    left: add(unit(subtract(hipL, hipR)), unit(subtract(shoulderL, shoulderR))),
    up: subtract(add(shoulderL, shoulderR), add(hipL, hipR)),
  };
}

/** How the trunk lies to one joint, on average: where a head or a foot looks that mostly looks ahead. */
export class MeanBasis {
  readonly #joint: number;
  #left: Vector = { x: 0, y: 0, z: 0 };
  #up: Vector = { x: 0, y: 0, z: 0 };

  constructor(joint: number) {
    this.#joint = joint;
  }

  /** The trunk as the skeleton is posed now. */
  add(skeleton: PosedSkeleton, map: SkeletonMap): void {
    const { left, up } = trunkOf(skeleton, map);
    const [w, x, y, z] = skeleton.rotations.subarray(this.#joint * 4, this.#joint * 4 + 4);
    const back = Float64Array.of(w!, -x!, -y!, -z!);
    const local = (v: Vector): Vector => {
      const out = new Float64Array(3);
      const { x: a, y: b, z: c } = unit(v);
      rotate(back, 0, [a, b, c], 0, out, 0);
      return pointAt(out, 0);
    };
    this.#left = add(this.#left, local(left));
    this.#up = add(this.#up, local(up));
  }

  get basis(): Basis {
    return basisOf(this.#left, unit(this.#up));
  }
}

/** What the parts of a body that stands at rest at least are of their whole lengths: head over hips, legs under them, hips level. */
const STANDS = { head: 0.8, leg: 0.7, hips: 0.9 };

/** The body's directions in the zero pose; null when that is not somebody who stands along an axis. */
export function restBasis(skeleton: PosedSkeleton, map: SkeletonMap): Basis | null {
  skeleton.rest(0);
  const at = (joint: number) => pointAt(skeleton.positions, joint);
  const across = subtract(at(map.left_hip), at(map.right_hip));
  const head = subtract(at(map.head), scaled(add(at(map.left_hip), at(map.right_hip)), 0.5));
  const legs = [
    subtract(at(map.left_hip), at(map.left_ankle)),
    subtract(at(map.right_hip), at(map.right_ankle)),
  ];
  const up = vectorOf(upNearest(head));
  const rises = (v: Vector, share: number) => dot(v, up) > share * norm(v);
  const level = norm(subtract(across, scaled(up, dot(across, up)))) > STANDS.hips * norm(across);
  if (!rises(head, STANDS.head) || !level || !legs.every((leg) => rises(leg, STANDS.leg))) return null;
  return basisOf(across, up);
}
