import type { Seconds } from "../../shared/pose.ts";

/** Events a second. */
export class RateMeter {
  #count = 0;
  #since: Seconds | undefined;
  #rate = 0;

  note(now: Seconds): void {
    this.#since ??= now;
    this.#count++;
  }

  /** The rate since the last call; to be called about once a second. */
  take(now: Seconds): number {
    const lasted = this.#since === undefined ? 0 : now - this.#since;
    if (lasted > 0) this.#rate = this.#count / lasted;
    this.#count = 0;
    this.#since = now;
    return this.#rate;
  }
}

/** Mean of measurements. */
export class MeanMeter {
  #sum = 0;
  #count = 0;
  #mean: number | null = null;

  note(value: number): void {
    this.#sum += value;
    this.#count++;
  }

  /** The mean since the last call, or the previous one if nothing was measured; null before the first measurement. */
  take(): number | null {
    if (this.#count > 0) this.#mean = this.#sum / this.#count;
    this.#sum = 0;
    this.#count = 0;
    return this.#mean;
  }

  clear(): void {
    this.#sum = 0;
    this.#count = 0;
    this.#mean = null;
  }
}
