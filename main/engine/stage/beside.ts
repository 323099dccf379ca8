import type { Side } from "../../../shared/knobs.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** The partner changes sides at a stroll. */
const SETTLE: Seconds = 0.8;

/** On which side of the dancer the partner stands, and how far: metres to the camera's right. */
export class Beside {
  readonly #side: Side;
  readonly #distance: number;
  #direction: 1 | -1 | null = null;
  #sideways = 0;
  #at: Seconds | null = null;

  constructor(side: Side, distance: number) {
    this.#side = side;
    this.#distance = distance;
  }

  /** `x`: the dancer's place in the picture, 0..1; `width`: of the picture in metres at her distance. */
  update(t: Seconds, x: number, width: number): number {
    const before = this.#direction;
    this.#direction = this.#choose(x, width);
    const target = this.#direction * this.#distance;
    const first = this.#at === null || before === null;
    const share = first ? 1 : 1 - Math.exp(-Math.max(0, t - (this.#at ?? t)) / SETTLE);
    this.#at = t;
    this.#sideways += (target - this.#sideways) * share;
    return this.#sideways;
  }

  #choose(x: number, width: number): 1 | -1 {
    if (this.#side !== "auto") return this.#side === "left" ? 1 : -1;
    const roomier = x < 0.5 ? 1 : -1;
    if (this.#direction === null) return roomier;
    // Stays where it is until it would leave the picture: a partner that hops from side to side is no partner.
    const place = x + (this.#direction * this.#distance) / width;
    return place < 0 || place > 1 ? roomier : this.#direction;
  }
}
