import type { Seconds } from "../../../shared/pose.ts";
import { BONE_COUNT, lengthsOf } from "../../motion/bones.ts";
import { decayed } from "../../motion/inertialization.ts";
import { ADULT, fromAdult, toAdult } from "../../motion/moments/adult.ts";
import { lowestOf, type MotionFrame } from "../../motion/motion-frame.ts";
import { placementOf } from "../../motion/placement.ts";
import { liftToFloor } from "./join.ts";
import { Words } from "./words.ts";

/** Bone lengths are means over this many frames: 3 s. */
const MEAN_FRAMES = 90;
/** Metres. */
const FARTHEST = 10_000;
/** Half-life of the last observed frame's bone lengths and floor offset. */
const FADE: Seconds = 0.15;

/** A dancer as far as she was observed. Never changed once made. */
export interface Dancer {
  readonly observedFrames: number;
  /** Mean length of each of her bones, metres, [18]. */
  readonly boneLengths: Float32Array;
  /** How much longer each was in the last frame: a camera's lengths change from frame to frame. */
  readonly lengthRatios: Float32Array;
  /** How far below the floor she was then, metres: a camera's floor is not exact. */
  readonly floorOffset: number;
  /** On the body of an adult: the last placement and the one before it; null before the first. */
  readonly now: Float32Array | null;
  readonly before: Float32Array | null;
  readonly words: Words;
}

export const NOBODY: Dancer = {
  observedFrames: 0,
  boneLengths: new Float32Array(BONE_COUNT),
  lengthRatios: new Float32Array(BONE_COUNT).fill(1),
  floorOffset: 0,
  now: null,
  before: null,
  words: Words.none,
};

/** The dancer one more frame later; a frame whose numbers are no places in a room changes nothing. */
export function observed(dancer: Dancer, frame: MotionFrame, fps: number): Dancer {
  const placement = placementOf(frame);
  if (!placement.every((value) => Math.abs(value) <= FARTHEST)) return dancer;
  const lengths = lengthsOf(placement);
  const observedFrames = dancer.observedFrames + 1;
  const share = 1 / Math.min(observedFrames, MEAN_FRAMES);
  const boneLengths = dancer.boneLengths.map((mean, bone) => mean + share * (lengths[bone]! - mean));
  toAdult(placement, boneLengths);
  const adult = lengthsOf(placement);
  return {
    observedFrames,
    boneLengths,
    lengthRatios: lengths.map(
      (length, bone) => length / Math.max(adult[bone]! * (boneLengths[bone]! / ADULT.length[bone]!), 1e-6),
    ),
    floorOffset: Math.max(0, -lowestOf(frame.body) - frame.root.y),
    now: placement,
    before: dancer.now,
    words: dancer.words.with(placement, fps),
  };
}

/** The dancer without what she has danced, where she was last. */
export function forgotten(dancer: Dancer, fps: number): Dancer {
  return { ...dancer, words: dancer.now ? Words.none.with(dancer.now, fps) : Words.none };
}

/**
 * What is danced on the body of an adult, in place, as she dances it so long after she was observed: for a moment her
 * bones are as long, and her floor is where, they were last seen.
 * @param passed seconds
 */
export function embodied(dancer: Dancer, placement: Float32Array, passed: number): MotionFrame {
  const faded = decayed(1, 0, passed, FADE);
  liftToFloor(placement, dancer.floorOffset * faded);
  const ratios = dancer.lengthRatios.map((ratio) => 1 + (ratio - 1) * faded);
  return fromAdult(placement, dancer.boneLengths, ratios);
}
