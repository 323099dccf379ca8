import type { Seconds } from "../../../shared/pose.ts";

interface Holder {
  readonly id: number;
  seen: Seconds;
}

/**
 * Assigns slots: the first free one to whoever comes. A slot outlives a short absence, so that somebody who is hidden
 * for a moment keeps their addresses.
 */
export class Slots {
  readonly #holders: (Holder | null)[];
  readonly #keep: Seconds;

  constructor(count: number, keep: Seconds) {
    this.#holders = Array.from({ length: count }, () => null);
    this.#keep = keep;
  }

  /** Index of the slot that `id` holds; null when it holds none. */
  of(id: number): number | null {
    const index = this.#holders.findIndex((holder) => holder?.id === id);
    return index < 0 ? null : index;
  }

  /** The slot that `id` holds from now on; null when all are taken by people who are there. */
  take(id: number, now: Seconds): number | null {
    const index = this.of(id) ?? this.#free(now);
    if (index !== null) this.#holders[index] = { id, seen: now };
    return index;
  }

  release(id: number): void {
    const index = this.of(id);
    if (index !== null) this.#holders[index] = null;
  }

  #free(now: Seconds): number | null {
    const index = this.#holders.findIndex((holder) => holder === null || now - holder.seen > this.#keep);
    return index < 0 ? null : index;
  }
}
