import { meanSpeeds, RATE, type SmoothDance } from "../smooth-dance.ts";
import { meanOf, medianOf, stretchesOf } from "../statistics.ts";
import { type Measure, NOT_NEGATIVE } from "./measure.ts";

/** Frames between accents at 40 a minute: all lags up to that are looked at. */
const LONGEST = 1.5 * RATE;
/** Rhythm is looked for in stretches of so many frames, 15 seconds, within which a tempo is one. */
export const STRETCH = 15 * RATE;
/** Slower changes of the speed, as from phrase to phrase, are no rhythm: its mean over two seconds is taken off. */
const PHRASE = 2 * RATE;
/**
 * (m/s)², mean square of how far the speed is off that mean: whose speed changes less stands or holds, and has no rhythm. A poor
 * camera's noise alone has a third of it.
 */
export const ACCENTS = 0.05 ** 2;

interface Pulse {
  /** 0..1 */
  readonly clarity: number;
  /** Frames from one accent to the next. */
  readonly period: number;
}

/**
 * Autocovariance of the body's speed at lags of 0 to 1.5 s, of each stretch: [stretches, 1 + LONGEST]. White noise raises the
 * first alone.
 */
function covariancesOf(dance: SmoothDance): readonly number[] {
  const speeds = meanSpeeds(dance);
  return stretchesOf(dance.frames, STRETCH).flatMap(([from, to]) => {
    const accents = withoutPhrases(speeds.subarray(from, to));
    return Array.from({ length: 1 + LONGEST }, (_, lag) => covarianceAt(accents, lag));
  });
}

/** Mean product of values so many apart; 0 where none are. */
function covarianceAt(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
  return sum / Math.max(1, values.length - lag);
}

export const withoutPhrases = (speeds: Float64Array): Float64Array =>
  speeds.map(
    (speed, at) => speed - meanOf(speeds.subarray(Math.max(0, at - PHRASE / 2), at + PHRASE / 2 + 1)),
  );

/**
 * Of each stretch that has accents the highest autocorrelation behind the first that is none, which is where an accent has
 * ended.
 */
function pulsesIn(covariances: ArrayLike<number>): readonly Pulse[] {
  const pulses: Pulse[] = [];
  for (let at = 0; at < covariances.length; at += 1 + LONGEST) {
    if (covariances[at]! < ACCENTS) continue;
    let best: Pulse = { clarity: 0, period: Number.NaN };
    let hasEnded = false;
    for (let lag = 1; lag <= LONGEST; lag++) {
      const correlation = covariances[at + lag]! / covariances[at]!;
      hasEnded ||= correlation <= 0;
      if (hasEnded && correlation > best.clarity) best = { clarity: Math.min(1, correlation), period: lag };
    }
    pulses.push(best);
  }
  return pulses;
}

const LARTILLOT = "Lartillot et al. 2008 (pulse clarity by autocorrelation), of the mean speed of the joints";

export const RHYTHM: readonly Measure[] = [
  {
    name: "steadiness",
    group: "rhythm",
    what: "how evenly her accents follow each other: 1 like a metronome, 0 without any beat",
    unit: "",
    source: LARTILLOT,
    needs: [],
    bounds: [0, 1],
    gather: covariancesOf,
    value: (covariances) => medianOf(pulsesIn(covariances).map(({ clarity }) => clarity)),
  },
  {
    name: "pace",
    group: "rhythm",
    what: "how many accents a minute she moves by",
    unit: "a minute",
    source: LARTILLOT,
    needs: [],
    bounds: NOT_NEGATIVE,
    gather: covariancesOf,
    value: (covariances) => (60 * RATE) / medianOf(pulsesIn(covariances).map(({ period }) => period)),
  },
];
