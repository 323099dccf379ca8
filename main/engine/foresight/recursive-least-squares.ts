import { solve } from "./solve.ts";

/** Coordinates from the first up to, not including, the second. */
export type Span = readonly [from: number, to: number];

/** Least squares whose past fades: memory and cost stay the same however much is added (no sample is kept). */
export class RecursiveLeastSquares {
  readonly #inputs: number;
  /** Weighted sums of the products of inputs and output, [inputs + 1, inputs + 1], lower triangle. */
  readonly #sums: Float64Array;
  #samples = 0;

  constructor(inputs: number) {
    this.#inputs = inputs;
    this.#sums = new Float64Array((inputs + 1) ** 2);
  }

  /** What was added so far counts only this share from now on. */
  fade(share: number): void {
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i]! *= share;
    this.#samples *= share;
  }

  /**
   * One sample of many coordinates that share their weights.
   * @param columns the inputs and then the output.
   * @param spans of each column that are read, from the first up to, not including, the second.
   */
  add(columns: readonly Float32Array[], spans: readonly Span[], weight: number): void {
    const size = this.#inputs + 1;
    for (let row = 0; row < size; row++) {
      const a = columns[row]!;
      for (let column = 0; column <= row; column++) {
        const b = columns[column]!;
        let sum = 0;
        for (const [from, to] of spans) for (let i = from; i < to; i++) sum += a[i]! * b[i]!;
        this.#sums[row * size + column]! += weight * sum;
      }
    }
    this.#samples++;
  }

  /** Adds all that was added to another one. */
  addAll(other: RecursiveLeastSquares): void {
    for (let i = 0; i < this.#sums.length; i++) this.#sums[i]! += other.#sums[i]!;
    this.#samples = Math.max(this.#samples, other.#samples);
  }

  clear(): void {
    this.#sums.fill(0);
    this.#samples = 0;
  }

  /**
   * The weights of the inputs, drawn towards `prior` as if so many samples had said that.
   * @param out may be `prior`.
   */
  weights(prior: Float64Array, samples: number, out: Float64Array): void {
    if (this.#samples < 1e-6) {
      out.set(prior);
      return;
    }
    const [n, size] = [this.#inputs, this.#inputs + 1];
    const square = new Float64Array(n * n);
    const product = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      for (let column = 0; column <= row; column++)
        square[row * n + column] = this.#sums[row * size + column]!;
      const penalty = (samples / this.#samples) * square[row * n + row]! + 1e-9;
      square[row * n + row]! += penalty;
      product[row] = this.#sums[n * size + row]! + penalty * prior[row]!;
    }
    solve(square, product, n);
    out.set(product);
  }
}
