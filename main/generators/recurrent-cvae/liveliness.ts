import { clamp, mix } from "../../../shared/numbers.ts";
import { jointSpeedOf, PLACEMENT_SIZE } from "../../motion/motion-state.ts";

/** Means over the 19 joints, of smoothed velocities: metres a frame, and metres a frame a frame. */
export interface Pace {
  readonly speed: number;
  readonly acceleration: number;
}

/** How lively the dancer is, and what continues her. Never changed once made. */
export interface Liveliness {
  /** Velocities smoothed once, then twice, metres a frame, [2 * 57]. */
  readonly smoothed: Float32Array;
  /** The dancer's, over her last seconds. */
  readonly own: Pace;
  /** The continuation's, over about its last second; her own until it begins. */
  readonly recent: Pace;
  /** What has been missing of it so far, as logarithms of gains; 0 where a continuation begins. */
  readonly missing: Pace;
  /** Frames that her own pace is taken from, by their weight, and those for which she has been resting. */
  readonly frames: number;
  readonly restFrames: number;
}

/**
 * Share of each frame in either smoothing: a camera's noise would double the acceleration of martial art, and a slower
 * smoothing misses a quarter of the speed of breaking. Of 0.4, 0.6 and 0.8 the middle one, on training takes.
 */
const SMOOTHING = 0.6;
/** The dancer's own pace is a mean over this many frames, 3 s. */
const OWN_FRAMES = 90;
/** The archive's mean speed counts for so many frames before there are any: who has only begun may yet do anything. */
const USUAL_FRAMES = 15;
/** Acceleration of dance, of its speed, a frame: from 0.13 of salsa to 0.29 of club, on training takes. */
const USUAL_QUICKNESS = 0.2;
/** Slower than this share of her own speed she rests. After so many frames of that, a frame counts for a tenth. */
const REST = 0.2;
const REST_FRAMES = 15;
const REST_WEIGHT = 0.1;

/** The continuation's pace is a mean over about this long. */
const RECENT_SECONDS = 1;
/** Logarithm of the gain for what is missing now, and for what has been missing for a second; chosen on training takes. */
const PROPORTIONAL = 0.4;
const INTEGRAL = 0.6;
/** The logarithms of the gains are at most these: beyond them the motion would no longer be the network's. */
const LARGEST: Pace = { speed: 0.7, acceleration: 0.35 };
/** A dancer slower than this share of the archive's mean is not followed into standing still. */
const SLOWEST = 0.25;

/** Keeps logarithms finite, metres a frame. */
const TINY = 1e-5;

const NOTHING: Pace = { speed: 0, acceleration: 0 };

const paceBy = (value: (of: keyof Pace) => number): Pace => ({
  speed: value("speed"),
  acceleration: value("acceleration"),
});

/** Before anything was observed. */
export const initialLiveliness = (): Liveliness => ({
  smoothed: new Float32Array(2 * PLACEMENT_SIZE),
  own: NOTHING,
  recent: NOTHING,
  missing: NOTHING,
  frames: 0,
  restFrames: 0,
});

/**
 * After one more observed frame.
 * @param velocities of the standard body's points, metres a frame, [57]
 * @param meanSpeed of the archive's joints, metres a frame
 */
export function observeLiveliness(
  before: Liveliness,
  velocities: Float32Array,
  meanSpeed: number,
): Liveliness {
  const { smoothed, pace } = smooth(before.smoothed, velocities);
  const known =
    before.frames > 0 ? before.own : { speed: meanSpeed, acceleration: USUAL_QUICKNESS * meanSpeed };
  const restFrames = pace.speed < REST * known.speed ? before.restFrames + 1 : 0;
  const weight = restFrames > REST_FRAMES ? REST_WEIGHT : 1;
  const frames = before.frames + weight;
  const own = approached(known, pace, weight / Math.min(USUAL_FRAMES + frames, OWN_FRAMES));
  return { smoothed, own, recent: own, missing: NOTHING, frames, restFrames };
}

/** After one more generated frame; the same. */
export function continueLiveliness(
  before: Liveliness,
  velocities: Float32Array,
  meanSpeed: number,
  fps: number,
): Liveliness {
  const { smoothed, pace } = smooth(before.smoothed, velocities);
  const recent = approached(before.recent, pace, 1 / (RECENT_SECONDS * fps));
  const now = missingNow(before.own, recent, meanSpeed);
  const missing = paceBy((of) =>
    clamp(before.missing[of] + (INTEGRAL / fps) * now[of], -LARGEST[of], LARGEST[of]),
  );
  return { ...before, smoothed, recent, missing };
}

/**
 * What velocities, and their changes from frame to frame, are to be multiplied by for the continuation to become as
 * lively as the dancer is: proportional-integral feedback on the logarithms. Molecular dynamics keeps its temperature by
 * scaling velocities (Berendsen et al. 1984); what stands still, such as a planted foot, goes on standing still.
 */
export function gainsOf({ own, recent, missing }: Liveliness, meanSpeed: number): Pace {
  const now = missingNow(own, recent, meanSpeed);
  return paceBy((of) => Math.exp(clamp(PROPORTIONAL * now[of] + missing[of], -LARGEST[of], LARGEST[of])));
}

/** Logarithm of the dancer's pace, of the continuation's. */
function missingNow(own: Pace, recent: Pace, meanSpeed: number): Pace {
  const raised = Math.max(1, (SLOWEST * meanSpeed) / own.speed);
  return paceBy((of) => Math.log((raised * own[of] + TINY) / (recent[of] + TINY)));
}

function approached(from: Pace, to: Pace, share: number): Pace {
  return paceBy((of) => from[of] + share * (to[of] - from[of]));
}

function smooth(before: Float32Array, velocities: Float32Array) {
  const smoothed = new Float32Array(before.length);
  const change = new Float32Array(PLACEMENT_SIZE);
  for (let i = 0, twice = PLACEMENT_SIZE; i < PLACEMENT_SIZE; i++, twice++) {
    smoothed[i] = mix(before[i]!, velocities[i]!, SMOOTHING);
    smoothed[twice] = mix(before[twice]!, smoothed[i]!, SMOOTHING);
    change[i] = smoothed[twice]! - before[twice]!;
  }
  const pace = { speed: jointSpeedOf(smoothed.subarray(PLACEMENT_SIZE)), acceleration: jointSpeedOf(change) };
  return { smoothed, pace };
}
