import type { Seconds } from "../../../../../shared/pose.ts";
import { hash } from "../hash.ts";

/** Turns a second at which grains wander round their limb. */
const DRIFT = 0.05;

/**
 * Grains spread over a line in proportion to the lengths of its parts, the same at every start: nothing flickers. All
 * figures wear the same ones, so how they wander is worked out once a frame, not once a figure.
 */
export class Swarm {
  readonly count: number;
  /** The way of each along the line, in control points. */
  readonly positions: Float32Array;
  /** Two numbers of each that are pure chance, 0..1. */
  readonly depths: Float32Array;
  readonly sizes: Float32Array;
  /** How far each is aside now, -1..1 of the line's width, and how bright. */
  readonly offsets: Float32Array;
  readonly brightness: Float32Array;
  /** Where round the line each began, in turns. */
  readonly #turn: Float32Array;
  #now: Seconds = Number.NaN;
  #step = 1;

  constructor(count: number, lengths: readonly number[], seed: number) {
    const whole = lengths.reduce((sum, length) => sum + length, 0);
    const chance = (n: number) =>
      Float32Array.from({ length: count }, (_, i) => hash(seed * 100_003 + i * 11 + n));
    this.count = count;
    this.#turn = chance(1);
    this.depths = chance(2);
    this.sizes = chance(3);
    this.offsets = new Float32Array(count);
    this.brightness = new Float32Array(count);
    this.positions = chance(0).map((share, i) => {
      // One in each of `count` equal parts: pure chance leaves holes.
      let way = ((i + share) / count) * whole;
      let part = 0;
      while (part < lengths.length - 1 && way > lengths[part]!) way -= lengths[part++]!;
      return part + Math.min(way / lengths[part]!, 0.999);
    });
  }

  /** Brings the grains to where they are at `now`, of each `step` the first: a small figure wears only those. */
  update(now: Seconds, step: number): void {
    if (now === this.#now && step >= this.#step) return;
    this.#now = now;
    this.#step = step;
    for (let i = 0; i < this.count; i += step) {
      const turn = this.#turn[i]!;
      const depth = this.depths[i]!;
      const angle = (turn + now * DRIFT * (depth - 0.3)) * 2 * Math.PI;
      this.offsets[i] = Math.sin(angle) * Math.sqrt(depth);
      const twinkle = 0.86 + 0.14 * Math.sin(now * (1 + 2 * turn) + 40 * this.sizes[i]!);
      this.brightness[i] = (0.98 + 0.4 * Math.cos(angle)) * twinkle;
    }
  }
}
