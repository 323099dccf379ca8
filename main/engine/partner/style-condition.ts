import type { StyleWeight } from "../../../shared/commands/style-weight.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";

/** Time constant of a change of blend. */
const SETTLE: Seconds = 0.7;

/** The blend of styles that continuations are conditioned on: follows the one that is asked for without a jump. */
export class StyleCondition {
  readonly #styles: readonly string[];
  #weights: readonly number[] | null = null;
  readonly #approach = new Approach(SETTLE);

  /** @param styles those of the generator; others are ignored. */
  constructor(styles: readonly string[]) {
    this.#styles = styles;
  }

  /** One weight for each style, adding up to 1; null where no style is asked for. */
  weights(t: Seconds, blend: readonly StyleWeight[]): readonly number[] | null {
    const wanted = this.#styles.map((style) =>
      sumOf(blend.map((part) => (part.style === style ? part.weight : 0))),
    );
    const sum = sumOf(wanted);
    const share = this.#approach.share(t);
    if (sum === 0) {
      this.#weights = null;
      return null;
    }
    const before = this.#weights ?? this.#styles.map(() => 1 / this.#styles.length);
    this.#weights = before.map((weight, style) => weight + (wanted[style]! / sum - weight) * share);
    return this.#weights;
  }
}

const sumOf = (weights: readonly number[]): number => weights.reduce((sum, weight) => sum + weight, 0);
