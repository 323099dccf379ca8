import { BONE_COUNT, bonesOfJoints } from "../../../motion/bones.ts";
import { type Clip, ROOT_AT, rowAt } from "../../../motion/clip.ts";
import { acrossOf, faceForward, headingAcross } from "../../../motion/heading.ts";
import type { Danced } from "../comparison.ts";
import { evenly } from "./even.ts";

/*
 * What two dances are first laid beside each other by: the body as it is seen from its own heading, so that neither where
 * she dances nor where she faces counts. Bones, not joints: a trunk that leans carries no arm with it.
 */

/** Frames a second. Dances are phrases of seconds; when each moment is, to milliseconds, is found later. */
export const COURSE_RATE = 10;
/** Standard deviation of the kernel that smooths them, seconds. */
const SMOOTH = 0.1;
/** A velocity counts as the way that it leads in this time, seconds. */
const MOMENT = 0.3;

const POSE = 3 * BONE_COUNT;
/** Bones, how they move, how high the hips are, and how these move as seen from the body. */
export const FEATURES = 2 * POSE + 4;

/** [frames, 112] at COURSE_RATE, metres. */
export interface Features {
  readonly frames: number;
  readonly values: Float32Array;
}

/** @param speed seconds of the reference in a second of the dance: features are in the reference's time. */
export const featuresOf = (danced: Danced, speed = 1): Features =>
  featuresOfClip(evenly(danced, COURSE_RATE, SMOOTH, speed));

function featuresOfClip(clip: Clip): Features {
  const values = new Float32Array(clip.frames * FEATURES);
  const scale = (MOMENT * COURSE_RATE) / 2;
  for (let frame = 0; frame < clip.frames; frame++) {
    const row = rowAt(clip, frame);
    const before = rowAt(clip, Math.max(0, frame - 1));
    const after = rowAt(clip, Math.min(clip.frames - 1, frame + 1));
    const { x, z } = acrossOf(row);
    const heading = headingAcross(x, z);
    const out = values.subarray(frame * FEATURES, (frame + 1) * FEATURES);
    faceForward(bonesOfJoints(row), heading, out);
    const moved = bonesOfJoints(after);
    const from = bonesOfJoints(before);
    for (let i = 0; i < POSE; i++) moved[i] = scale * (moved[i]! - from[i]!);
    faceForward(moved, heading, out, POSE);
    const way = Float32Array.from(
      [0, 1, 2],
      (axis) => scale * (after[ROOT_AT + axis]! - before[ROOT_AT + axis]!),
    );
    faceForward(way, heading, out, 2 * POSE);
    out[FEATURES - 1] = row[ROOT_AT + 1]!;
  }
  return { frames: clip.frames, values };
}

/** The square of how far two frames are apart, square metres. */
export function featureDistance(a: Features, i: number, b: Features, j: number): number {
  let sum = 0;
  for (let k = 0, p = i * FEATURES, q = j * FEATURES; k < FEATURES; k++)
    sum += (a.values[p + k]! - b.values[q + k]!) ** 2;
  return sum;
}
