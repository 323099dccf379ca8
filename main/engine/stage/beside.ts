import type { Side } from "../../../shared/commands/parameters.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** The partner changes sides at a stroll. */
const SETTLE: Seconds = 0.8;

/** On which side of the dancer the partner stands, and how far: metres to the camera's right. */
export class Beside {
  #direction: 1 | -1 | null = null;
  #sideways = 0;
  #at: Seconds | null = null;

  /** `x`: the dancer's place in the picture, 0..1; `width`: of the picture in metres at her distance. */
  update(t: Seconds, x: number, width: number, side: Side, distance: number): number {
    this.#direction = this.#choose(x, width, side, distance);
    return this.moveTo(t, this.#direction * distance);
  }

  /** Goes to where it is told to, and tells where it is. */
  moveTo(t: Seconds, target: number): number {
    const share = this.#at === null ? 1 : 1 - Math.exp(-Math.max(0, t - this.#at) / SETTLE);
    this.#at = t;
    this.#sideways += (target - this.#sideways) * share;
    return this.#sideways;
  }

  #choose(x: number, width: number, side: Side, distance: number): 1 | -1 {
    if (side !== "auto") return side === "left" ? 1 : -1;
    const roomier = x < 0.5 ? 1 : -1;
    if (this.#direction === null) return roomier;
    // Stays where it is until it would leave the picture: a partner that hops from side to side is no partner.
    const place = x + (this.#direction * distance) / width;
    return place < 0 || place > 1 ? roomier : this.#direction;
  }
}
