import type { Seconds } from "../../../shared/pose.ts";
import { DanceTime } from "./dance-time.ts";
import type { Motion } from "./inertializer.ts";
import { Rollout, type Wanted } from "./rollout.ts";
import type { ObservedFrame } from "./shadow.ts";

/** A passage looks back this far at most, in the dance's own time. */
const LOOK_BACK: Seconds = 0.2;

/** The answers to one phrase, begun in the same moment and danced at the same time, until one of them is chosen. */
export class Answers {
  readonly #fps: number;
  readonly #time: DanceTime;
  #rollouts: readonly Rollout[];
  #motions: readonly Motion[];
  #chosen: number | null = null;

  constructor(t: Seconds, fps: number, { frame, state }: ObservedFrame, count: number, tempo: number) {
    this.#fps = fps;
    this.#time = new DanceTime(t, 0, tempo);
    this.#rollouts = Array.from({ length: count }, () => new Rollout(0, fps, frame, state));
    this.#motions = this.#rollouts.map((rollout) => (moment) => rollout.at(this.#time.at(moment)));
  }

  /** While nothing is chosen, all of them. */
  get motions(): readonly Motion[] {
    return this.#motions;
  }

  get chosen(): number | null {
    return this.#chosen;
  }

  /** The others are forgotten. */
  choose(option: number): void {
    this.#chosen = option;
    this.#rollouts = this.#rollouts.slice(option, option + 1);
    this.#motions = this.#motions.slice(option, option + 1);
  }

  pass(t: Seconds, tempo: number): void {
    this.#time.pass(t, tempo);
    for (const rollout of this.#rollouts) rollout.forget(this.#time.at(t) - LOOK_BACK);
  }

  /** What is needed by the end of the frame at `t`. */
  wanted(t: Seconds): readonly Wanted[] {
    const until = this.#time.at(t + 2 / this.#fps);
    return this.#rollouts.map((rollout) => ({ rollout, until }));
  }
}
