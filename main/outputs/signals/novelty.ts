import type { BodyPoint, Seconds } from "../../../shared/pose.ts";
import { poseDistance } from "./shape.ts";
import { clamp } from "./signal.ts";

const REMEMBER: Seconds = 10;
const EVERY: Seconds = 0.2;
/** In body heights. */
const STRANGE = 0.25;

/** How far a pose is from all that the dancer took lately. See SIGNALS. */
export class Novelty {
  #seen: { readonly t: Seconds; readonly body: readonly BodyPoint[] }[] = [];

  remember(t: Seconds, body: readonly BodyPoint[]): void {
    const newest = this.#seen.at(-1);
    if (newest && t >= newest.t && t - newest.t < EVERY) return;
    this.#seen.push({ t, body });
    this.#seen = this.#seen.filter((pose) => pose.t <= t && t - pose.t <= REMEMBER);
  }

  of(body: readonly BodyPoint[], stature: number): number {
    let nearest = Number.POSITIVE_INFINITY;
    for (const pose of this.#seen) nearest = Math.min(nearest, poseDistance(pose.body, body));
    return Number.isFinite(nearest) ? clamp(nearest / (STRANGE * stature)) : 0;
  }
}
