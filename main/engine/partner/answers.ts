import type { Seconds } from "../../../shared/pose.ts";
import type { Motion } from "./inertializer.ts";
import { Rollout, type RolloutRequest } from "./rollout.ts";
import type { ObservedFrame } from "./shadow.ts";
import { TempoClock } from "./tempo-clock.ts";

/** The inertializer reads a motion this far back at most, time in the dance. */
const LOOK_BACK: Seconds = 0.2;

/** The answers to one phrase, which begin together and go on together until one of them is chosen. */
export class Answers {
  readonly #fps: number;
  readonly #clock: TempoClock;
  #rollouts: readonly Rollout[];
  #motions: readonly Motion[];
  #chosen: number | null = null;

  constructor(t: Seconds, fps: number, { frame, state }: ObservedFrame, count: number, tempo: number) {
    this.#fps = fps;
    this.#clock = new TempoClock(t, 0, tempo);
    this.#rollouts = Array.from({ length: count }, () => new Rollout(0, fps, frame, state));
    this.#motions = this.#rollouts.map((rollout) => (at) => rollout.at(this.#clock.at(at)));
  }

  /** All of them until one is chosen, then that one. */
  get motions(): readonly Motion[] {
    return this.#motions;
  }

  get chosen(): number | null {
    return this.#chosen;
  }

  choose(option: number): void {
    this.#chosen = option;
    this.#rollouts = this.#rollouts.slice(option, option + 1);
    this.#motions = this.#motions.slice(option, option + 1);
  }

  advance(t: Seconds, tempo: number): void {
    this.#clock.advance(t, tempo);
    for (const rollout of this.#rollouts) rollout.forget(this.#clock.at(t) - LOOK_BACK);
  }

  /** What is needed by the end of the frame at `t`. */
  requests(t: Seconds): readonly RolloutRequest[] {
    const until = this.#clock.at(t + 2 / this.#fps);
    return this.#rollouts.map((rollout) => ({ rollout, until }));
  }
}
