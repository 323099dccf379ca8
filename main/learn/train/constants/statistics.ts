/** Mean and standard deviation of each column. */
export class ColumnStatistics {
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;
  #count = 0;

  constructor(columns: number) {
    this.#sum = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
  }

  add(row: Float32Array): void {
    this.#count++;
    row.forEach((value, i) => {
      this.#sum[i]! += value;
      this.#squares[i]! += value * value;
    });
  }

  get mean(): Float64Array {
    return this.#sum.map((sum) => sum / this.#count);
  }

  get deviation(): Float64Array {
    const { mean } = this;
    return this.#squares.map((squares, i) => Math.sqrt(Math.max(0, squares / this.#count - mean[i]! ** 2)));
  }
}

/** Second moments of rows of numbers. */
export class Covariance {
  readonly #size: number;
  readonly #sum: Float64Array;
  readonly #products: Float64Array;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
    this.#sum = new Float64Array(size);
    this.#products = new Float64Array(size * size);
  }

  add(row: Float64Array): void {
    const size = this.#size;
    this.#count++;
    for (let a = 0; a < size; a++) {
      this.#sum[a]! += row[a]!;
      for (let b = 0; b < size; b++) this.#products[a * size + b]! += row[a]! * row[b]!;
    }
  }

  /** Mean of (row - centre) (row - centre)', [size x size]. @param centre repeats until the row is full. */
  around(centre: Float32Array): Float64Array {
    const mean = this.#sum.map((sum) => sum / this.#count);
    return this.#products.map((sum, i) => {
      const [a, b] = [Math.floor(i / this.#size), i % this.#size];
      const [of, to] = [centre[a % centre.length]!, centre[b % centre.length]!];
      return sum / this.#count - mean[a]! * to - of * mean[b]! + of * to;
    });
  }
}
