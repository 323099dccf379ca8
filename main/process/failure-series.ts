import type { Seconds } from "../../shared/pose.ts";
import type { EngineInstance } from "./engine-instance.ts";

/** An engine that danced, or stood by, for so long is sound: what went wrong before is forgiven. */
const SOUND_AFTER: Seconds = 2;

/** Sentences for the operator. */
export interface SeriesWords {
  /** @param what "does not start" or "does not last"; @param why in the engine's words, or how it ended. */
  readonly begins: (what: string, why: string) => string;
  readonly over: string;
}

/**
 * Engines that end one after the other before they are sound, whatever the reason: each end is counted, so that the next
 * start can wait longer, and the operator is told once that it began and once that it is over.
 */
export class FailureSeries {
  readonly #words: SeriesWords;
  readonly #tell: (line: string) => void;
  #count = 0;
  #told = false;

  constructor(words: SeriesWords, tell: (line: string) => void) {
    this.#words = words;
    this.#tell = tell;
  }

  /**
   * An engine has ended.
   * @returns how many have in a row; 1 after one that was sound, and then nothing is told.
   */
  count(engine: EngineInstance, how: string, now: Seconds): number {
    this.check(engine, now);
    this.#count++;
    const isSeries = !engine.ready || this.#count > 1;
    if (isSeries && !this.#told) {
      this.#told = true;
      this.#tell(
        this.#words.begins(engine.ready ? "does not last" : "does not start", engine.failure ?? how),
      );
    }
    return this.#count;
  }

  /** Looks whether the series is over. */
  check(engine: EngineInstance | null, now: Seconds): void {
    if (!engine || engine.readyFor(now) < SOUND_AFTER) return;
    this.#count = 0;
    if (this.#told) this.#tell(this.#words.over);
    this.#told = false;
  }
}
