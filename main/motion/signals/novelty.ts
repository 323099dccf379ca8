import { clamp } from "../../../shared/numbers.ts";
import type { BodyPoint, Seconds } from "../../../shared/pose.ts";
import { J, JOINT_COUNT, JOINTS } from "../../../shared/skeleton.ts";

const REMEMBER: Seconds = 10;
const EVERY: Seconds = 0.2;
/** In body heights. */
const STRANGE = 0.25;

const KEPT = REMEMBER / EVERY;
const POSE = 3 * JOINT_COUNT;
/** These differ most from pose to pose, and so show soonest that one is farther. */
const OUTERMOST = [
  J.left_index,
  J.right_index,
  J.left_wrist,
  J.right_wrist,
  J.left_foot_index,
  J.right_foot_index,
];
/** All joints, in the order in which poses are compared. */
const ORDER = Uint8Array.from(new Set([...OUTERMOST, ...JOINTS.keys()]));

/** How far a pose is from all that the dancer took lately. See SIGNALS. */
export class Novelty {
  /** The last poses, x, y, z of each joint, and when they were taken: a ring. Side by side, since all are read each frame. */
  readonly #poses = new Float32Array(KEPT * POSE);
  readonly #taken = new Float64Array(KEPT).fill(Number.NEGATIVE_INFINITY);
  readonly #asked = new Float32Array(POSE);
  #next = 0;
  #newest: Seconds = Number.NEGATIVE_INFINITY;

  remember(t: Seconds, body: readonly BodyPoint[]): void {
    // A source that starts over: what was is not lately any more.
    if (t < this.#newest) this.#taken.fill(Number.NEGATIVE_INFINITY);
    else if (t - this.#newest < EVERY) return;
    write(body, this.#poses, this.#next * POSE);
    this.#taken[this.#next] = t;
    this.#newest = t;
    this.#next = (this.#next + 1) % KEPT;
  }

  of(body: readonly BodyPoint[], stature: number): number {
    write(body, this.#asked, 0);
    let nearest = Number.POSITIVE_INFINITY;
    for (let pose = 0; pose < KEPT; pose++) {
      // Never taken is infinitely long ago.
      if (!(this.#newest - this.#taken[pose]! <= REMEMBER)) continue;
      nearest = Math.min(nearest, this.#distanceTo(pose * POSE, nearest));
    }
    return Number.isFinite(nearest) ? clamp(nearest / (STRANGE * stature)) : 0;
  }

  /** Mean distance of the joints, metres, or something beyond `most` when it is more than that. */
  #distanceTo(at: number, most: number): number {
    let sum = 0;
    for (let i = 0; i < POSE && sum <= JOINT_COUNT * most; i += 3) {
      const x = this.#poses[at + i]! - this.#asked[i]!;
      const y = this.#poses[at + i + 1]! - this.#asked[i + 1]!;
      const z = this.#poses[at + i + 2]! - this.#asked[i + 2]!;
      sum += Math.sqrt(x * x + y * y + z * z);
    }
    return sum / JOINT_COUNT;
  }
}

function write(body: readonly BodyPoint[], out: Float32Array, at: number): void {
  for (let i = 0; i < ORDER.length; i++) {
    const { x, y, z } = body[ORDER[i]!]!;
    out[at++] = x;
    out[at++] = y;
    out[at++] = z;
  }
}
