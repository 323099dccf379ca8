import type { Seconds } from "../../../shared/pose.ts";
import { frameOf, ROW, writeRow } from "../../motion/clip.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";

/** A motion that is known at every moment. */
export type Motion = (t: Seconds) => MotionFrame;

/** The offset between two motions has this half-life, */
const HALF_LIFE: Seconds = 0.12;
/** or a longer one, where the joints would be accelerated by more than this on average, metres a second squared, */
const MAX_ACCELERATION = 10;
/** but none longer than this. */
const LONGEST_HALF_LIFE: Seconds = 0.6;
/** Speed at which a body that stands elsewhere is moved there, metres a second: that of a walk. */
const WALK = 0.8;
/** Velocities are taken over this long. */
const STEP: Seconds = 1 / 60;

/** What the old motion is from the new one; it decays as a critically damped spring does. */
interface Offset {
  readonly since: Seconds;
  readonly position: Float64Array;
  readonly velocity: Float64Array;
  /** Of the body's joints, and of the hips in the room. */
  readonly halfLife: { readonly body: Seconds; readonly root: Seconds };
}

/**
 * Transitions from one motion to another without a jump in position or velocity, also in the middle of an earlier
 * transition: the new motion at once, plus its offset from the old one, which decays (Bollo, "Inertialization:
 * High-Performance Animation Transitions in Gears of War", GDC 2018).
 */
export class Inertializer {
  #motion: Motion | null = null;
  #offset: Offset | null = null;

  /** From `t` on `motion`; there is nothing to transition from before the first. */
  transitionTo(t: Seconds, motion: Motion): void {
    const old = this.#motion;
    this.#motion = motion;
    if (!old) return;
    const [shown, before] = [this.#shown(old, t), this.#shown(old, t - STEP)];
    const [next, after] = [flat(motion(t)), flat(motion(t + STEP))];
    const position = shown.map((value, index) => value - next[index]!);
    const velocity = shown.map(
      (value, index) => (value - before[index]! - (after[index]! - next[index]!)) / STEP,
    );
    const body = halfLifeFor(position, velocity);
    const distance = Math.hypot(position.at(-3)!, position.at(-1)!);
    this.#offset = {
      since: t,
      position,
      velocity,
      halfLife: { body, root: Math.max(body, distance / WALK / 2) },
    };
  }

  /** What is shown at `t`; null before the first motion. */
  at(t: Seconds): MotionFrame | null {
    if (!this.#motion) return null;
    return this.#offset ? frameOf(this.#shown(this.#motion, t)) : this.#motion(t);
  }

  reset(): void {
    this.#motion = null;
    this.#offset = null;
  }

  #shown(motion: Motion, t: Seconds): Float64Array {
    const values = flat(motion(t));
    if (!this.#offset) return values;
    const { since, position, velocity, halfLife } = this.#offset;
    const passed = Math.max(0, t - since);
    const root = values.length - 3;
    for (let index = 0; index < values.length; index++) {
      values[index]! += decayed(
        position[index]!,
        velocity[index]!,
        passed,
        index < root ? halfLife.body : halfLife.root,
      );
    }
    return values;
  }
}

/**
 * The half-life at which the spring's first acceleration, rate^2 x position + 2 x rate x velocity, is MAX_ACCELERATION,
 * mean over the joints.
 */
function halfLifeFor(position: Float64Array, velocity: Float64Array): Seconds {
  const [x, v] = [meanLength(position), meanLength(velocity)];
  const rate = MAX_ACCELERATION / Math.max(1e-9, v + Math.sqrt(v * v + MAX_ACCELERATION * x));
  return Math.min(LONGEST_HALF_LIFE, Math.max(HALF_LIFE, (2 * Math.LN2) / rate));
}

/** Of the vectors of all joints and the root. */
function meanLength(vectors: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < vectors.length; at += 3) {
    sum += Math.hypot(vectors[at]!, vectors[at + 1]!, vectors[at + 2]!);
  }
  return (3 * sum) / vectors.length;
}

/** A critically damped spring towards 0, `passed` seconds after it was at `position` with `velocity`. */
function decayed(position: number, velocity: number, passed: Seconds, halfLife: Seconds): number {
  const rate = (2 * Math.LN2) / halfLife;
  return (position + (velocity + position * rate) * passed) * Math.exp(-rate * passed);
}

/** The numbers of a frame, as in a row of a clip. */
function flat(frame: MotionFrame): Float64Array {
  const values = new Float64Array(ROW);
  writeRow(frame, values);
  return values;
}
