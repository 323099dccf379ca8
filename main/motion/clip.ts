import { JOINT_COUNT } from "../../shared/skeleton.ts";
import type { MotionFrame } from "./motion-frame.ts";
import { vectorLength } from "./vectors.ts";

/** Numbers of a frame: x, y, z of 19 joints in body space, then of the middle of the hips in the room; metres. */
export const ROW = 3 * JOINT_COUNT + 3; // 60
export const ROOT_AT = 3 * JOINT_COUNT;

/** So many seconds in frames: whole ones, also where the rate is not a whole number. */
export const framesIn = (seconds: number, fps: number): number => Math.round(seconds * fps);

/** A stretch of dance as numbers. */
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

export function writeRow({ body, root }: MotionFrame, out: Float32Array | Float64Array, at = 0): void {
  for (const { x, y, z } of body) {
    out[at++] = x;
    out[at++] = y;
    out[at++] = z;
  }
  out[at++] = root.x;
  out[at++] = root.y;
  out[at] = root.z;
}

/** The inverse of `writeRow`. */
export function frameOf(row: ArrayLike<number>): MotionFrame {
  const point = (at: number) => ({ x: row[at]!, y: row[at + 1]!, z: row[at + 2]! });
  return {
    body: Array.from({ length: JOINT_COUNT }, (_, joint) => point(3 * joint)),
    root: point(ROOT_AT),
  };
}

/** One frame of it: a view. */
export const rowAt = ({ values }: Clip, frame: number): Float32Array =>
  values.subarray(frame * ROW, (frame + 1) * ROW);

/** Frames `from` up to, not including, `to`: a view. */
export function part({ values }: Clip, from: number, to: number): Clip {
  return { frames: to - from, values: values.subarray(from * ROW, to * ROW) };
}

/** One after the other. */
export function joinedClips(clips: readonly Clip[]): Clip {
  const values = new Float32Array(clips.reduce((sum, clip) => sum + clip.values.length, 0));
  let at = 0;
  for (const clip of clips) {
    values.set(clip.values, at);
    at += clip.values.length;
  }
  return { frames: clips.reduce((sum, { frames }) => sum + frames, 0), values };
}

/** Mean distance of the keypoints of two frames in body space, metres. */
export function bodyDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < ROOT_AT; i += 3)
    sum += vectorLength(a[i]! - b[i]!, a[i + 1]! - b[i + 1]!, a[i + 2]! - b[i + 2]!);
  return sum / JOINT_COUNT;
}

/** Mean distance of the keypoints of two frames in the room, metres. */
export function roomDistance(a: Float32Array, b: Float32Array): number {
  const x = a[ROOT_AT]! - b[ROOT_AT]!;
  const y = a[ROOT_AT + 1]! - b[ROOT_AT + 1]!;
  const z = a[ROOT_AT + 2]! - b[ROOT_AT + 2]!;
  let sum = 0;
  for (let i = 0; i < ROOT_AT; i += 3) {
    sum += vectorLength(a[i]! - b[i]! + x, a[i + 1]! - b[i + 1]! + y, a[i + 2]! - b[i + 2]! + z);
  }
  return sum / JOINT_COUNT;
}

/** Mean acceleration of the keypoints in the room over three frames, metres a frame a frame. */
export function roomAcceleration(a: Float32Array, b: Float32Array, c: Float32Array): number {
  const second = (i: number) => c[i]! - 2 * b[i]! + a[i]!;
  const x = second(ROOT_AT);
  const y = second(ROOT_AT + 1);
  const z = second(ROOT_AT + 2);
  let sum = 0;
  for (let i = 0; i < ROOT_AT; i += 3)
    sum += vectorLength(second(i) + x, second(i + 1) + y, second(i + 2) + z);
  return sum / JOINT_COUNT;
}

/** Where the joints of a clip are in the room, from the hips of its first frame: [frames, 57], metres. */
export function placesIn(clip: Clip): Float64Array {
  const places = new Float64Array(clip.frames * ROOT_AT);
  for (let frame = 0; frame < clip.frames; frame++) {
    const row = rowAt(clip, frame);
    for (let i = 0; i < ROOT_AT; i++) {
      const axis = ROOT_AT + (i % 3);
      places[frame * ROOT_AT + i] = row[i]! + row[axis]! - clip.values[axis]!;
    }
  }
  return places;
}
