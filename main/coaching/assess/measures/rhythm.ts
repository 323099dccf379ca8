import type { Seconds } from "../../../../shared/pose.ts";
import { alignment } from "../../../motion/features/beat-alignment.ts";
import { beatsAmong } from "../../../motion/features/beats.ts";
import { meanSpeeds, RATE, type SmoothDance } from "../smooth-dance.ts";
import { meanOf, medianOf, stretchesOf } from "../statistics.ts";
import { directly, type Measure, NOT_NEGATIVE } from "./measure.ts";

/** Frames between accents at 40 a minute: all lags up to that are looked at. */
const LONGEST = 1.5 * RATE;
/** Rhythm is looked for in stretches of so many frames, 15 seconds, within which a tempo is one. */
const STRETCH = 15 * RATE;
/** Slower changes of the speed, as from phrase to phrase, are no rhythm: its mean over two seconds is taken off. */
const PHRASE = 2 * RATE;
/** Metres a second, mean of all joints: who moves less stands, and has no rhythm. */
const MOVES = 0.15;

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
  if (meanOf(speeds) < MOVES) return [];
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

const withoutPhrases = (speeds: Float64Array): Float64Array =>
  speeds.map(
    (speed, at) => speed - meanOf(speeds.subarray(Math.max(0, at - PHRASE / 2), at + PHRASE / 2 + 1)),
  );

/** Of each stretch the highest autocorrelation behind the first that is none, which is where an accent has ended. */
function pulsesIn(covariances: ArrayLike<number>): readonly Pulse[] {
  const pulses: Pulse[] = [];
  for (let at = 0; at < covariances.length; at += 1 + LONGEST) {
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

/**
 * When she stops, seconds: the kinematic beats of Li et al. 2021, of the joints' mean speed. A frame is as long as two thirds
 * of the score's sigma, so that a stop lies where the parabola through its frame's speed and both neighbours' is lowest.
 */
function stopsOf(dance: SmoothDance): readonly Seconds[] {
  const speeds = meanSpeeds(dance);
  return beatsAmong(speeds, RATE).map((frame) => {
    const [before, own, after] = [speeds[frame - 1]!, speeds[frame]!, speeds[frame + 1]!];
    return (frame + (before - after) / (2 * (before - 2 * own + after))) / RATE;
  });
}

/** Of the music's beat: she may stop at every second one, at each, or between them as well. */
const METRES = [0.5, 1, 2];

/**
 * How much of the power of the body's speed goes with the music's beat, and all of it, mean squares over the stretches: the
 * Fourier series of the speed over the beats, which lie evenly in it however they lie in time. [2], nothing without beats.
 */
function goesWithBeat(dance: SmoothDance): readonly number[] {
  const speeds = meanSpeeds(dance);
  const stretches = stretchesOf(dance.frames, STRETCH).flatMap(([from, to]) => {
    const accents = withoutPhrases(speeds.subarray(from, to));
    const all = [...accents].flatMap((accent, n) => {
      const beat = beatAmong(dance.beats, (from + n) / RATE);
      return beat === null ? [] : [{ accent, beat }];
    });
    return all.length < STRETCH / 5 ? [] : [powersOf(all)];
  });
  if (stretches.length === 0 || meanOf(speeds) < MOVES) return [];
  return [0, 1].map((which) => meanOf(stretches.map((powers) => powers[which]!)));
}

function powersOf(
  all: readonly { readonly accent: number; readonly beat: number }[],
): readonly [within: number, all: number] {
  const within = METRES.map((metre) => {
    const turned = (of: (angle: number) => number) =>
      meanOf(all.map(({ accent, beat }) => accent * of(2 * Math.PI * metre * beat)));
    return 2 * (turned(Math.cos) ** 2 + turned(Math.sin) ** 2);
  });
  return [within.reduce((sum, one) => sum + one, 0), meanOf(all.map(({ accent }) => accent ** 2))];
}

/** How many of the beats there have been at a moment, between two of them by the share of the way; null outside of them. */
function beatAmong(beats: readonly Seconds[], t: Seconds): number | null {
  const next = beats.findIndex((beat) => beat > t);
  if (next < 1) return null;
  const [last, after] = [beats[next - 1]!, beats[next]!];
  return next - 1 + (t - last) / (after - last);
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
  {
    name: "alignment",
    group: "rhythm",
    what: "how well her beats fall on those of the music: 1 exactly, about 0.25 by chance",
    unit: "",
    source: "Li et al. 2021 (AI Choreographer), beat alignment score, sigma 50 ms",
    needs: ["music"],
    bounds: [0, 1],
    ...directly((dance) => alignment(stopsOf(dance), dance.beats)),
  },
  {
    name: "entrainment",
    group: "rhythm",
    what: "how much of her speeding up and slowing down goes with the music's beat: 1 all of it, 0 nothing",
    unit: "",
    source:
      "period locking (Burger et al. 2014): share of the power of the mean speed at half, once and twice the beat's rate",
    needs: ["music"],
    bounds: [0, 1],
    gather: goesWithBeat,
    value: ({ 0: within = Number.NaN, 1: all = Number.NaN }) => within / all,
  },
];
