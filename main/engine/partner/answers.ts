import type { Seconds } from "../../../shared/pose.ts";
import type { GeneratorState } from "../../generators/generator.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import type { Motion } from "./inertializer.ts";
import { Rollout, type RolloutRequest } from "./rollout.ts";
import { TempoClock } from "./tempo-clock.ts";

/** So much of what was danced is kept: another generator observes it before it goes on. Time in the dance. */
const KEPT: Seconds = 0.5;

/** The answers to one phrase, which begin together and go on together until one of them is chosen. */
export class Answers {
  readonly #fps: number;
  readonly #clock: TempoClock;
  #rollouts: readonly Rollout[];
  #motions: readonly Motion[];
  #chosen: number | null = null;

  /** @param states after the frame that they go on from: one of each answer. */
  constructor(t: Seconds, fps: number, from: MotionFrame, states: readonly GeneratorState[], tempo: number) {
    this.#fps = fps;
    this.#clock = new TempoClock(t, 0, tempo);
    this.#rollouts = states.map((state) => new Rollout(0, 1 / fps, [from], state));
    this.#motions = this.#rollouts.map((rollout) => this.#motionOf(rollout));
  }

  /** All of them until one is chosen, then that one. */
  get motions(): readonly Motion[] {
    return this.#motions;
  }

  /** Of each motion, as far as it was generated. */
  get states(): readonly GeneratorState[] {
    return this.#rollouts.map(({ state }) => state);
  }

  get chosen(): number | null {
    return this.#chosen;
  }

  choose(option: number): void {
    this.#chosen = option;
    this.#rollouts = this.#rollouts.slice(option, option + 1);
    this.#motions = this.#motions.slice(option, option + 1);
  }

  /** From `t` on all go on from other states, those after what each has danced of late. */
  goOnFrom(t: Seconds, stateAfter: (frames: readonly MotionFrame[]) => GeneratorState): void {
    this.#rollouts = this.#rollouts.map((rollout) => rollout.fork(this.#clock.at(t), stateAfter));
    this.#motions = this.#rollouts.map((rollout) => this.#motionOf(rollout));
  }

  advance(t: Seconds, tempo: number): void {
    this.#clock.advance(t, tempo);
    for (const rollout of this.#rollouts) rollout.forget(this.#clock.at(t) - KEPT);
  }

  /** What is needed by the end of the frame at `t`. */
  requests(t: Seconds): readonly RolloutRequest[] {
    const until = this.#clock.at(t + 2 / this.#fps);
    return this.#rollouts.map((rollout) => ({ rollout, until }));
  }

  #motionOf(rollout: Rollout): Motion {
    return (at) => rollout.at(this.#clock.at(at));
  }
}
