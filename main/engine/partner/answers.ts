import type { Music } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { GeneratorState } from "../../generators/generator.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { nextBeat, periodOf } from "../music/counting.ts";
import { heardAt } from "../music/hearing.ts";
import { rateOntoBeats } from "../music/onto-beats.ts";
import type { Motion } from "./inertializer.ts";
import { Rollout, type RolloutRequest } from "./rollout.ts";
import { TempoClock } from "./tempo-clock.ts";

/** So much of what was danced is kept: another generator observes it before it goes on. Time in the dance. */
const KEPT: Seconds = 0.5;
/** To music it is known so long before what will be danced, so that its beats can fall on the music's: */
const AHEAD: Seconds = 1;
/** that grows by so many frames at once, so that none of the stage's is late for it. */
const GROWS = 3;

/** The answers to one phrase, which begin together and go on together until one of them is chosen. */
export class Answers {
  readonly #fps: number;
  readonly #clock: TempoClock;
  readonly #kept: Seconds;
  #rollouts: readonly Rollout[];
  #motions: readonly Motion[];
  #chosen: number | null = null;
  #music: Music | null = null;

  /**
   * @param states after the frame that they go on from: one of each answer.
   * @param kept how much of what was danced is kept
   */
  constructor(
    t: Seconds,
    fps: number,
    from: MotionFrame,
    states: readonly GeneratorState[],
    tempo: number,
    kept = KEPT,
  ) {
    this.#fps = fps;
    this.#kept = kept;
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

  /** Time in the dance at `t`. */
  at(t: Seconds): Seconds {
    return this.#clock.at(t);
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

  /** They are to be danced in another manner from `t` on: what was generated further ahead is no more. */
  takeBack(t: Seconds): void {
    for (const rollout of this.#rollouts) rollout.takeBack(this.#clock.at(t + 2 / this.#fps));
  }

  /** @param music that they dance to from `t` on; null for none. */
  advance(t: Seconds, tempo: number, music: Music | null = null): void {
    this.#music = music;
    this.#clock.advance(t, tempo, music ? this.#ontoBeats(t, music) : 1);
    for (const rollout of this.#rollouts) rollout.forget(this.#clock.at(t) - this.#kept);
  }

  /** What is needed by the end of the frame at `t`. */
  requests(t: Seconds): readonly RolloutRequest[] {
    const until = this.#clock.at(t + 2 / this.#fps);
    const music = this.#music;
    if (!music) return this.#rollouts.map((rollout) => ({ rollout, until }));
    const { tempo } = this.#clock;
    const hears = (at: Seconds) => heardAt(music, this.#clock.when(at), tempo);
    return this.#rollouts.map((rollout) => {
      const ahead = Math.min(this.#clock.at(t) + AHEAD * tempo, rollout.end + GROWS / this.#fps);
      return { rollout, hears, until: this.#dancesAlone ? Math.max(until, ahead) : until };
    });
  }

  /** Options that go on together share their time: only one alone can go after its own beats. */
  get #dancesAlone(): boolean {
    return this.#rollouts.length === 1;
  }

  #ontoBeats(t: Seconds, music: Music): number {
    const now = this.#clock.at(t);
    // Until they begin their time is the stage's.
    if (!this.#dancesAlone || now < 0) return 1;
    const leads = this.#rollouts[0]!.beatsAfter(now).map((own) => (own - now) / this.#clock.tempo);
    return rateOntoBeats(leads, nextBeat(music, t) - t, periodOf(music));
  }

  #motionOf(rollout: Rollout): Motion {
    return (at) => rollout.at(this.#clock.at(at));
  }
}
