import { B, squareSkull } from "../../motion/bones.ts";
import { HEIGHT, PLACEMENT_SIZE, POINTS, ROOT_POINT, velocityAt } from "../../motion/motion-state.ts";
import type { StandardBody } from "../../motion/standard-body.ts";
import { advance, type DancerState } from "./dancer-state.ts";
import { continueLiveliness, gainsOf, type Pace } from "./liveliness.ts";

/** The range of motion in the training data, which continuations are constrained to. */
export interface MotionLimits extends StandardBody {
  /** Greatest speed of each bone, then of the hips, metres a frame, [19]. */
  readonly maxSpeed: Float32Array;
  /** Lowest and highest of the hips, metres, [2]. */
  readonly hipHeights: Float32Array;
  /** Mean speed of the joints, metres a frame, [1]. */
  readonly meanSpeed: Float32Array;
}

/** The temperature is never raised sooner than this: a look ahead is to be the likeliest motion, not the fastest. */
const EXPECTED_SECONDS = 1.2;
/** Below this share of the expected speed the temperature is raised, */
const SLOW = 0.5;
/** by so much where the partner stands still. */
const ADDED_TEMPERATURE = 1.5;

/**
 * Keeps continuations as lively as the dancer, and from outrunning bodies, leaving the range of motion, sinking below
 * the floor and freezing.
 */
export class Plausibility {
  readonly #limits: MotionLimits;
  readonly #fps: number;

  constructor(limits: MotionLimits, fps: number) {
    this.#limits = limits;
    this.#fps = fps;
  }

  /** The temperature at which the next latent is drawn: higher than asked for when the motion is about to freeze. */
  samplingTemperature(
    { generatedFrames, liveliness: { own, recent } }: DancerState,
    temperature: number,
  ): number {
    if (generatedFrames < EXPECTED_SECONDS * this.#fps) return temperature;
    const expected = Math.max(own.speed, 0.5 * this.#limits.meanSpeed[0]!);
    return temperature + ADDED_TEMPERATURE * Math.max(0, 1 - recent.speed / (SLOW * expected));
  }

  /**
   * The dancer one frame later, in the network's next `state`, which is constrained in place.
   * @param isExpected whether it is the expected path, which is left as calm as it is
   */
  constrain(before: DancerState, state: Float32Array, isExpected: boolean): DancerState {
    const from = before.motionState;
    const meanSpeed = this.#limits.meanSpeed[0]!;
    if (!isExpected) enliven(from, state, gainsOf(before.liveliness, meanSpeed));
    for (let point = 0; point < POINTS; point++) this.#limitSpeed(from, state, point);
    squareSkull(state);
    place(from, state, B.ears, vector(state, 3 * B.ears));
    const [lowest, highest] = this.#limits.hipHeights;
    state[HEIGHT] = Math.min(highest!, Math.max(Math.min(lowest!, from[HEIGHT]!), state[HEIGHT]!));
    const next = advance(before, state, this.#limits);
    const velocities = state.subarray(PLACEMENT_SIZE);
    return { ...next, liveliness: continueLiveliness(before.liveliness, velocities, meanSpeed, this.#fps) };
  }

  /** A bone, or the hips, faster than any in the training data moves only as far as the fastest. */
  #limitSpeed(from: Float32Array, to: Float32Array, point: number): void {
    const at = velocityAt(point);
    const share = this.#limits.maxSpeed[point]! / Math.hypot(to[at]!, to[at + 1]!, to[at + 2]!);
    if (!(share < 1)) return;
    for (let axis = 0; axis < 3; axis++) to[at + axis]! *= share;
    move(from, to, point);
  }
}

/** Every velocity's change is multiplied by one gain, then the velocity by the other. */
function enliven(from: Float32Array, to: Float32Array, { speed, acceleration }: Pace): void {
  for (let at = PLACEMENT_SIZE; at < to.length; at++)
    to[at] = speed * (from[at]! + acceleration * (to[at]! - from[at]!));
  for (let point = 0; point < POINTS; point++) move(from, to, point);
}

/** Moves a point by the velocity that `to` has for it; a bone keeps its length there. */
function move(from: Float32Array, to: Float32Array, point: number): void {
  const at = velocityAt(point);
  if (point === ROOT_POINT) {
    to[HEIGHT] = from[HEIGHT]! + to[at + 1]!;
    return;
  }
  const bone = 3 * point;
  const [x, y, z] = [from[bone]! + to[at]!, from[bone + 1]! + to[at + 1]!, from[bone + 2]! + to[at + 2]!];
  const length = Math.hypot(to[bone]!, to[bone + 1]!, to[bone + 2]!);
  const factor = length / Math.max(Math.hypot(x, y, z), 1e-6);
  place(from, to, point, [factor * x, factor * y, factor * z]);
}

/** Gives a bone of `to` another vector, and the velocity that leads to it. */
function place(from: Float32Array, to: Float32Array, bone: number, now: readonly number[]): void {
  const at = 3 * bone;
  to.set(now, at);
  for (let axis = 0; axis < 3; axis++) to[velocityAt(bone) + axis] = to[at + axis]! - from[at + axis]!;
}

const vector = (state: Float32Array, at: number): number[] => [state[at]!, state[at + 1]!, state[at + 2]!];
