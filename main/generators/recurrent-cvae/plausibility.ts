import { B, squareSkull } from "../../motion/bones.ts";
import { advance, type DancerState } from "./dancer-state.ts";
import { HEIGHT, meanSpeedOf, POINTS, ROOT_POINT, velocityAt } from "./motion-state.ts";
import type { StandardBody } from "./standard-body.ts";

/** What real bodies did in the training data: beyond it, a continuation is brought back. */
export interface MotionLimits extends StandardBody {
  /** Usual change of velocity of each coordinate, metres a frame, [57]. */
  readonly turn: Float32Array;
  /** Fastest that each bone, then the hips, ever moved, metres a frame, [19]. */
  readonly speed: Float32Array;
  /** Lowest and highest that the hips ever were, metres, [2]. */
  readonly height: Float32Array;
  /** Usual mean speed of the joints, metres a frame, [1]. */
  readonly pace: Float32Array;
}

/** Pace is a mean over the last half second. */
const PACE_SECONDS = 0.5;
/** A continuation may calm down for this long: a look ahead is to be the likeliest, not the liveliest. */
const CALM_SECONDS = 1.2;
/** Below this share of the expected pace a partner is on the way to freezing. */
const SLUGGISH = 0.5;
/** Added to the temperature of a partner that stands quite still. */
const WAKING = 1.5;

/** Keeps a continuation a dance: nothing faster than bodies are, nothing below the floor, and no standing still. */
export class Plausibility {
  readonly #limits: MotionLimits;
  readonly #fps: number;

  constructor(limits: MotionLimits, fps: number) {
    this.#limits = limits;
    this.#fps = fps;
  }

  /** The temperature at which the next segment is drawn: higher than asked for when the dance is about to die. */
  liveliness({ danced, pace, phrasePace }: DancerState, temperature: number): number {
    if (danced < CALM_SECONDS * this.#fps) return temperature;
    const expected = Math.max(phrasePace, 0.5 * this.#limits.pace[0]!);
    return temperature + WAKING * Math.max(0, 1 - pace / (SLUGGISH * expected));
  }

  /** The dancer after the network's `moment`, which is changed in place. */
  constrain(before: DancerState, moment: Float32Array): DancerState {
    for (let point = 0; point < POINTS; point++) this.#slow(before.moment, moment, point);
    squareSkull(moment);
    place(before.moment, moment, B.ears, vector(moment, 3 * B.ears));
    const [least, most] = this.#limits.height;
    moment[HEIGHT] = Math.min(most!, Math.max(Math.min(least!, before.moment[HEIGHT]!), moment[HEIGHT]!));
    const next = advance(before, moment, this.#limits);
    const first = before.danced === 0 ? before.phrasePace : before.pace;
    const pace = first + (meanSpeedOf(moment) - first) / (PACE_SECONDS * this.#fps);
    return { ...next, pace };
  }

  /** A bone, or the hips, that outruns every real one goes only as far as that one would. */
  #slow(from: Float32Array, to: Float32Array, point: number): void {
    const at = velocityAt(point);
    const share = this.#limits.speed[point]! / Math.hypot(to[at]!, to[at + 1]!, to[at + 2]!);
    if (!(share < 1)) return;
    for (let axis = 0; axis < 3; axis++) to[at + axis]! *= share;
    if (point === ROOT_POINT) {
      to[HEIGHT] = from[HEIGHT]! + to[at + 1]!;
      return;
    }
    const moved = vector(from, 3 * point).map((was, axis) => was + to[at + axis]!);
    place(from, to, point, resized(moved, Math.hypot(...vector(to, 3 * point))));
  }
}

/** A bone lies so now, and came there from where it was. */
function place(from: Float32Array, to: Float32Array, bone: number, now: readonly number[]): void {
  const at = 3 * bone;
  to.set(now, at);
  for (let axis = 0; axis < 3; axis++) to[velocityAt(bone) + axis] = to[at + axis]! - from[at + axis]!;
}

const vector = (moment: Float32Array, at: number): number[] => [
  moment[at]!,
  moment[at + 1]!,
  moment[at + 2]!,
];

const resized = (bone: readonly number[], length: number): number[] => {
  const fit = length / Math.max(Math.hypot(...bone), 1e-6);
  return bone.map((value) => value * fit);
};
