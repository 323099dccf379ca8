import { solve } from "./solve.ts";

/** So many of her moments are known, the newest: half a minute of dance where she is foreseen five times a second. */
const MOMENTS = 150;
/** Of the kernel, in units of what a moment is described by: all of its coordinates that far apart are hardly alike. */
const WIDTH = 0.15 * Math.sqrt(0.3);
/** Variance of what can't be told of a moment, of what can: strong, since a few seconds tell little. */
const PENALTY = 0.5;

/**
 * What followed her own moments: kernel ridge regression (Saunders, Gammerman and Vovk 1998) from a description of a
 * moment to an outcome, on her newest ones. Where she does the same again it says what followed; where a moment is like
 * none of hers, it says 0.
 */
export class OwnMoments {
  readonly #size: number;
  readonly #outcomeSize: number;
  readonly #descriptions: Float32Array[] = [];
  readonly #outcomes: Float32Array[] = [];
  /** Of each two of them, by their places in the ring. */
  readonly #kernel = new Float64Array(MOMENTS * MOMENTS);
  #next = 0;

  /** @param size of a description. @param outcomeSize of an outcome. */
  constructor(size: number, outcomeSize: number) {
    this.#size = size;
    this.#outcomeSize = outcomeSize;
  }

  /** Adds a moment, in the place of the oldest where there are many. */
  add(description: Float32Array, outcome: Float32Array): void {
    const place = this.#next;
    this.#next = (place + 1) % MOMENTS;
    this.#descriptions[place] = description;
    this.#outcomes[place] = outcome;
    for (let other = 0; other < this.#descriptions.length; other++) {
      const alike = this.#alike(description, this.#descriptions[other]!);
      this.#kernel[place * MOMENTS + other] = alike;
      this.#kernel[other * MOMENTS + place] = alike;
    }
  }

  /** What is to be expected after a moment like this one. */
  outcome(description: Float32Array): Float32Array {
    const n = this.#descriptions.length;
    const expected = new Float32Array(this.#outcomeSize);
    const square = new Float64Array(n * n);
    const shares = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      for (let column = 0; column <= row; column++)
        square[row * n + column] = this.#kernel[row * MOMENTS + column]!;
      square[row * n + row]! += PENALTY;
      shares[row] = this.#alike(description, this.#descriptions[row]!);
    }
    solve(square, shares, n);
    for (let moment = 0; moment < n; moment++) {
      const [share, outcome] = [shares[moment]!, this.#outcomes[moment]!];
      for (let i = 0; i < expected.length; i++) expected[i]! += share * outcome[i]!;
    }
    return expected;
  }

  #alike(a: Float32Array, b: Float32Array): number {
    let sum = 0;
    for (let i = 0; i < this.#size; i++) sum += (a[i]! - b[i]!) ** 2;
    return Math.exp(-sum / (2 * WIDTH ** 2 * this.#size));
  }
}
