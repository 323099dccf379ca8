import type { Bvh } from "./parse.ts";
import { multiply, rotate } from "./quaternions.ts";

/** Motion of one BVH skeleton with quaternions in place of Euler angles, which can be interpolated. */
export interface JointMotion {
  /** Index of each joint's parent, which comes before it; -1 for a root. */
  readonly parents: readonly number[];
  /** joints x 3: from the parent at rest. */
  readonly offsets: Float64Array;
  readonly frameCount: number;
  /** frameCount x joints x 4: local rotations as unit quaternions w x y z, consecutive ones in the same hemisphere. */
  readonly rotations: Float64Array;
  /** For each joint that is moved by positions, frameCount x 3: from the parent, in place of its offset. */
  readonly positions: readonly (Float64Array | null)[];
}

const RADIANS = Math.PI / 180;

/**
 * Channels to quaternions. Rotations apply in the order in which the channels are listed: R = R1 R2 R3.
 * @param joints which of them, parents before children and none without its parent; all by default.
 */
export function jointMotionOf(
  bvh: Bvh,
  joints: readonly number[] = bvh.joints.map((_, j) => j),
): JointMotion {
  const { frameCount, columns, motion } = bvh;
  const chosen = joints.map((j) => bvh.joints[j]!);
  const rotations = new Float64Array(frameCount * chosen.length * 4);
  const positions = chosen.map(({ channels, offset }) => {
    if (!channels.some((channel) => channel.endsWith("position"))) return null;
    const own = new Float64Array(frameCount * 3);
    for (let i = 0; i < own.length; i++) own[i] = offset[i % 3]!;
    return own;
  });
  const rotation = new Float64Array(4);
  for (let f = 0; f < frameCount; f++) {
    chosen.forEach((joint, j) => {
      const at = (f * chosen.length + j) * 4;
      rotations[at] = 1;
      joint.channels.forEach((channel, c) => {
        const value = motion[f * columns + joint.column + c]!;
        const axis = channel.charCodeAt(0) - 88; // "X"
        if (channel.endsWith("rotation")) {
          rotation.fill(0);
          rotation[0] = Math.cos((value * RADIANS) / 2);
          rotation[1 + axis] = Math.sin((value * RADIANS) / 2);
          multiply(rotations, at, rotation, 0, rotations, at);
        } else positions[j]![f * 3 + axis] = value;
      });
      if (f > 0) keepHemisphere(rotations, at, at - chosen.length * 4);
    });
  }
  const parents = chosen.map(({ parent }) => joints.indexOf(parent));
  const offsets = Float64Array.from(chosen.flatMap(({ offset }) => offset));
  positions.forEach((moved, j) => {
    if (moved && parents[j]! >= 0) addToOffset(moved, offsets.subarray(j * 3, j * 3 + 3));
  });
  return { parents, offsets, frameCount, rotations, positions };
}

/**
 * Most writers repeat the offset in the positions, some leave it out: then the positions stay nearer to nothing than to
 * the offset.
 */
function addToOffset(positions: Float64Array, offset: Float64Array): void {
  const frames = positions.length / 3;
  let [toOffset, toNothing] = [0, 0];
  for (let f = 0; f < frames; f++) {
    const [x, y, z] = positions.subarray(f * 3, f * 3 + 3);
    toOffset += Math.hypot(x! - offset[0]!, y! - offset[1]!, z! - offset[2]!);
    toNothing += Math.hypot(x!, y!, z!);
  }
  if (toNothing < toOffset)
    positions.forEach((value, i) => {
      positions[i] = value + offset[i % 3]!;
    });
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
    const { parents, rotations } = this.#motion;
    const first = frame * parents.length * 4;
    for (let j = 0; j < parents.length; j++) this.#place(j, frame, rotations, first + j * 4);
  }

  /** As the skeleton is in that frame, but with nothing rotated. */
  rest(frame: number): void {
    for (let j = 0; j < this.#motion.parents.length; j++) this.#place(j, frame, UNTURNED, 0);
  }

  #place(j: number, frame: number, rotations: Float64Array, at: number): void {
    const { parents, offsets, positions } = this.#motion;
    const parent = parents[j]!;
    const moved = positions[j];
    const [local, o] = moved ? [moved, frame * 3] : [offsets, j * 3];
    if (parent < 0) {
      this.rotations.set(rotations.subarray(at, at + 4), j * 4);
      this.positions.set(local.subarray(o, o + 3), j * 3);
      return;
    }
    multiply(this.rotations, parent * 4, rotations, at, this.rotations, j * 4);
    rotate(this.rotations, parent * 4, local, o, this.positions, j * 3);
    for (let k = 0; k < 3; k++) this.positions[j * 3 + k]! += this.positions[parent * 3 + k]!;
  }
}

const UNTURNED = Float64Array.of(1, 0, 0, 0);

/** q and -q are the same rotation: takes the one nearer to the frame before. */
function keepHemisphere(q: Float64Array, at: number, before: number): void {
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += q[at + k]! * q[before + k]!;
  if (dot < 0) for (let k = 0; k < 4; k++) q[at + k]! *= -1;
}
