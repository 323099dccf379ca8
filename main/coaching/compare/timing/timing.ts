import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import { type DanceTracks, TRACKS, type Tracked } from "../parts/dance-tracks.ts";
import { forwardBackward, type Posterior } from "./forward-backward.ts";
import { offsetCosts, type Pair, pairOf, withMisfit } from "./offset-costs.ts";

/** Moments a second of the reference's time, and frames of the dance: a state is a 60th of a second. */
export const MOMENT_RATE = 30;
export const FINE_RATE = 60;
const FRAMES_A_MOMENT = FINE_RATE / MOMENT_RATE;
/** Parts are looked for so far to either side of the course, and of the whole body's path: the band of a part. */
const BAND: Seconds = 0.6;
const STATES = 2 * Math.round(BAND * FINE_RATE) + 1;

/** When a part does what it does at each moment. */
export interface PartTiming {
  /** Frame of the dance at FINE_RATE, [moments]; NaN outside the dance. */
  readonly frame: Float32Array;
  /** Standard deviation of it, frames, [moments]. */
  readonly deviation: Float32Array;
}

/** A part's beside the whole body's. */
export interface OwnTiming extends PartTiming {
  /** How much likelier its own time is than the whole body's: twice the logarithm of the likelihoods' ratio, [moments]. */
  readonly gain: Float32Array;
}

export interface Timing {
  readonly whole: PartTiming;
  readonly parts: Readonly<Record<Tracked, OwnTiming>>;
  /** When each moment is due, frames of the dance at FINE_RATE, [moments]. */
  readonly due: Float32Array;
}

/** The share of a vote that says nothing: a part that is late by itself cannot outvote the others. */
const DOUBT = 0.2;
/** What a posterior has heard of already, moments: votes are not counted anew at each. */
const HEARD = 12;
/** The body is in time with the course until most of it is not. */
const IN_TIME: Seconds = 0.03;
const IN_TIME_PEAK = 1 / (Math.sqrt(2 * Math.PI) * IN_TIME * FINE_RATE);

/** @param course frame of the dance at each moment, frames at FINE_RATE, [moments]; NaN where it is missing. */
export function timingOf(
  reference: DanceTracks,
  dance: DanceTracks,
  course: Float32Array,
  due: Float32Array | null,
): Timing {
  const base = frameByFrame(nearDue(course, due ?? steadyDue(course)));
  const rough = TRACKS.map((part) => {
    const pair = pairOf(reference, dance, part);
    const first = posteriorOf(pair, dance, base);
    const fitting = withMisfit(pair, dance.headings, best(first, base));
    return { part, pair: fitting, posterior: posteriorOf(fitting, dance, base) };
  });
  const votes = rough.map(({ posterior }) => posterior);
  const agreed = (when: Float32Array | null) => timed(consensus(votes, base, when), base, course);
  const expected = due ?? steadyDue(agreed(null).frame);
  const whole = agreed(expected);
  const along = frameByFrame(whole.frame);
  const parts = rough.map(({ part, pair }) => {
    const fitting = withMisfit(pair, dance.headings, along);
    const costs = offsetCosts(fitting, dance.headings, along, STATES);
    const own = timed(forwardBackward(costs, STATES, shiftsOf(along)), along, course);
    return [part, { ...own, gain: gainOf(costs, own.frame, along) }] as const;
  });
  return { whole, due: expected, parts: Object.fromEntries(parts) as Timing["parts"] };
}

function gainOf(costs: Float32Array, frame: Float32Array, along: Int32Array): Float32Array {
  const middle = STATES >> 1;
  return frame.map((at, moment) => {
    const state = Math.round(at - along[moment]!) + middle;
    return Number.isNaN(at) ? 0 : costs[moment * STATES + middle]! - costs[moment * STATES + state]!;
  });
}

/** A course that is no later or earlier than it must be: one that wanders while nobody moves keeps what is due in its band. */
const nearDue = (course: Float32Array, due: Float32Array): Float32Array =>
  course.map((frame, moment) => {
    const late = frame - due[moment]!;
    return due[moment]! + Math.sign(late) * Math.max(0, Math.abs(late) - (BAND / 2) * FINE_RATE);
  });

/** When each moment is due where nobody said: as late as it is most of the time. */
function steadyDue(whole: Float32Array): Float32Array {
  const late = whole
    .map((frame, moment) => frame - FRAMES_A_MOMENT * moment)
    .filter((frame) => !Number.isNaN(frame));
  const middle = late.sort()[late.length >> 1] ?? 0;
  return whole.map((_, moment) => middle + FRAMES_A_MOMENT * moment);
}

const posteriorOf = (pair: Pair, dance: DanceTracks, base: Int32Array): Posterior =>
  forwardBackward(offsetCosts(pair, dance.headings, base, STATES), STATES, shiftsOf(base));

/** By how many states the same lateness lies lower than a moment before. */
const shiftsOf = (base: Int32Array): Int32Array =>
  base.map((frame, moment) => (moment === 0 ? 0 : frame - base[moment - 1]! - FRAMES_A_MOMENT));

/** Whole frames; where it is missing, those that would follow. */
function frameByFrame(course: Float32Array): Int32Array {
  const known = course.findIndex((frame) => !Number.isNaN(frame));
  let last = (known < 0 ? 0 : course[known]!) - FRAMES_A_MOMENT * (Math.max(0, known) + 1);
  return Int32Array.from(course, (frame) => {
    last = Number.isNaN(frame) ? last + FRAMES_A_MOMENT : frame;
    return Math.round(last);
  });
}

/** The likeliest frame at each moment. */
const best = ({ values, states }: Posterior, base: Int32Array): Int32Array =>
  base.map((frame, moment) => {
    let most = 0;
    for (let s = 1; s < states; s++)
      if (values[moment * states + s]! > values[moment * states + most]!) most = s;
    return frame + most - (states >> 1);
  });

/** What most parts agree on: each has one vote a moment, however much it moves. */
function consensus(votes: readonly Posterior[], base: Int32Array, due: Float32Array | null): Posterior {
  const costs = new Float32Array(base.length * STATES);
  for (let moment = 0; moment < base.length; moment++)
    for (let s = 0; s < STATES; s++) {
      const at = moment * STATES + s;
      let sum = 0;
      for (const { values } of votes) sum += Math.log((1 - DOUBT) * values[at]! + DOUBT / STATES);
      if (due) {
        const off = (base[moment]! + s - (STATES >> 1) - due[moment]!) / FINE_RATE / IN_TIME;
        sum += Math.log((1 - DOUBT) * Math.exp(-0.5 * off ** 2) * IN_TIME_PEAK + DOUBT / STATES);
      }
      costs[at] = (-2 * sum) / HEARD;
    }
  return forwardBackward(costs, STATES, shiftsOf(base));
}

function timed({ values, states }: Posterior, base: Int32Array, course: Float32Array): PartTiming {
  const frame = new Float32Array(base.length).fill(Number.NaN);
  const deviation = new Float32Array(base.length).fill(Number.NaN);
  for (let moment = 0; moment < base.length; moment++) {
    if (Number.isNaN(course[moment]!)) continue;
    let [mean, square] = [0, 0];
    for (let s = 0; s < states; s++) {
      const weight = values[moment * states + s]!;
      mean += weight * s;
      square += weight * s * s;
    }
    frame[moment] = base[moment]! + mean - (states >> 1);
    deviation[moment] = Math.sqrt(Math.max(0, square - mean * mean));
  }
  return { frame, deviation };
}

export const isPart = (part: Tracked): part is BodyPart => BODY_PARTS.includes(part as BodyPart);
