import type { Seconds } from "../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";
import { ROOT_AT, ROW } from "../../motion/clip.ts";
import { acrossOf, faceForward, headingAcross } from "../../motion/heading.ts";
import { lowPassResample } from "../../motion/low-pass-resample.ts";
import { distance, type Vector } from "../../motion/vectors.ts";
import type { Danced } from "../compare/comparison.ts";
import { quantileOf } from "./statistics.ts";

/** Frames a second at which everything is measured, whatever the take's own rate. */
export const RATE = 30;
/**
 * Hz: what is faster is not measured. Of a poor camera's white noise a fifth of the power is left below 3 Hz at 30 frames
 * a second, and dance has nearly all of its own there. The power of an acceleration's noise rises with the fifth power of
 * the cut-off, so that velocities and what follows from them are taken from below 2 Hz, where an eighth is left of it.
 */
export const QUICK = 3;
const SLOW = 2;
/**
 * Frames, half a second: so near its ends a motion has the low-pass's kernel to one side alone, whose weights are not even
 * about the frame, and differences to one side. Speeds bear it; accelerations and jerks would be wrong there.
 */
const EDGE = RATE / 2;

/** A motion without noise that is faster than a cut-off. */
export interface SmoothMotion {
  readonly frames: number;
  /** Joints in the room, metres: [frames, 57]. */
  readonly places: Float64Array;
  /** Their velocities, metres a second: [frames, 57]. */
  readonly velocities: Float64Array;
  /** Joints from the middle of the hips, facing +z, metres: [frames, 57]. */
  readonly bodies: Float32Array;
  /** Middle of the hips in the room, metres: [frames, 3]. */
  readonly roots: Float64Array;
  /** Where the body faces, radians about the vertical, without jumps: [frames]. */
  readonly headings: Float64Array;
}

/** A dance as it is measured: smooth, at one rate, in the room and as seen from the dancer. */
export interface SmoothDance extends SmoothMotion {
  /** The same below the slower cut-off. */
  readonly slow: SmoothMotion;
  /** Length of thigh and shank, metres. */
  readonly leg: number;
  /** When the music's beats are, from the first frame on; empty where no music is known. */
  readonly beats: readonly Seconds[];
}

export function smoothDance(danced: Danced, beats: readonly Seconds[]): SmoothDance {
  const quick = smoothMotion(danced, QUICK);
  return { ...quick, slow: smoothMotion(danced, SLOW), leg: legOf(quick), beats };
}

function smoothMotion({ clip, fps }: Danced, cutOff: number): SmoothMotion {
  const rows = lowPassResample(clip.values, ROW, fps, RATE, cutOff);
  const frames = rows.length / ROW;
  const places = new Float64Array(frames * ROOT_AT);
  const bodies = new Float32Array(frames * ROOT_AT);
  const roots = new Float64Array(3 * frames);
  const headings = new Float64Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    const row = Float32Array.from(rows.subarray(frame * ROW, (frame + 1) * ROW));
    const { x, z } = acrossOf(row);
    faceForward(row.subarray(0, ROOT_AT), headingAcross(x, z), bodies, frame * ROOT_AT);
    headings[frame] = nearestTurn(Math.atan2(-z, x), headings[frame - 1] ?? 0);
    for (let axis = 0; axis < 3; axis++) roots[3 * frame + axis] = rows[frame * ROW + ROOT_AT + axis]!;
    for (let i = 0; i < ROOT_AT; i++)
      places[frame * ROOT_AT + i] = rows[frame * ROW + i]! + roots[3 * frame + (i % 3)]!;
  }
  return { frames, places, velocities: derivative(places, ROOT_AT), bodies, roots, headings };
}

/** How fast each of the values changes, a second: central differences, and one-sided ones at the ends. [frames, width] */
export function derivative(values: Float64Array, width: number): Float64Array {
  const last = values.length / width - 1;
  const out = new Float64Array(values.length);
  for (let frame = 0; frame <= last; frame++) {
    const [from, to] = [Math.max(0, frame - 1), Math.min(last, frame + 1)];
    const factor = to > from ? RATE / (to - from) : 0;
    for (let i = 0; i < width; i++)
      out[frame * width + i] = factor * (values[to * width + i]! - values[from * width + i]!);
  }
  return out;
}

/** Of values at each frame those that are not near the ends; of a motion too short for that, the middle half. */
export function inside(values: Float64Array): Float64Array {
  const edge = Math.min(EDGE, Math.floor(values.length / 4));
  return values.subarray(edge, values.length - edge);
}

/** One joint of points side by side. */
export function pointAt(points: ArrayLike<number>, frame: number, joint: number): Vector {
  const at = frame * ROOT_AT + 3 * joint;
  return { x: points[at]!, y: points[at + 1]!, z: points[at + 2]! };
}

/** Length of each vector: [frames, 19] of [frames, 57]. */
export function lengthsOfAll(vectors: Float64Array): Float64Array {
  const out = new Float64Array(vectors.length / 3);
  for (let i = 0; i < out.length; i++)
    out[i] = Math.sqrt(vectors[3 * i]! ** 2 + vectors[3 * i + 1]! ** 2 + vectors[3 * i + 2]! ** 2);
  return out;
}

/** Mean speed of the joints at each frame, metres a second: [frames]. */
export function meanSpeeds({ velocities, frames }: SmoothMotion): Float64Array {
  const speeds = lengthsOfAll(velocities);
  return Float64Array.from({ length: frames }, (_, frame) => {
    let sum = 0;
    for (let joint = 0; joint < JOINT_COUNT; joint++) sum += speeds[frame * JOINT_COUNT + joint]!;
    return sum / JOINT_COUNT;
  });
}

/** The same direction, by whole turns nearest to another. */
const nearestTurn = (angle: number, to: number): number =>
  angle + 2 * Math.PI * Math.round((to - angle) / (2 * Math.PI));

/** Median of thigh and shank together, of both legs. */
function legOf({ places, frames }: SmoothMotion): number {
  const lengths = Float64Array.from({ length: frames }, (_, frame) => {
    const between = (a: number, b: number) => distance(pointAt(places, frame, a), pointAt(places, frame, b));
    return (
      (between(J.left_hip, J.left_knee) +
        between(J.left_knee, J.left_ankle) +
        between(J.right_hip, J.right_knee) +
        between(J.right_knee, J.right_ankle)) /
      2
    );
  });
  return quantileOf(lengths, 0.5);
}
