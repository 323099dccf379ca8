import type { Seconds } from "../../shared/pose.ts";

/** How often something happens, over the last second or so. */
export class RateMeter {
  #count = 0;
  #since: Seconds | undefined;
  #rate = 0;

  note(now: Seconds): void {
    this.#since ??= now;
    this.#count++;
  }

  /** Times a second since the last call; to be called about once a second. */
  take(now: Seconds): number {
    const lasted = this.#since === undefined ? 0 : now - this.#since;
    if (lasted > 0) this.#rate = this.#count / lasted;
    this.#count = 0;
    this.#since = now;
    return this.#rate;
  }
}

/** The mean of what was measured, over the last second or so. */
export class MeanMeter {
  #sum = 0;
  #count = 0;
  #mean: number | null = null;

  note(value: number): void {
    this.#sum += value;
    this.#count++;
  }

  /** Since the last call; while nothing new was measured, as before. null before the first measurement. */
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
