import type { Bvh } from "./parse.ts";

/** Motion of one BVH skeleton with quaternions in place of Euler angles, which can be interpolated. */
export interface JointMotion {
  readonly parents: readonly number[];
  /** joints x 3: from the parent at rest. */
  readonly offsets: Float64Array;
  readonly frameCount: number;
  /** frameCount x joints x 4: local rotations as unit quaternions w x y z, consecutive ones in the same hemisphere. */
  readonly rotations: Float64Array;
  /** frameCount x 3: where the root is. */
  readonly roots: Float64Array;
}

const RADIANS = Math.PI / 180;

/** Channels to quaternions. Rotations apply in the order in which the channels are listed: R = R1 R2 R3. */
export function jointMotionOf(bvh: Bvh): JointMotion {
  const { joints, frameCount, columns, motion } = bvh;
  const rotations = new Float64Array(frameCount * joints.length * 4);
  const roots = new Float64Array(frameCount * 3);
  const rotation = new Float64Array(4);
  for (let f = 0; f < frameCount; f++) {
    joints.forEach((joint, j) => {
      const at = (f * joints.length + j) * 4;
      rotations[at] = 1;
      joint.channels.forEach((channel, c) => {
        const value = motion[f * columns + joint.column + c]!;
        const axis = channel.charCodeAt(0) - 88; // "X"
        if (channel.endsWith("rotation")) {
          rotation.fill(0);
          rotation[0] = Math.cos((value * RADIANS) / 2);
          rotation[1 + axis] = Math.sin((value * RADIANS) / 2);
          multiply(rotations, at, rotation, 0, rotations, at);
        } else if (j === 0) roots[f * 3 + axis] = value;
        // Positions of other joints repeat their offsets (Perception Neuron) or stretch bones; both are ignored.
      });
      if (f > 0) keepHemisphere(rotations, at, at - joints.length * 4);
    });
  }
  const offsets = Float64Array.from(joints.flatMap((joint) => joint.offset));
  return { parents: joints.map((joint) => joint.parent), offsets, frameCount, rotations, roots };
}

/** Forward kinematics. One object serves a whole take: `pose` overwrites the positions. */
export class PosedSkeleton {
  /** joints x 3. */
  readonly positions: Float64Array;
  /** joints x 4: rotations from rest, in the room. */
  readonly rotations: Float64Array;
  readonly #motion: JointMotion;

  constructor(motion: JointMotion) {
    this.#motion = motion;
    this.positions = new Float64Array(motion.parents.length * 3);
    this.rotations = new Float64Array(motion.parents.length * 4);
  }

  pose(frame: number): void {
    const { parents, offsets, rotations, roots } = this.#motion;
    const first = frame * parents.length * 4;
    this.positions.set(roots.subarray(frame * 3, frame * 3 + 3));
    this.rotations.set(rotations.subarray(first, first + 4));
    for (let j = 1; j < parents.length; j++) {
      const parent = parents[j]!;
      multiply(this.rotations, parent * 4, rotations, first + j * 4, this.rotations, j * 4);
      rotate(this.rotations, parent * 4, offsets, j * 3, this.positions, j * 3);
      for (let k = 0; k < 3; k++) this.positions[j * 3 + k]! += this.positions[parent * 3 + k]!;
    }
  }
}

/** out = a b, as rotations: b first, then a. `out` may be `a` or `b`. */
function multiply(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  out: Float64Array,
  k: number,
): void {
  const [aw, ax, ay, az] = [a[i]!, a[i + 1]!, a[i + 2]!, a[i + 3]!];
  const [bw, bx, by, bz] = [b[j]!, b[j + 1]!, b[j + 2]!, b[j + 3]!];
  out[k] = aw * bw - ax * bx - ay * by - az * bz;
  out[k + 1] = aw * bx + ax * bw + ay * bz - az * by;
  out[k + 2] = aw * by - ax * bz + ay * bw + az * bx;
  out[k + 3] = aw * bz + ax * by - ay * bx + az * bw;
}

/** out = q v q*. */
export function rotate(
  q: Float64Array,
  i: number,
  v: ArrayLike<number>,
  j: number,
  out: Float64Array,
  k: number,
): void {
  const [w, x, y, z] = [q[i]!, q[i + 1]!, q[i + 2]!, q[i + 3]!];
  const [a, b, c] = [v[j]!, v[j + 1]!, v[j + 2]!];
  // t = 2 (xyz x v); v + w t + xyz x t
  const [tx, ty, tz] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)];
  out[k] = a + w * tx + y * tz - z * ty;
  out[k + 1] = b + w * ty + z * tx - x * tz;
  out[k + 2] = c + w * tz + x * ty - y * tx;
}

/** q and -q are the same rotation: takes the one nearer to the frame before. */
function keepHemisphere(q: Float64Array, at: number, before: number): void {
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += q[at + k]! * q[before + k]!;
  if (dot < 0) for (let k = 0; k < 4; k++) q[at + k]! *= -1;
}
