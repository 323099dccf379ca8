import type { Side } from "../../../shared/commands/parameters.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";

/** Time constant of a change of sides. */
const SETTLE: Seconds = 0.8;

/** On which side of the dancer the partner stands, and how far: metres to the camera's right. */
export class SidePlacement {
  #direction: 1 | -1 | null = null;
  #sideways = 0;
  readonly #approach = new Approach(SETTLE);

  /** @param x the dancer's place in the picture, 0..1. @param width of the picture in metres at her distance. */
  update(t: Seconds, x: number, width: number, side: Side, distance: number): number {
    this.#direction = this.#choose(x, width, side, distance);
    return this.moveTo(t, this.#direction * distance);
  }

  /** Moves towards `target`. @returns where it is at `t`. */
  moveTo(t: Seconds, target: number): number {
    this.#sideways += (target - this.#sideways) * this.#approach.share(t);
    return this.#sideways;
  }

  #choose(x: number, width: number, side: Side, distance: number): 1 | -1 {
    if (side !== "auto") return side === "left" ? 1 : -1;
    const roomier = x < 0.5 ? 1 : -1;
    if (this.#direction === null) return roomier;
    // Changes only when it would leave the picture, so that it does not hop while the dancer crosses the middle.
    const place = x + (this.#direction * distance) / width;
    return place < 0 || place > 1 ? roomier : this.#direction;
  }
}
