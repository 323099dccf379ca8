import { J, JOINT_COUNT, JOINTS } from "../../../../shared/skeleton.ts";

/*
 * Faults of motion capture: spikes, swapped markers and limbs that flip over. Short ones are filled by interpolation,
 * as mocap editors fill gaps; at the others the take is cut. Leaps are dance: who flies goes fast, but smoothly, along a
 * parabola.
 */

/**
 * Metres a second above which a joint, relative to the hips, or the hips in the room, may be at fault. In 17 minutes of
 * salsa, Indian dance and martial arts kicks reach 10 and punches 9. The jump from the T-pose with which many files
 * begin is a fault too.
 */
const HIPS_SPEED = 3.5;
const JOINT_SPEEDS = JOINTS.map((name) => {
  const part = name.replace(/^(left|right)_/, "");
  return (
    { hip: 3.5, shoulder: 5, elbow: 8, knee: 8, wrist: 11, ankle: 11, index: 14, foot_index: 14 }[part] ?? 5
  );
});
/**
 * What is faster than that is a fault where it comes by a jerk: by an acceleration of more than its speed's limit in so
 * many seconds. For the hips that is 58 m/s2, six times free fall; landings stay below. Who takes off or lands within a
 * frame, as in figures that were drawn, is known by the parabola before or after. And nothing is faster by far.
 */
const JERK_SECONDS = 0.06;
const TAKE_OFF = 3;
const FASTER_BY_FAR = 2.5;
/** Metres a second squared: free fall is downwards by this, and sideways less than that, whatever a body was scaled by. */
const FREE_FALL = { from: 6, to: 14, sideways: 5 };
/** Seconds of it that make a flight. */
const FLIGHT = 0.1;
/** Accelerations are measured over this long, so that the tremor of the recording is none. */
const ACCELERATION_SPAN = 1 / 30;

/** Seconds around a fault that belong to it: the recording system's smoothing spreads it. */
const MARGIN = 0.035;
/**
 * Seconds of the longest fault that may be bridged, and the share of the speed limits that a bridge may need. Limbs that
 * flip over and do not come back soon need more: of those that are slighter the whole body is bridged, since what tears
 * at a limb mostly shakes the trunk too; of the others only what is wrong, so that the rest dances on.
 */
const BRIDGEABLE = { seconds: 0.4, share: 0.7 };
const SLIGHT = { seconds: 0.25, share: 0.5 };
/** Metres that a foot may be below the floor. */
const FLOOR_TOLERANCE = 0.08;

/** What can be wrong while the rest of the body is right. */
export const LIMBS = ["left_arm", "right_arm", "left_leg", "right_leg"] as const;
export type Limb = (typeof LIMBS)[number];

/** The limb that a joint of `stage-19` moves with; null for those of trunk and head. */
export function limbOf(name: string): Limb | null {
  const [, side, part] = /^(left|right)_(.+)$/.exec(name) ?? [];
  if (part === "elbow" || part === "wrist" || part === "index") return `${side as "left"}_arm`;
  return part === "knee" || part === "ankle" || part === "foot_index" ? `${side as "left"}_leg` : null;
}

const JOINT_LIMBS = JOINTS.map(limbOf);

/** Frames from `from` to `to`, both included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Frames that are wrong. */
export interface Fault extends Stretch {
  /** The limbs that are; null when it is the whole body. */
  readonly limbs: ReadonlySet<Limb> | null;
}

/** Finds where a joint is too fast or a foot below the floor. @param track frames x 19 x 3, metres in the room. */
export function findFaults(track: Float64Array, fps: number, floor: number): Fault[] {
  const frames = track.length / WIDTH;
  const margin = Math.ceil(MARGIN * fps);
  const faults: { from: number; to: number; limbs: Set<Limb> | null }[] = [];
  for (let f = 1; f < frames; f++) {
    const wrong = new Set([...jerksAt(track, f, fps), ...belowFloor(track, f, floor)]);
    if (wrong.size === 0) continue;
    const limbs = wrong.has(null) ? null : (wrong as Set<Limb>);
    const from = Math.max(0, f - 1 - margin);
    const to = Math.min(frames - 1, f + margin);
    const last = faults.at(-1);
    if (last && from <= last.to + (last.limbs && limbs ? 0 : 2 * margin)) {
      last.to = to;
      last.limbs = last.limbs && limbs && new Set([...last.limbs, ...limbs]);
    } else faults.push({ from, to, limbs });
  }
  return faults;
}

const WIDTH = JOINT_COUNT * 3;
const FEET = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
/** In place of a joint: the middle of the hips in the room. */
const HIPS = -1;

/** The limbs that come to a frame too fast, and null where it is the trunk. */
function* jerksAt(track: Float64Array, frame: number, fps: number): Generator<Limb | null> {
  for (let joint = HIPS; joint < JOINT_COUNT; joint++) {
    const limit = joint === HIPS ? HIPS_SPEED : JOINT_SPEEDS[joint]!;
    const speed = speedOf(track, joint, frame - 1, frame, fps);
    if (speed <= limit) continue;
    const jerk = (limit / JERK_SECONDS) * (joint === HIPS && fliesAt(track, frame, fps) ? TAKE_OFF : 1);
    if (speed > limit * FASTER_BY_FAR || accelerationAt(track, joint, frame, fps) > jerk)
      yield joint === HIPS ? null : JOINT_LIMBS[joint]!;
  }
}

function* belowFloor(track: Float64Array, frame: number, floor: number): Generator<Limb | null> {
  for (const joint of FEET)
    if (track[frame * WIDTH + joint * 3 + 1]! < floor - FLOOR_TOLERANCE) yield JOINT_LIMBS[joint]!;
}

/** Height of the foot joint that stands lowest. */
export function lowestFoot(track: Float64Array, frame: number): number {
  return Math.min(...FEET.map((j) => track[frame * WIDTH + j * 3 + 1]!));
}

/** Where a joint is from the middle of the hips, or where that is in the room, by axis. */
function place(track: Float64Array, joint: number, frame: number, k: number): number {
  const at = frame * WIDTH + k;
  const hips = (track[at + J.left_hip * 3]! + track[at + J.right_hip * 3]!) / 2;
  return joint === HIPS ? hips : track[at + joint * 3]! - hips;
}

/** Mean speed between two frames, metres a second. */
function speedOf(track: Float64Array, joint: number, a: number, b: number, fps: number): number {
  const way = [0, 1, 2].map((k) => place(track, joint, b, k) - place(track, joint, a, k));
  return (Math.hypot(...way) * fps) / (b - a);
}

const spanOf = (fps: number): number => Math.max(1, Math.round(ACCELERATION_SPAN * fps));

/** By axis, metres a second squared; null where a frame is too near an end of the track. */
function acceleration(track: Float64Array, joint: number, f: number, fps: number): readonly number[] | null {
  const span = spanOf(fps);
  if (f < span || f + span >= track.length / WIDTH) return null;
  return [0, 1, 2].map(
    (k) =>
      (place(track, joint, f + span, k) - 2 * place(track, joint, f, k) + place(track, joint, f - span, k)) *
      (fps / span) ** 2,
  );
}

/** The largest acceleration about a frame, metres a second squared. */
function accelerationAt(track: Float64Array, joint: number, frame: number, fps: number): number {
  const span = spanOf(fps);
  let largest = 0;
  for (let f = frame - 1 - span; f <= frame + span; f++)
    largest = Math.max(largest, Math.hypot(...(acceleration(track, joint, f, fps) ?? [])));
  return largest;
}

/** True when the hips are in free fall soon after a frame, or were just before it: as far as its jerk is looked for. */
function fliesAt(track: Float64Array, frame: number, fps: number): boolean {
  const steps = Math.ceil(FLIGHT * fps);
  const reach = 3 * spanOf(fps) + 1;
  const falls = (f: number) => {
    const [x, y, z] = acceleration(track, HIPS, f, fps) ?? [0, 0, 0];
    return -y! >= FREE_FALL.from && -y! <= FREE_FALL.to && Math.hypot(x!, z!) <= FREE_FALL.sideways;
  };
  for (const direction of [1, -1]) {
    let flown = 0;
    for (let step = 0; step <= reach + steps && flown < steps; step++)
      flown = falls(frame + direction * step) ? flown + 1 : 0;
    if (flown === steps) return true;
  }
  return false;
}

/** True when the fault is short, and the pose before it near the one after. */
export const canBridge = (track: Float64Array, fps: number, fault: Stretch): boolean =>
  isWithin(track, fps, fault, BRIDGEABLE);

/** True when the whole body may be bridged, though not all of it is wrong. */
export const isSlight = (track: Float64Array, fps: number, fault: Stretch): boolean =>
  isWithin(track, fps, fault, SLIGHT);

/** The hips may be where their flight takes them: on a parabola the mean speed is the mean of those at its ends. */
function isWithin(
  track: Float64Array,
  fps: number,
  { from, to }: Stretch,
  most: { readonly seconds: number; readonly share: number },
): boolean {
  const frames = track.length / WIDTH;
  if (from === 0 || to === frames - 1 || (to - from + 1) / fps > most.seconds) return false;
  const [a, b] = [from - 1, to + 1];
  const seconds = (b - a) / fps;
  const [before, after] = [velocityAt(track, a, -1, fps), velocityAt(track, b, 1, fps)];
  const astray = [0, 1, 2].map(
    (k) => (place(track, HIPS, b, k) - place(track, HIPS, a, k)) / seconds - (before[k]! + after[k]!) / 2,
  );
  if (Math.hypot(...astray) > HIPS_SPEED * most.share) return false;
  return JOINT_SPEEDS.every((limit, joint) => speedOf(track, joint, a, b, fps) <= limit * most.share);
}

/** How the hips move before a frame (direction -1) or after it (1), metres a second. */
function velocityAt(track: Float64Array, frame: number, direction: -1 | 1, fps: number): readonly number[] {
  const other = Math.min(track.length / WIDTH - 1, Math.max(0, frame + direction * spanOf(fps)));
  const seconds = (other - frame) / fps;
  return [0, 1, 2].map((k) =>
    seconds === 0 ? 0 : (place(track, HIPS, other, k) - place(track, HIPS, frame, k)) / seconds,
  );
}
