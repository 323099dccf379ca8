import type { Seconds } from "../../../shared/pose.ts";
import { frameAt, type TimedFrame } from "../../motion/interpolation.ts";
import type { PhraseMemory } from "../phrase/phrase-memory.ts";
import { DanceTime } from "./dance-time.ts";
import type { Motion } from "./inertializer.ts";

export interface EchoSettings {
  /** How long after her. */
  readonly echoDelay: Seconds;
  /** How many phrases ago; 0 is the one she dances. */
  readonly echoRecall: number;
  readonly tempo: number;
}

/** An echo that is slower than she may fall back so much further before it leaves something out. */
const LAG: Seconds = 4;
/** One that is faster repeats itself before it would catch up with her. */
const NEAREST: Seconds = 0.1;

interface Played {
  readonly motion: Motion;
  readonly time: DanceTime;
  /** Where the phrase from earlier ends; null for the delayed present. */
  readonly end: Seconds | null;
  readonly delay: Seconds;
  readonly recall: number;
}

/** Her own dance comes back: some time later, at another tempo, or from earlier in the session, phrase by phrase. */
export class Echo {
  readonly #recollection: PhraseMemory;
  #played: Played | null = null;

  constructor(recollection: PhraseMemory) {
    this.#recollection = recollection;
  }

  /** What is danced from `t` on; another motion each time it begins elsewhere in the memory. Null while there is no memory of it. */
  motion(t: Seconds, settings: EchoSettings): Motion | null {
    const [oldest] = this.#recollection.recent;
    const reachesBack = oldest !== undefined && oldest.t <= t - settings.echoDelay;
    if (!reachesBack && !this.#recalled(settings)) {
      this.#played = null;
      return null;
    }
    this.#played?.time.pass(t, settings.tempo);
    if (!this.#played || this.#isOver(this.#played, t, settings)) this.#played = this.#begin(t, settings);
    return this.#played.motion;
  }

  reset(): void {
    this.#played = null;
  }

  /** The phrase from earlier that is to be danced; null where it is to be the present, or nothing else is known. */
  #recalled({ echoRecall }: Pick<EchoSettings, "echoRecall">): readonly TimedFrame[] | null {
    return echoRecall > 0 ? this.#recollection.phrase(echoRecall) : null;
  }

  #isOver({ time, end, delay, recall }: Played, t: Seconds, settings: EchoSettings): boolean {
    if (recall !== settings.echoRecall) return true;
    if (end !== null) return time.at(t) >= end;
    // The first phrase has ended that can be recalled.
    if (this.#recalled(settings)) return true;
    const behind = t - time.at(t);
    return delay !== settings.echoDelay || behind > delay + LAG || behind < NEAREST;
  }

  #begin(t: Seconds, { echoDelay, echoRecall, tempo }: EchoSettings): Played {
    const phrase = this.#recalled({ echoRecall });
    const frames = phrase ?? this.#recollection.recent;
    const time = new DanceTime(t, phrase ? phrase[0]!.t : t - echoDelay, tempo);
    return {
      motion: (moment) => frameAt(frames, time.at(moment)),
      time,
      end: phrase ? phrase.at(-1)!.t : null,
      ...{ delay: echoDelay, recall: echoRecall },
    };
  }
}
