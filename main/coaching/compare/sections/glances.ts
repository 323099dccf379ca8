import { JOINT_COUNT, MIRROR } from "../../../../shared/skeleton.ts";
import { BONE_COUNT, jointsOfBones } from "../../../motion/bones.ts";
import { ROOT_AT } from "../../../motion/clip.ts";
import { FEATURES, type Features } from "../course/features.ts";

/*
 * What tells moments of dances apart by themselves, wherever in the dance they are. Joints, not bones: what is plain to see
 * counts most, and noise, which is the same for short bones, least.
 */

/** Numbers of a glance: x, y, z of 19 joints, facing +z, then the way that each makes in a moment, metres. */
export const GLANCE = 2 * ROOT_AT; // 114
/** Of a velocity in the features as much counts as a way. */
const WAY = 0.8;

/** [frames, 114] at COURSE_RATE, metres. */
export interface Glances {
  readonly frames: number;
  readonly values: Float32Array;
}

export function glancesOf({ frames, values }: Features): Glances {
  const glances = new Float32Array(frames * GLANCE);
  const bones = 3 * BONE_COUNT;
  const way = new Float32Array(bones);
  const of = (frame: number, from: number) => {
    const at = Math.max(0, Math.min(frames - 1, frame)) * FEATURES + from;
    return values.subarray(at, at + bones);
  };
  for (let frame = 0; frame < frames; frame++) {
    const at = frame * GLANCE;
    jointsOfBones(of(frame, 0), glances.subarray(at, at + ROOT_AT));
    // The way between the frames before and behind these two: half the noise of the way between the next ones.
    const [before, after] = [of(frame - 1, bones), of(frame + 1, bones)];
    for (let i = 0; i < bones; i++) way[i] = (WAY * (before[i]! + after[i]!)) / 2;
    jointsOfBones(way, glances.subarray(at + ROOT_AT, at + GLANCE));
  }
  return { frames, values: glances };
}

/** Left is right. */
export function mirroredGlances({ frames, values }: Glances): Glances {
  const twins = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += ROOT_AT)
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const [to, from] = [at + 3 * joint, at + 3 * MIRROR[joint]!];
      twins[to] = -values[from]!;
      twins[to + 1] = values[from + 1]!;
      twins[to + 2] = values[from + 2]!;
    }
  return { frames, values: twins };
}

/** Mean square distance of the joints and of their ways, square metres. */
export function glanceDistance(a: Glances, i: number, b: Glances, j: number): number {
  let sum = 0;
  for (let k = 0, p = i * GLANCE, q = j * GLANCE; k < GLANCE; k++)
    sum += (a.values[p + k]! - b.values[q + k]!) ** 2;
  return sum / (2 * JOINT_COUNT);
}

/** Frames of each that a mean distance is taken of, at most. */
const SAMPLES = 60;

/** How unlike two frames of two dances are on average, square metres. */
export function meanDistance(a: Glances, b: Glances): number {
  const [every, each] = [a, b].map(({ frames }) => Math.ceil(frames / SAMPLES)) as [number, number];
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.frames; i += every)
    for (let j = 0; j < b.frames; j += each, count++) sum += glanceDistance(a, i, b, j);
  return sum / Math.max(1, count);
}
