import type { Seconds } from "../../../shared/pose.ts";
import { frameOf, ROW, writeRow } from "../../motion/clip.ts";
import { decayed, halfLifeFor } from "../../motion/inertialization.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";

/** A motion that is known at every moment. */
export type Motion = (t: Seconds) => MotionFrame;

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

/** Transitions from one motion to another, also in the middle of an earlier transition: see inertialization.ts. */
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

/** The numbers of a frame, as in a row of a clip. */
function flat(frame: MotionFrame): Float64Array {
  const values = new Float64Array(ROW);
  writeRow(frame, values);
  return values;
}
