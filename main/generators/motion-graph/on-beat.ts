import type { Heard } from "../../../shared/music.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";

/*
 * How what can be danced next falls on the music: the beats of the body in it, moments at which it is slower than around
 * them, against those of the music. Between two of them the dance may be a little slower or faster than it was danced,
 * so that they meet; what still lies between them is what a way costs.
 */

/** So far ahead a body's beats are looked at. */
export const FORESEEN: Seconds = 2;
/** A dance is at least and at most so much as fast as it was danced. */
const [SLOWEST, FASTEST] = [0.9, 1.1];
/** Farther off than this nobody hurries in vain. */
const OUT_OF_REACH: Seconds = 0.1;
/** A beat that is so far off counts 0.61, as those do who measure it. */
const SIGMA: Seconds = 0.05;
/** What beats count that fall anywhere, as they do of a dance that does not hear: that of one without beats. */
const ANYWHERE = 0.3;

/** The beats of a music as they are at the frame that is made, which is moment 0. */
export type Beats = Pick<Heard, "sinceBeat" | "toBeat">;

/** The beat of the music nearest to a moment. */
function nearestBeat({ sinceBeat, toBeat }: Beats, t: Seconds): Seconds {
  const period = sinceBeat + toBeat;
  return Math.round((t + sinceBeat) / period) * period - sinceBeat;
}

/**
 * How fast to dance from a moment on for what comes so much later to fall on the music: 1 where it cannot.
 * @param span how long it was until then when it was danced
 */
export function rateTo(music: Beats, from: Seconds, span: Seconds): number {
  const beat = nearestBeat(music, from + span) - from;
  const rate = beat > 0 ? clamp(span / beat, SLOWEST, FASTEST) : FASTEST;
  return Math.abs(span / rate - beat) < OUT_OF_REACH ? rate : 1;
}

/**
 * How well a body's next beats can be danced on the music, 0..1: each counts exp(-d^2 / 2 sigma^2), where d is how far off
 * it is; half of it is their mean, half their share of what the music's beats could count.
 * @param spans from one of them to the next as they were danced, the first from the frame before the one that is made
 * @param frame how long a frame is
 */
export function fitOf(music: Beats, spans: readonly Seconds[], frame: Seconds): number {
  if (spans.length === 0) return ANYWHERE;
  let [at, sum] = [-frame, 0];
  for (const span of spans) {
    at += span / rateTo(music, at, span);
    const off = at - nearestBeat(music, at);
    sum += Math.exp(-(off ** 2) / (2 * SIGMA ** 2));
  }
  const possible = FORESEEN / (music.sinceBeat + music.toBeat);
  return (sum / spans.length + Math.min(1, sum / possible)) / 2;
}
