import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";

/** The middle of the leash follows the dancer this slowly, so that the partner does not shiver with her. */
const SETTLE: Seconds = 0.5;

/** Keeps a partner near its dancer: it wanders freely close by, and is held softly the farther it goes. */
export class SoftConstraint {
  #middle: { readonly x: number; readonly z: number } | null = null;
  #length: number | null = null;
  readonly #approach = new Approach(SETTLE);

  /** @param dancer her hips in the room. @param partner its own. @param length metres that it may go. */
  constrain(t: Seconds, dancer: RoomPoint, partner: RoomPoint, length: number): RoomPoint {
    const share = this.#approach.share(t);
    const middle = this.#middle ?? dancer;
    this.#middle = {
      x: middle.x + (dancer.x - middle.x) * share,
      z: middle.z + (dancer.z - middle.z) * share,
    };
    this.#length = (this.#length ?? length) + (length - (this.#length ?? length)) * share;
    const { x, z } = this.#middle;
    const way = Math.hypot(partner.x - x, partner.z - z);
    if (way < 1e-6) return partner;
    const kept = this.#length < 1e-6 ? 0 : (this.#length * Math.tanh(way / this.#length)) / way;
    return { x: x + (partner.x - x) * kept, y: partner.y, z: z + (partner.z - z) * kept };
  }
}
