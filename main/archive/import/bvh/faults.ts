import { J, JOINT_COUNT, JOINTS } from "../../../../shared/skeleton.ts";
import type { JointMotion } from "./kinematics.ts";

/*
 * Faults of motion capture: spikes, swapped markers and limbs that flip over. Short ones are filled by interpolation,
 * as mocap editors fill gaps; at the others the take is cut.
 */

/**
 * Metres a second that no joint exceeds, relative to the hips, nor the hips in the room: faster is a fault. In 17
 * minutes of salsa, Indian dance and martial arts kicks reach 10 and punches 9. The jump from the T-pose with which many
 * files begin is a fault too.
 */
const HIPS_SPEED = 3.5;
const JOINT_SPEEDS = JOINTS.map((name) => {
  const part = name.replace(/^(left|right)_/, "");
  return (
    { hip: 3.5, shoulder: 5, elbow: 8, knee: 8, wrist: 11, ankle: 11, index: 14, foot_index: 14 }[part] ?? 5
  );
});

/** Seconds around a fault that belong to it: the recording system's smoothing spreads it. */
const MARGIN = 0.035;
/** Seconds of the longest fault that may be bridged. */
const LONGEST_BRIDGE = 0.25;
/** Share of the speed limits that a bridge may need; more where a limb has flipped over and does not come back. */
const BRIDGE_SHARE = 0.5;
/** Metres that a foot may be below the floor. */
const FLOOR_TOLERANCE = 0.08;

/** Frames from `from` to `to`, both included, that are wrong. */
export interface Fault {
  readonly from: number;
  readonly to: number;
}

/** Finds where a joint is too fast or a foot below the floor. @param track frames x 19 x 3, metres in the room. */
export function findFaults(track: Float64Array, fps: number, floor: number): Fault[] {
  const frames = track.length / (JOINT_COUNT * 3);
  const margin = Math.ceil(MARGIN * fps);
  const faults: { from: number; to: number }[] = [];
  for (let f = 1; f < frames; f++) {
    if (!exceedsSpeeds(track, f - 1, f, fps, 1) && !isBelowFloor(track, f, floor)) continue;
    const from = Math.max(0, f - 1 - margin);
    const to = Math.min(frames - 1, f + margin);
    const last = faults.at(-1);
    if (last && from <= last.to + 2 * margin) last.to = to;
    else faults.push({ from, to });
  }
  return faults;
}

/** True when the fault is short, and the pose before it near the one after. */
export function canBridge(track: Float64Array, fps: number, { from, to }: Fault): boolean {
  const frames = track.length / (JOINT_COUNT * 3);
  if (from === 0 || to === frames - 1 || (to - from + 1) / fps > LONGEST_BRIDGE) return false;
  return !exceedsSpeeds(track, from - 1, to + 1, fps, BRIDGE_SHARE);
}

/** Interpolates root and rotations across the fault, so that bones keep their length. */
export function bridge(motion: JointMotion, { from, to }: Fault): void {
  const { rotations, roots, parents } = motion;
  const [a, b] = [from - 1, to + 1];
  for (let f = from; f <= to; f++) {
    const share = (f - a) / (b - a);
    for (let k = 0; k < 3; k++) {
      roots[f * 3 + k] = roots[a * 3 + k]! * (1 - share) + roots[b * 3 + k]! * share;
    }
    for (let j = 0; j < parents.length; j++) {
      nlerp(
        rotations,
        (a * parents.length + j) * 4,
        (b * parents.length + j) * 4,
        share,
        (f * parents.length + j) * 4,
      );
    }
  }
}

function exceedsSpeeds(track: Float64Array, a: number, b: number, fps: number, share: number): boolean {
  const [p, q] = [a * JOINT_COUNT * 3, b * JOINT_COUNT * 3];
  const seconds = (b - a) / fps;
  const hips = [0, 1, 2].map((k) => (hip(track, q, k) - hip(track, p, k)) / seconds);
  if (Math.hypot(...hips) > HIPS_SPEED * share) return true;
  return JOINT_SPEEDS.some((limit, j) => {
    const v = hips.map((h, k) => (track[q + j * 3 + k]! - track[p + j * 3 + k]!) / seconds - h);
    return Math.hypot(...v) > limit * share;
  });
}

function isBelowFloor(track: Float64Array, frame: number, floor: number): boolean {
  return lowestFoot(track, frame) < floor - FLOOR_TOLERANCE;
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

/** Radians from the neck: real heads stay below half of it, lost head markers turn a head upside down. */
const LARGEST_HEAD_ROTATION = (120 * Math.PI) / 180;

/** Resets the head's rotation to the neck's wherever it is impossible. @returns the share of such frames. */
export function repairHead({ rotations, parents, frameCount }: JointMotion, head: number): number {
  let repaired = 0;
  for (let f = 0; f < frameCount; f++) {
    const at = (f * parents.length + head) * 4;
    if (2 * Math.acos(Math.min(1, Math.abs(rotations[at]!))) < LARGEST_HEAD_ROTATION) continue;
    rotations.set([1, 0, 0, 0], at);
    repaired++;
  }
  return repaired / frameCount;
}

/** Normalised linear interpolation of quaternions, along the shorter arc. */
function nlerp(q: Float64Array, a: number, b: number, share: number, out: number): void {
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
