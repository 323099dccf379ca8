import type { BodyPoint, RoomPoint } from "../../../shared/pose.ts";
import { JOINT_COUNT } from "../../../shared/skeleton.ts";
import { BONE_COUNT, bodyOf, bonesOf, lengthsOf, stretch } from "../../motion/bones.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { Denoised, Denoiser } from "./denoiser.ts";
import {
  HEIGHT,
  meanSpeedOf,
  PLACEMENT_SIZE,
  ROOT_POINT,
  STATE_SIZE,
  stateOf,
  velocityAt,
} from "./motion-state.ts";
import { keepLengths, legScale, type StandardBody, toStandard } from "./standard-body.ts";
import { AHEAD } from "./wiener.ts";

/** Bone lengths and pace are means over this many frames: 3 s. */
const MEMORY_FRAMES = 90;
/** A joint that is hidden dances on as foreseen for so many frames; then nobody knows, and it stays as it is. */
const GUESSED_FRAMES = 15;
/**
 * For each frame that is left until then, share of what follows from the last stills alone: on training takes, which
 * the network knows well, it helps as much.
 */
const FORETOLD = 0.05;
/** What was odd about the last frame seen fades by this share a frame: halved in a tenth of a second. */
const FADE = 0.8;

/** A dancer in the middle of a dance, seen or continued: the network's moment, and the body that it is danced by. */
export interface DancerState {
  /** Moment of the standard body, see moment.ts. */
  readonly moment: Float32Array;
  /** Bones as they are, then the hips in the dancer's room; null before the first frame. */
  readonly steady: Denoised | null;
  /** What follows from the last stills alone, see `foretell`; null while nobody dances on. */
  readonly ahead: Float32Array | null;
  /** Middle of the hips, metres, in the dancer's room. */
  readonly root: RoomPoint;
  /** Usual length of each of the dancer's bones, metres, [18]. */
  readonly lengths: Float32Array;
  /** How much longer than that each bone was in the last frame seen, a factor, [18]: a camera's are never the same. */
  readonly stretched: Float32Array;
  /** For how many frames each joint was hidden, [19]. */
  readonly hidden: Uint8Array;
  /** How far below the floor the dancer was in the last frame seen, metres. */
  readonly sunk: number;
  /** Frames seen, and frames continued since. */
  readonly seen: number;
  readonly danced: number;
  /** Mean speed of the joints, metres a frame: while seen over the phrase, and of late while continuing. */
  readonly phrasePace: number;
  readonly pace: number;
}

/** How much it trembled before it was steadied, metres. What one dances oneself is beyond doubt. */
export function noiseLevelOf({ steady, danced }: DancerState): number {
  if (steady === null || danced > 0) return 0;
  return Math.sqrt(steady.noise.reduce((sum, variance) => sum + variance / 3, 0));
}

/** What it takes to see somebody. */
export interface ObservationModel extends StandardBody {
  readonly steadying: Denoiser;
}

/** Before anything was seen. */
export function initialDancerState(): DancerState {
  return {
    moment: new Float32Array(STATE_SIZE),
    steady: null,
    ahead: null,
    root: { x: 0, y: 0, z: 0 },
    lengths: new Float32Array(BONE_COUNT),
    stretched: new Float32Array(BONE_COUNT).fill(1),
    hidden: new Uint8Array(JOINT_COUNT),
    sunk: 0,
    seen: 0,
    danced: 0,
    phrasePace: 0,
    pace: 0,
  };
}

/** One frame more of the dancer's own. */
export function observeFrame(
  before: DancerState,
  { body, root, inferred = [] }: MotionFrame,
  standard: ObservationModel,
): DancerState {
  const { steadying } = standard;
  const hidden = hiddenFor(before, inferred);
  const scale = pointScales(before.lengths, standard);
  const seen = new Float32Array(PLACEMENT_SIZE);
  seen.set(bonesOf(before.steady ? filledIn(body, hidden, before.steady, scale, steadying) : body));
  seen.set([root.x, root.y, root.z], 3 * ROOT_POINT);
  const steady = before.steady ? steadying.next(before.steady, seen, scale) : steadying.first(seen);
  const now = lengthsOf(steady.place);
  const share = 1 / Math.min(before.seen + 1, MEMORY_FRAMES);
  const lengths = now.map((length, bone) => before.lengths[bone]! + share * (length - before.lengths[bone]!));
  const still = standardStill(steady.place.slice(), lengths, standard);
  const was = steady.place.map((place, i) => place - steady.way[i]!);
  const moment = new Float32Array(STATE_SIZE);
  stateOf(standardStill(was, lengths, standard), still, moment);
  const standing = lengthsOf(still);
  const stretched = now.map(
    (length, bone) => length / (standing[bone]! * (lengths[bone]! / standard.length[bone]!)),
  );
  const pace = meanSpeedOf(moment);
  return {
    moment,
    steady,
    ahead: null,
    root: {
      x: steady.place[3 * ROOT_POINT]!,
      y: steady.place[HEIGHT]!,
      z: steady.place[3 * ROOT_POINT + 2]!,
    },
    lengths,
    stretched,
    hidden,
    sunk: Math.max(0, -lowest(body) - root.y),
    seen: before.seen + 1,
    danced: 0,
    phrasePace: before.phrasePace + (pace - before.phrasePace) / Math.min(before.seen + 1, MEMORY_FRAMES),
    pace,
  };
}

/** The next 8 stills as they follow from the last ones alone, [8 * 57]; null while too few were seen. */
export function extrapolate(
  { steady, lengths }: DancerState,
  standard: ObservationModel,
): Float32Array | null {
  return steady && standard.steadying.ahead(steady, pointScales(lengths, standard), AHEAD);
}

/** The dancer goes on to `moment`, which may be lifted to the floor. */
export function advance(before: DancerState, moment: Float32Array, standard: StandardBody): DancerState {
  const scale = legScale(before.lengths, standard);
  const root = {
    x: before.root.x + moment[velocityAt(ROOT_POINT)]! / scale,
    y: moment[HEIGHT]! / scale,
    z: before.root.z + moment[velocityAt(ROOT_POINT) + 2]! / scale,
  };
  const stretched = before.stretched.map((factor) => 1 + (factor - 1) * FADE);
  const sunk = before.sunk * FADE;
  const next = { ...before, moment, root, stretched, sunk, danced: before.danced + 1 };
  const lift = belowFloor(next, standard);
  moment[HEIGHT]! += lift * scale;
  return { ...next, root: { ...root, y: root.y + lift } };
}

/** What the dancer's own body looks like in this moment. */
export function toMotionFrame(
  { moment, root, lengths, stretched }: DancerState,
  standard: StandardBody,
): MotionFrame {
  const bones = bonesIn(moment);
  stretch(bones, (bone) => (lengths[bone]! / standard.length[bone]!) * stretched[bone]!);
  return { body: bodyOf(bones), root };
}

/**
 * The dancer as she is shown: in the first moments danced on, between what the network makes of them and what follows
 * from the last stills alone. That knows them all at once where the network remembers them, and the two are wrong in
 * different ways; the network's own way goes on untouched.
 */
export function blendWithExtrapolation(dancing: DancerState, standard: StandardBody): DancerState {
  const { ahead, danced } = dancing;
  const share = (AHEAD + 1 - danced) * FORETOLD;
  if (ahead === null || share <= 0) return dancing;
  const still = ahead.subarray((danced - 1) * PLACEMENT_SIZE, danced * PLACEMENT_SIZE);
  const lean = (own: number, foretold: number) => own + share * (foretold - own);
  const moment = dancing.moment.map((value, at) => (at < 3 * BONE_COUNT ? lean(value, still[at]!) : value));
  keepLengths(moment, standard);
  const scale = legScale(dancing.lengths, standard);
  const [x, y, z] = [dancing.root.x, dancing.root.y, dancing.root.z].map((own, axis) =>
    lean(own, still[3 * ROOT_POINT + axis]! / scale),
  ) as [number, number, number];
  const leaning = { ...dancing, moment, root: { x, y, z } };
  return { ...leaning, root: { x, y: y + belowFloor(leaning, standard), z } };
}

/** How far somebody is below where she was seen to stand at the lowest, metres. */
function belowFloor(dancing: DancerState, standard: StandardBody): number {
  const { body, root } = toMotionFrame(dancing, standard);
  return Math.max(0, -dancing.sunk - root.y - lowest(body));
}

/** How much larger each point of the standard body is, factors, [19]. */
function pointScales(own: Float32Array, standard: StandardBody): Float32Array {
  const scales = standard.length.map((length, bone) => length / Math.max(own[bone]!, 1e-6));
  return Float32Array.from([...scales, legScale(own, standard)]);
}

/** Joints of a still of the standard body, as the dancer's own. */
function bodyIn(still: Float32Array, scale: Float32Array): readonly BodyPoint[] {
  const bones = bonesIn(still);
  stretch(bones, (bone) => 1 / scale[bone]!);
  return bodyOf(bones);
}

/** For how many frames each joint is hidden by now, [19]. */
function hiddenFor({ hidden }: DancerState, inferred: readonly number[]): Uint8Array {
  return hidden.map((frames, joint) => (inferred.includes(joint) ? Math.min(frames + 1, 255) : 0));
}

const isForeseen = (frames: number): boolean => frames > 0 && frames <= GUESSED_FRAMES;

/** The body with its hidden joints where they are foreseen; those that nobody foresees stay where they were. */
function filledIn(
  body: readonly BodyPoint[],
  hidden: Uint8Array,
  before: Denoised,
  scale: Float32Array,
  steadying: Denoiser,
): readonly BodyPoint[] {
  if (hidden.every((frames) => frames === 0)) return body;
  const stood = bodyOf(before.place);
  const ahead = hidden.some(isForeseen) ? steadying.ahead(before, scale, 1) : null;
  const foreseen = ahead ? bodyIn(ahead, scale) : stood;
  return body.map((point, joint) => {
    const frames = hidden[joint]!;
    if (frames === 0) return point;
    return (isForeseen(frames) ? foreseen : stood)[joint]!;
  });
}

/** The same still of the standard body, in place. */
function standardStill(still: Float32Array, lengths: Float32Array, standard: StandardBody): Float32Array {
  toStandard(still, lengths, standard);
  const scale = legScale(lengths, standard);
  for (let axis = 0; axis < 3; axis++) still[3 * ROOT_POINT + axis]! *= scale;
  return still;
}

const bonesIn = (moment: Float32Array): Float32Array => moment.slice(0, 3 * BONE_COUNT);

const lowest = (body: MotionFrame["body"]): number => body.reduce((least, { y }) => Math.min(least, y), 0);
