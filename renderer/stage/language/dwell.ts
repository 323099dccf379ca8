import type { Seconds } from "../../../shared/pose.ts";

/** A hand that only passes chooses nothing. */
const HELD: Seconds = 1.2;

/** Choosing one of several things by staying over it. */
export class Dwell<Thing> {
  #over: Thing | null = null;
  #since: Seconds = 0;
  #taken = false;

  /**
   * @param over what the hand is over now; null for nothing
   * @returns how far it is chosen, 0..1, and whether it has just been; it is chosen again only after the hand has left it
   */
  update(over: Thing | null, now: Seconds): { readonly progress: number; readonly chosen: boolean } {
    if (over !== this.#over) {
      this.#over = over;
      this.#since = now;
      this.#taken = false;
    }
    if (over === null || this.#taken) return { progress: 0, chosen: false };
    const progress = Math.min(1, (now - this.#since) / HELD);
    this.#taken = progress === 1;
    return { progress, chosen: this.#taken };
  }
}
