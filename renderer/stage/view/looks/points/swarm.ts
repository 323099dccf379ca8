import type { Seconds } from "../../../../../shared/pose.ts";
import { hash } from "../hash.ts";

/** Turns a second at which grains move around their limb. */
const DRIFT = 0.05;

/**
 * Grains spread evenly over a line of the body, by a fixed seed. All figures share them, so their motion is computed
 * once a frame, not once a figure.
 */
export class Swarm {
  readonly count: number;
  /** Along the line, in control points. */
  readonly positions: Float32Array;
  /** Two random numbers of each, 0..1. */
  readonly depths: Float32Array;
  readonly sizes: Float32Array;
  /** Present offset to the side, -1..1 of the line's width, and brightness. */
  readonly offsets: Float32Array;
  readonly brightness: Float32Array;
  /** Initial angle around the line, in turns. */
  readonly #phases: Float32Array;
  #now: Seconds = Number.NaN;
  #step = 1;

  constructor(count: number, lengths: readonly number[], seed: number) {
    const whole = lengths.reduce((sum, length) => sum + length, 0);
    const random = (n: number) =>
      Float32Array.from({ length: count }, (_, i) => hash(seed * 100_003 + i * 11 + n));
    this.count = count;
    this.#phases = random(1);
    this.depths = random(2);
    this.sizes = random(3);
    this.offsets = new Float32Array(count);
    this.brightness = new Float32Array(count);
    this.positions = random(0).map((share, i) => {
      // Stratified: one in each of `count` equal parts.
      let position = ((i + share) / count) * whole;
      let part = 0;
      while (part < lengths.length - 1 && position > lengths[part]!) position -= lengths[part++]!;
      return part + Math.min(position / lengths[part]!, 0.999);
    });
  }

  /** Moves every `step`th grain to where it is at `now`; small figures have only those. */
  update(now: Seconds, step: number): void {
    if (now === this.#now && step >= this.#step) return;
    this.#now = now;
    this.#step = step;
    for (let i = 0; i < this.count; i += step) {
      const phase = this.#phases[i]!;
      const depth = this.depths[i]!;
      const angle = (phase + now * DRIFT * (depth - 0.3)) * 2 * Math.PI;
      this.offsets[i] = Math.sin(angle) * Math.sqrt(depth);
      const twinkle = 0.86 + 0.14 * Math.sin(now * (1 + 2 * phase) + 40 * this.sizes[i]!);
      this.brightness[i] = (0.98 + 0.4 * Math.cos(angle)) * twinkle;
    }
  }
}
