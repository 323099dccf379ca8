import type { Seconds } from "../../../shared/pose.ts";
import { frameOf, ROW, writeRow } from "../../motion/clip.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";

/** A motion that is known at every moment. */
export type Motion = (t: Seconds) => MotionFrame;

/** Half of what separates two motions is gone after this long, */
const HALF_LIFE: Seconds = 0.12;
/** or later, where the joints would have to be pulled harder than this on average, metres a second squared: */
const GENTLE = 10;
/** but never later than this. */
const LONGEST_HALF_LIFE: Seconds = 0.6;
/** A body that stands elsewhere walks over there, metres a second, instead of sliding. */
const WALK = 0.8;
/** Speeds are taken over this long. */
const STEP: Seconds = 1 / 60;

/** What is left of the way between two motions: a critically damped spring, so that neither place nor speed jumps. */
interface Offset {
  readonly since: Seconds;
  readonly place: Float64Array;
  readonly speed: Float64Array;
  /** Of the body's joints, and of the hips' place in the room. */
  readonly halfLife: { readonly body: Seconds; readonly root: Seconds };
}

/**
 * Goes over from one motion to another without a jump, at any moment, also in the middle of an earlier passage.
 * The new motion is danced at once, plus what separated it from the old one in place and speed, which dies away
 * (inertialization: Bollo, "Inertialization: High-Performance Animation Transitions in Gears of War", GDC 2018).
 */
export class Inertializer {
  #motion: Motion | null = null;
  #offset: Offset | null = null;

  /** From now on `motion`; the first one is taken as it is. */
  transitionTo(t: Seconds, motion: Motion): void {
    const old = this.#motion;
    this.#motion = motion;
    if (!old) return;
    const [shown, before] = [this.#shown(old, t), this.#shown(old, t - STEP)];
    const [next, after] = [flat(motion(t)), flat(motion(t + STEP))];
    const place = shown.map((value, index) => value - next[index]!);
    const speed = shown.map(
      (value, index) => (value - before[index]! - (after[index]! - next[index]!)) / STEP,
    );
    const body = gentleHalfLife(place, speed);
    const way = Math.hypot(place.at(-3)!, place.at(-1)!);
    this.#offset = {
      since: t,
      place,
      speed,
      halfLife: { body, root: Math.max(body, way / WALK / 2) },
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
    const { since, place, speed, halfLife } = this.#offset;
    const passed = Math.max(0, t - since);
    const root = values.length - 3;
    for (let index = 0; index < values.length; index++) {
      values[index]! += decayed(
        place[index]!,
        speed[index]!,
        passed,
        index < root ? halfLife.body : halfLife.root,
      );
    }
    return values;
  }
}

/**
 * The half-life at which the spring's first pull, rate^2 x place + 2 x rate x speed, is a gentle one for the body's
 * joints on average.
 */
function gentleHalfLife(place: Float64Array, speed: Float64Array): Seconds {
  const [x, v] = [meanLength(place), meanLength(speed)];
  const rate = GENTLE / Math.max(1e-9, v + Math.sqrt(v * v + GENTLE * x));
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

/** A critically damped spring without a target, `passed` seconds after it was at `place` with `speed`. */
function decayed(place: number, speed: number, passed: Seconds, halfLife: Seconds): number {
  const rate = (2 * Math.LN2) / halfLife;
  return (place + (speed + place * rate) * passed) * Math.exp(-rate * passed);
}

/** The numbers of a frame, as in a row of a clip. */
function flat(frame: MotionFrame): Float64Array {
  const values = new Float64Array(ROW);
  writeRow(frame, values);
  return values;
}
