import type { RoomPoint } from "../../../shared/pose.ts";
import { BONE_COUNT, BONES_OF_JOINTS, bodyOf, bonesOf, lengthsOf, stretch } from "../phrase/bones.ts";
import type { MotionFrame } from "../phrase/motion.ts";
import { HEIGHT, HIPS, MOMENT, momentOf, paceOf, STILL, way } from "./moment.ts";
import { legScale, type StandardBody, toStandard } from "./standard-body.ts";
import { type Foreseen, firstSeen, isTrembling, type PerAxis, type Steadied, steadied } from "./steadying.ts";

/** Bone lengths and pace are means over this many frames: 3 s. */
const MEMORY_FRAMES = 90;
/** A bone that is hidden dances on as foreseen for so many frames; then nobody knows, and it stays as it is. */
const GUESSED_FRAMES = 15;
/** What was odd about the last frame seen fades by this share a frame: halved in a tenth of a second. */
const FADE = 0.8;

/** A dancer in the middle of a dance, seen or continued: the network's moment, and the body that it is danced by. */
export interface Dancing {
  /** Moment of the standard body, see moment.ts. */
  readonly moment: Float32Array;
  /** Bones as they are, then the hips in the dancer's room; null before the first frame. */
  readonly steady: Steadied | null;
  /** Middle of the hips, metres, in the dancer's room. */
  readonly root: RoomPoint;
  /** Usual length of each of the dancer's bones, metres, [18]. */
  readonly lengths: Float32Array;
  /** How much longer than that each bone was in the last frame seen, a factor, [18]: a camera's are never the same. */
  readonly stretched: Float32Array;
  /** For how many frames each bone was hidden, [18]. */
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

/** What it takes to see somebody. */
export interface Seeing extends StandardBody {
  /** Mean square of how velocities usually change, see steadying.ts. */
  readonly usualChange: PerAxis;
}

/** Before anything was seen. */
export function meet(): Dancing {
  return {
    moment: new Float32Array(MOMENT),
    steady: null,
    root: { x: 0, y: 0, z: 0 },
    lengths: new Float32Array(BONE_COUNT),
    stretched: new Float32Array(BONE_COUNT).fill(1),
    hidden: new Uint8Array(BONE_COUNT),
    sunk: 0,
    seen: 0,
    danced: 0,
    phrasePace: 0,
    pace: 0,
  };
}

/** Whether it matters for seeing this frame what is foreseen of it. */
export function needsForesight(dancing: Dancing, { guessed = [] }: MotionFrame, standard: Seeing): boolean {
  const { steady } = dancing;
  if (steady === null) return false;
  return hiddenFor(dancing, guessed).some(isForeseen) || isTrembling(steady, standard.usualChange);
}

/**
 * One frame more of the dancer's own.
 * @param expected the moment that was foreseen, for what is not seen, or badly; null where nobody foresees
 */
export function see(
  before: Dancing,
  { body, root, guessed = [] }: MotionFrame,
  standard: Seeing,
  expected: Float32Array | null = null,
): Dancing {
  const seen = new Float32Array(STILL);
  seen.set(bonesOf(body));
  seen.set([root.x, root.y, root.z], 3 * HIPS);
  const foreseen = expected && before.steady && foreseenOf(before, before.steady, expected, standard);
  const hidden = hiddenFor(before, guessed);
  if (before.steady) fillIn(seen, hidden, foreseen, before.steady);
  const steady = before.steady
    ? steadied(before.steady, seen, foreseen, standard.usualChange)
    : firstSeen(seen);
  const now = lengthsOf(steady.place);
  const share = 1 / Math.min(before.seen + 1, MEMORY_FRAMES);
  const lengths = now.map((length, bone) => before.lengths[bone]! + share * (length - before.lengths[bone]!));
  const still = standardStill(steady.place.slice(), lengths, standard);
  const was = steady.place.map((place, i) => place - steady.way[i]!);
  const moment = new Float32Array(MOMENT);
  momentOf(standardStill(was, lengths, standard), still, moment);
  const shown = lengthsOf(still);
  const stretched = now.map(
    (length, bone) => length / (shown[bone]! * (lengths[bone]! / standard.length[bone]!)),
  );
  const pace = paceOf(moment);
  return {
    moment,
    steady,
    root,
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

/** The dancer goes on to `moment`, which may be lifted to the floor. */
export function goOn(before: Dancing, moment: Float32Array, standard: StandardBody): Dancing {
  const scale = legScale(before.lengths, standard);
  const root = {
    x: before.root.x + moment[way(HIPS)]! / scale,
    y: moment[HEIGHT]! / scale,
    z: before.root.z + moment[way(HIPS) + 2]! / scale,
  };
  const stretched = before.stretched.map((factor) => 1 + (factor - 1) * FADE);
  const sunk = before.sunk * FADE;
  const next = { ...before, moment, root, stretched, sunk, danced: before.danced + 1 };
  const lift = -sunk - root.y - lowest(frameOf(next, standard).body);
  if (lift <= 0) return next;
  moment[HEIGHT]! += lift * scale;
  return { ...next, root: { ...root, y: root.y + lift } };
}

/** What the dancer's own body looks like in this moment. */
export function frameOf({ moment, root, lengths, stretched }: Dancing, standard: StandardBody): MotionFrame {
  const bones = bonesIn(moment);
  stretch(bones, (bone) => (lengths[bone]! / standard.length[bone]!) * stretched[bone]!);
  return { body: bodyOf(bones), root };
}

/** The moment that was foreseen of the standard body, as the dancer's own. */
function foreseenOf(
  { lengths }: Dancing,
  { place: was }: Steadied,
  moment: Float32Array,
  standard: StandardBody,
): Foreseen {
  const scale = legScale(lengths, standard);
  const place = moment.slice(0, STILL);
  const going = moment.slice(STILL);
  for (let i = 0; i < STILL; i++) {
    const point = Math.floor(i / 3);
    const own = point === HIPS ? 1 / scale : lengths[point]! / standard.length[point]!;
    place[i]! *= own;
    going[i]! *= own;
  }
  // A moment does not say where in the room it is.
  for (const i of [3 * HIPS, 3 * HIPS + 2]) place[i] = was[i]! + going[i]!;
  return { place, way: going };
}

/** For how many frames each bone is hidden by now, [18]. */
function hiddenFor({ hidden }: Dancing, guessed: readonly number[]): Uint8Array {
  return hidden.map((frames, bone) =>
    BONES_OF_JOINTS[bone]!.some(([joint]) => guessed.includes(joint)) ? Math.min(frames + 1, 255) : 0,
  );
}

const isForeseen = (frames: number): boolean => frames > 0 && frames <= GUESSED_FRAMES;

/** Bones that are hidden, in place; those that nobody foresees are as they were given. */
function fillIn(still: Float32Array, hidden: Uint8Array, foreseen: Foreseen | null, before: Steadied): void {
  hidden.forEach((frames, bone) => {
    const from = isForeseen(frames) ? foreseen : frames > 0 ? before : null;
    if (from) still.set(from.place.subarray(3 * bone, 3 * bone + 3), 3 * bone);
  });
}

/** The same still of the standard body, in place. */
function standardStill(still: Float32Array, lengths: Float32Array, standard: StandardBody): Float32Array {
  toStandard(still, lengths, standard);
  const scale = legScale(lengths, standard);
  for (let axis = 0; axis < 3; axis++) still[3 * HIPS + axis]! *= scale;
  return still;
}

const bonesIn = (moment: Float32Array): Float32Array => moment.slice(0, 3 * BONE_COUNT);

const lowest = (body: MotionFrame["body"]): number => body.reduce((least, { y }) => Math.min(least, y), 0);
