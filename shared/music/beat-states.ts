import { HEARD_RATE } from "./sound-frames.ts";

/** Beats a minute that are told; at their ends a little more, so that the ends themselves are no edges. */
const SLOWEST = 60;
const FASTEST = 190;
/** How unlikely a change of tempo from one beat to the next is; madmom's is 100. */
const STEADY = 100;
/** A beat is heard within this share of the period. */
const BEAT = 16;
/** Tempi are expected around it, in beats a minute, so many octaves wide. */
const USUAL = 115;
const WIDTH = 0.7;
/** Of all chances, so much is given to any tempo and phase anew each frame: nothing is ever impossible. */
const LEAK = 1e-4 / HEARD_RATE;
/** Tempi that differ by less are one. */
const LIKE = 0.06;

/** Periods of the beat in frames. */
export const PERIODS: readonly number[] = Array.from(
  { length: Math.round((60 * HEARD_RATE) / SLOWEST) - Math.round((60 * HEARD_RATE) / FASTEST) + 1 },
  (_, i) => Math.round((60 * HEARD_RATE) / FASTEST) + i,
);

/** Chance of each of the states of a period before anything is heard; over all states 1. */
export const PRIOR: readonly number[] = (() => {
  const weights = PERIODS.map((period) =>
    Math.exp(-0.5 * (Math.log2((60 * HEARD_RATE) / period / USUAL) / WIDTH) ** 2),
  );
  const sum = weights.reduce((total, weight, i) => total + weight * PERIODS[i]!, 0);
  return weights.map((weight) => weight / sum);
})();

/** Chance of each period after each, at a beat. */
export const TRANSITIONS: readonly Float64Array[] = PERIODS.map((from) => {
  const row = Float64Array.from(PERIODS, (to) => Math.exp(-STEADY * Math.abs(to / from - 1)));
  const sum = row.reduce((a, b) => a + b, 0);
  return row.map((p) => p / sum);
});

/** Of each period, a turn of the circle. */
const COS = PERIODS.map((n) => Float64Array.from({ length: n }, (_, p) => Math.cos((2 * Math.PI * p) / n)));
const SIN = PERIODS.map((n) => Float64Array.from({ length: n }, (_, p) => Math.sin((2 * Math.PI * p) / n)));

/** How likely what is heard is where a beat begins, and where none does. */
export function likelihoods(activation: number): readonly [on: number, off: number] {
  const a = Math.min(0.97, Math.max(0.03, activation));
  return [a, (1 - a) / (BEAT - 1)];
}

/** States of a period in which its beat is heard. */
export const beatLength = (period: number): number => Math.ceil(period / BEAT);

/**
 * Period and phase of the beat as the hidden state of a Markov chain that goes one frame on at a time and may change its
 * period at a beat (Krebs, Böck and Widmer 2015, "An efficient state-space model for joint tempo and meter tracking"),
 * told forward in time: what is known of it now.
 */
export class BeatStates {
  /** One ring a period: going on turns the rings, and moves nothing. In all `#total`. */
  readonly #rings: readonly Float64Array[] = PERIODS.map((n, i) => new Float64Array(n).fill(PRIOR[i]!));
  /** Sums of the rings. */
  readonly #chances = Float64Array.from(PERIODS, (n, i) => n * PRIOR[i]!);
  readonly #starts = new Float64Array(PERIODS.length);
  #total = 1;
  #step = 0;

  /** @param activation 0..1: how much of a beat is heard in the next frame. */
  next(activation: number): void {
    this.#begin();
    this.#step++;
    const [on, off] = likelihoods(activation);
    const share = 1 / this.#total;
    this.#total = 0;
    for (let i = 0; i < PERIODS.length; i++) {
      const ring = this.#rings[i]!;
      const leak = LEAK * PRIOR[i]!;
      const n = ring.length;
      let at = this.#index(i, 0);
      ring[at] = this.#starts[i]!;
      let chance = 0;
      for (let p = beatLength(n); p > 0; p--) {
        ring[at] = (share * ring[at]! + leak) * on;
        chance += ring[at]!;
        if (++at === n) at = 0;
      }
      for (let p = n - beatLength(n); p > 0; p--) {
        ring[at] = (share * ring[at]! + leak) * off;
        chance += ring[at]!;
        if (++at === n) at = 0;
      }
      this.#chances[i] = chance;
      this.#total += chance;
    }
  }

  /** What is at its last position begins its next beat, in its own tempo or in one near it. */
  #begin(): void {
    this.#starts.fill(0);
    for (let from = 0; from < PERIODS.length; from++) {
      const ending = this.#rings[from]![this.#index(from, PERIODS[from]! - 1)]!;
      if (ending < 1e-12 * this.#total) continue;
      const transitions = TRANSITIONS[from]!;
      for (let to = 0; to < PERIODS.length; to++) this.#starts[to]! += ending * transitions[to]!;
    }
  }

  /** What is thought now: the mean over the states near the likeliest tempo. */
  estimate(): { readonly tempo: number; readonly phase: number; readonly agreement: number } {
    const best = PERIODS[this.#chances.indexOf(Math.max(...this.#chances))]!;
    let [x, y, near, tempo] = [0, 0, 0, 0];
    for (let i = 0; i < PERIODS.length; i++) {
      const period = PERIODS[i]!;
      if (Math.abs(period / best - 1) > LIKE) continue;
      const [ring, cos, sin] = [this.#rings[i]!, COS[i]!, SIN[i]!];
      near += this.#chances[i]!;
      tempo += (this.#chances[i]! * 60 * HEARD_RATE) / period;
      let at = this.#index(i, 0);
      for (let p = 0; p < period; p++) {
        x += ring[at]! * cos[p]!;
        y += ring[at]! * sin[p]!;
        if (++at === period) at = 0;
      }
    }
    return {
      tempo: tempo / near,
      phase: Math.atan2(y, x) / (2 * Math.PI),
      agreement: Math.hypot(x, y) / this.#total,
    };
  }

  /** Where in its ring a position of the beat is now. */
  #index(i: number, position: number): number {
    const n = PERIODS[i]!;
    return (position + n - (this.#step % n)) % n;
  }
}
