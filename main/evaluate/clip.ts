import { JOINT_COUNT } from "../../shared/skeleton.ts";
import type { MotionFrame } from "../engine/phrase/motion.ts";

/** Numbers of a frame: x, y, z of 19 joints in body space, then of the middle of the hips in the room; metres. */
export const ROW = 3 * JOINT_COUNT + 3; // 60
export const HIPS = 3 * JOINT_COUNT;

/** A stretch of dance as numbers, so that hours of it fit in memory. */
export interface Clip {
  readonly frames: number;
  /** [frames, 60] */
  readonly values: Float32Array;
}

export function clipOf(frames: readonly MotionFrame[]): Clip {
  const values = new Float32Array(frames.length * ROW);
  frames.forEach((frame, index) => {
    writeRow(frame, values, index * ROW);
  });
  return { frames: frames.length, values };
}

export function writeRow({ body, root }: MotionFrame, out: Float32Array, at: number): void {
  body.forEach(({ x, y, z }, joint) => {
    out.set([x, y, z], at + 3 * joint);
  });
  out.set([root.x, root.y, root.z], at + HIPS);
}

/** One frame of it: a view. */
export const rowAt = ({ values }: Clip, frame: number): Float32Array =>
  values.subarray(frame * ROW, (frame + 1) * ROW);

/** Frames `from` up to, not including, `to`: a view. */
export function part({ values }: Clip, from: number, to: number): Clip {
  return { frames: to - from, values: values.subarray(from * ROW, to * ROW) };
}

/** Mean distance of the keypoints of two frames in body space, metres. */
export function bodyDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < HIPS; i += 3)
    sum += Math.hypot(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  return sum / JOINT_COUNT;
}

/** Mean distance of the keypoints of two frames in the room, metres. */
export function roomDistance(a: Float32Array, b: Float32Array): number {
  const [x, y, z] = [0, 1, 2].map((axis) => a[HIPS + axis]! - b[HIPS + axis]!) as [number, number, number];
  let sum = 0;
  for (let i = 0; i < HIPS; i += 3) {
    sum += Math.hypot(a[i]! - b[i]! + x, a[i + 1]! - b[i + 1]! + y, a[i + 2]! - b[i + 2]! + z);
  }
  return sum / JOINT_COUNT;
}

/** Mean change of the keypoints' velocities in the room over three frames, metres a frame a frame. */
export function roomTurn(a: Float32Array, b: Float32Array, c: Float32Array): number {
  const bend = (i: number) => c[i]! - 2 * b[i]! + a[i]!;
  const [x, y, z] = [bend(HIPS), bend(HIPS + 1), bend(HIPS + 2)];
  let sum = 0;
  for (let i = 0; i < HIPS; i += 3) sum += Math.hypot(bend(i) + x, bend(i + 1) + y, bend(i + 2) + z);
  return sum / JOINT_COUNT;
}
