import type { Percentiles } from "../../shared/messages.ts";

/** The last `capacity` measurements, and their median and 95th percentile by nearest rank. */
export class Measurements {
  readonly #ring: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#ring = new Float64Array(capacity);
  }

  /** How many of the last measurements are held. */
  get size(): number {
    return Math.min(this.#count, this.#ring.length);
  }

  add(value: number): void {
    this.#ring[this.#count++ % this.#ring.length] = value;
  }

  clear(): void {
    this.#count = 0;
  }

  /** Both 0 before the first measurement. */
  percentiles(): Percentiles {
    const sorted = this.#ring.slice(0, this.size).sort();
    const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return { p50: at(0.5), p95: at(0.95) };
  }
}
