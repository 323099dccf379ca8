import { J, JOINT_COUNT, JOINTS } from "../../../../shared/skeleton.ts";
import type { JointMotion } from "./kinematics.ts";

/**
 * Metres a second beyond which a joint has not moved but been mistaken: relative to the hips, and the hips in the
 * room. In 17 minutes of salsa, Indian dance and martial arts nothing real comes near: kicks reach 10, punches 9.
 * The jump from the T-pose, with which many files begin, is such a mistake too.
 */
const HIPS = 3.5;
const LIMITS = JOINTS.map((name) => {
  const part = name.replace(/^(left|right)_/, "");
  return (
    { hip: 3.5, shoulder: 5, elbow: 8, knee: 8, wrist: 11, ankle: 11, index: 14, foot_index: 14 }[part] ?? 5
  );
});

/** Seconds around a fault that are not believed either: what recorded it has smoothed it outwards. */
const MARGIN = 0.035;
/** Seconds that may be bridged; a longer fault cuts the take. */
const LONGEST_BRIDGE = 0.25;
/** A knee that has flipped over is elsewhere afterwards: a bridge must ask for less than this share of the limits. */
const CALM = 0.5;
/** Metres; a foot deeper in the floor is no foot. */
const DEEPEST = 0.08;

/** Frames [from, to] that are not to be believed. */
export interface Fault {
  readonly from: number;
  readonly to: number;
}

/** Finds moments in which a joint jumps or a foot is in the floor. `track` is frames x 19 x 3, room metres. */
export function findFaults(track: Float64Array, fps: number, floor: number): Fault[] {
  const frames = track.length / (JOINT_COUNT * 3);
  const margin = Math.ceil(MARGIN * fps);
  const faults: { from: number; to: number }[] = [];
  for (let f = 1; f < frames; f++) {
    if (!tooFar(track, f - 1, f, fps, 1) && !sunk(track, f, floor)) continue;
    const from = Math.max(0, f - 1 - margin);
    const to = Math.min(frames - 1, f + margin);
    const last = faults.at(-1);
    if (last && from <= last.to + 2 * margin) last.to = to;
    else faults.push({ from, to });
  }
  return faults;
}

/** True when the body before the fault and the one after are so near that a short bridge between them is honest. */
export function canBridge(track: Float64Array, fps: number, { from, to }: Fault): boolean {
  const frames = track.length / (JOINT_COUNT * 3);
  if (from === 0 || to === frames - 1 || (to - from + 1) / fps > LONGEST_BRIDGE) return false;
  return !tooFar(track, from - 1, to + 1, fps, CALM);
}

/** Lets the whole body glide over the fault: every joint's rotation and the root, so that bones keep their length. */
export function bridge(motion: JointMotion, { from, to }: Fault): void {
  const { rotations, roots, parents } = motion;
  const [a, b] = [from - 1, to + 1];
  for (let f = from; f <= to; f++) {
    const share = (f - a) / (b - a);
    for (let k = 0; k < 3; k++) {
      roots[f * 3 + k] = roots[a * 3 + k]! * (1 - share) + roots[b * 3 + k]! * share;
    }
    for (let j = 0; j < parents.length; j++) {
      glide(
        rotations,
        (a * parents.length + j) * 4,
        (b * parents.length + j) * 4,
        share,
        (f * parents.length + j) * 4,
      );
    }
  }
}

function tooFar(track: Float64Array, a: number, b: number, fps: number, share: number): boolean {
  const [p, q] = [a * JOINT_COUNT * 3, b * JOINT_COUNT * 3];
  const seconds = (b - a) / fps;
  const hips = [0, 1, 2].map((k) => (hip(track, q, k) - hip(track, p, k)) / seconds);
  if (Math.hypot(...hips) > HIPS * share) return true;
  return LIMITS.some((limit, j) => {
    const v = hips.map((h, k) => (track[q + j * 3 + k]! - track[p + j * 3 + k]!) / seconds - h);
    return Math.hypot(...v) > limit * share;
  });
}

function sunk(track: Float64Array, frame: number, floor: number): boolean {
  return lowestFoot(track, frame) < floor - DEEPEST;
}

/** Height of the foot joint that stands lowest. */
export function lowestFoot(track: Float64Array, frame: number): number {
  return Math.min(...FEET.map((j) => track[(frame * JOINT_COUNT + j) * 3 + 1]!));
}

const FEET = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
const [LEFT, RIGHT] = [J.left_hip * 3, J.right_hip * 3];

function hip(track: Float64Array, at: number, k: number): number {
  return (track[at + LEFT + k]! + track[at + RIGHT + k]!) / 2;
}

/** Radians from the neck; living heads stay below half of it, lost head markers turn a head upside down. */
const HEAD_TURNS = (120 * Math.PI) / 180;

/** Lets the head follow the neck wherever it is turned as no head can be. Returns the share of such frames. */
export function rightHead({ rotations, parents, frameCount }: JointMotion, head: number): number {
  let righted = 0;
  for (let f = 0; f < frameCount; f++) {
    const at = (f * parents.length + head) * 4;
    if (2 * Math.acos(Math.min(1, Math.abs(rotations[at]!))) < HEAD_TURNS) continue;
    rotations.set([1, 0, 0, 0], at);
    righted++;
  }
  return righted / frameCount;
}

/** Normalised linear interpolation of quaternions, the short way round. */
function glide(q: Float64Array, a: number, b: number, share: number, out: number): void {
  let dot = 0;
  for (let k = 0; k < 4; k++) dot += q[a + k]! * q[b + k]!;
  const sign = dot < 0 ? -1 : 1;
  let length = 0;
  for (let k = 0; k < 4; k++) {
    q[out + k] = q[a + k]! * (1 - share) + sign * q[b + k]! * share;
    length += q[out + k]! ** 2;
  }
  for (let k = 0; k < 4; k++) q[out + k]! /= Math.sqrt(length);
}
