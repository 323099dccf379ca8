import type { Seconds } from "../../../../shared/pose.ts";
import { alignment } from "../../../motion/features/beat-alignment.ts";
import { beatsAmong } from "../../../motion/features/beats.ts";
import { meanSpeeds, RATE, type SmoothDance } from "../smooth-dance.ts";
import { meanOf, stretchesOf } from "../statistics.ts";
import { directly, type Measure } from "./measure.ts";
import { ACCENTS, STRETCH, withoutPhrases } from "./rhythm.ts";

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

/** Frames between beats, 3 seconds, below which nothing is said of a stretch. */
const SHORTEST = 3 * RATE;
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
    return all.length < SHORTEST ? [] : [powersOf(all)];
  });
  if (stretches.length === 0) return [];
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

/** How she moves with what is played to her. */
export const MUSIC: readonly Measure[] = [
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
    value: ({ 0: within = 0, 1: all = 0 }) => (all < ACCENTS ? Number.NaN : within / all),
  },
];
