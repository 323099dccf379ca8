import { clamp } from "../../../shared/numbers.ts";
import type { RoomPoint, Seconds } from "../../../shared/pose.ts";
import { approachFactor } from "../../../shared/smoothing.ts";

/** Speeds in metres a second: where `travel` is 1, and below which the direction is kept. */
const FULL = 2;
const KEEP_BELOW = 0.15;
/** Time constant of the velocity, since the place is noisy. */
const SETTLE: Seconds = 0.25;
/** Over a longer gap the velocity is not updated. */
const GAP: Seconds = 0.5;

/** Speed and direction over the floor. See SIGNALS. */
export class Travel {
  #before: { readonly t: Seconds; readonly root: RoomPoint } | null = null;
  #vx = 0;
  #vz = 0;
  #direction = 0;

  measure(t: Seconds, root: RoomPoint): { readonly travel: number; readonly direction: number } {
    if (!Number.isFinite(root.x + root.z)) return { travel: 0, direction: this.#direction };
    const before = this.#before;
    if (before && t > before.t && t - before.t < GAP) {
      const dt = t - before.t;
      const share = approachFactor(dt, SETTLE);
      this.#vx += ((root.x - before.root.x) / dt - this.#vx) * share;
      this.#vz += ((root.z - before.root.z) / dt - this.#vz) * share;
    }
    if (!before || t !== before.t) this.#before = { t, root };
    const speed = Math.hypot(this.#vx, this.#vz);
    if (speed > KEEP_BELOW) this.#direction = shareOfTurn(Math.atan2(-this.#vz, this.#vx));
    return { travel: clamp(speed / FULL), direction: this.#direction };
  }
}

/** Radians to a share of a full turn, 0 to below 1. */
export function shareOfTurn(angle: number): number {
  const share = (angle / (2 * Math.PI)) % 1;
  return share < 0 ? share + 1 : share;
}
