import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import { Approach } from "../../../shared/smoothing.ts";

/** Time constant of the centre, so that the partner does not shake with the dancer's joints. */
const SETTLE: Seconds = 0.5;

/**
 * Keeps a partner within a radius of its dancer by a soft limit: nearby it moves freely, and the farther it goes the
 * more of the distance is taken back (hyperbolic tangent).
 */
export class SoftConstraint {
  #centre: { readonly x: number; readonly z: number } | null = null;
  #radius: number | null = null;
  readonly #approach = new Approach(SETTLE);

  /** @param dancer her hips in the room. @param partner its own. @param radius metres that it may go. */
  constrain(t: Seconds, dancer: RoomPoint, partner: RoomPoint, radius: number): RoomPoint {
    const share = this.#approach.share(t);
    const centre = this.#centre ?? dancer;
    this.#centre = {
      x: centre.x + (dancer.x - centre.x) * share,
      z: centre.z + (dancer.z - centre.z) * share,
    };
    this.#radius = (this.#radius ?? radius) + (radius - (this.#radius ?? radius)) * share;
    const { x, z } = this.#centre;
    const distance = Math.hypot(partner.x - x, partner.z - z);
    if (distance < 1e-6) return partner;
    const kept = this.#radius < 1e-6 ? 0 : (this.#radius * Math.tanh(distance / this.#radius)) / distance;
    return { x: x + (partner.x - x) * kept, y: partner.y, z: z + (partner.z - z) * kept };
  }
}
