import { clamp } from "../../../shared/numbers.ts";
import type { BodyPoint, Seconds } from "../../../shared/pose.ts";
import { bodyDistance } from "../clip.ts";

const MEMORY: Seconds = 10;
/** Between two poses that are remembered. */
const EVERY: Seconds = 0.2;
/** Mean joint distance at which a pose is entirely new, in body heights. */
const NEW = 0.25;

/** x, y and z of each joint, metres, in single precision. */
type FlatPose = Float32Array;

/** How far a pose is from all that the dancer took lately. See SIGNALS. */
export class Novelty {
  /** The newest last. */
  readonly #remembered: { readonly t: Seconds; readonly pose: FlatPose }[] = [];

  remember(t: Seconds, body: readonly BodyPoint[]): void {
    const newest = this.#remembered.at(-1)?.t ?? Number.NEGATIVE_INFINITY;
    // The source starts over.
    if (t < newest) this.#remembered.length = 0;
    else if (t - newest < EVERY) return;
    this.#remembered.push({ t, pose: flatten(body) });
    while (t - this.#remembered[0]!.t > MEMORY || this.#remembered.length > MEMORY / EVERY)
      this.#remembered.shift();
  }

  of(body: readonly BodyPoint[], stature: number): number {
    if (this.#remembered.length === 0) return 0;
    const asked = flatten(body);
    const nearest = Math.min(...this.#remembered.map(({ pose }) => bodyDistance(pose, asked)));
    return clamp(nearest / (NEW * stature));
  }
}

function flatten(body: readonly BodyPoint[]): FlatPose {
  return Float32Array.from(body.flatMap(({ x, y, z }) => [x, y, z]));
}
