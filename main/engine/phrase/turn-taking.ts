import type { Seconds } from "../../../shared/pose.ts";
import type { Mode, Turn } from "../../../shared/stage.ts";

export interface TurnSettings {
  /** How long a dancer holds still to hand over. */
  readonly holdSeconds: Seconds;
  /** An answer is as long as its phrase, within these. */
  readonly answerSeconds: { readonly min: Seconds; readonly max: Seconds };
}

/** What changed with an update. */
export type TurnEvent = "phrase-start" | "phrase-end" | "answer-start" | "answer-end";

/** Less movement than this before a hold is a shuffle, not a phrase. */
const SHORTEST_PHRASE: Seconds = 0.6;

/**
 * Whose turn it is between one dancer and her partner. A phrase starts when she moves and ends when she has held
 * still for `holdSeconds`; in answer mode its end hands over, and when the answer is over the partner listens again.
 */
export class TurnTaking {
  readonly #settings: TurnSettings;
  #phraseStart: Seconds | null = null;
  #lastMoved: Seconds = 0;
  /** Length of the phrase before this one: what a key answers while she stands. */
  #lastPhrase: Seconds = 0;
  #answer: { readonly start: Seconds; readonly end: Seconds } | null = null;

  constructor(settings: TurnSettings) {
    this.#settings = settings;
  }

  get turn(): Turn {
    return this.#answer ? "answering" : "listening";
  }

  /** When the dancer came to rest, or last moved. */
  get lastMoved(): Seconds {
    return this.#lastMoved;
  }

  phraseSeconds(t: Seconds): Seconds {
    if (this.#answer) return this.#answer.end - this.#answer.start;
    return this.#phraseStart === null ? 0 : Math.max(0, t - this.#phraseStart);
  }

  /** 0..1: through the answer, or through the longest phrase that can be answered whole. */
  progress(t: Seconds): number {
    if (this.#answer) return clamp01((t - this.#answer.start) / (this.#answer.end - this.#answer.start));
    return clamp01(this.phraseSeconds(t) / this.#settings.answerSeconds.max);
  }

  update(t: Seconds, moving: boolean, mode: Mode): readonly TurnEvent[] {
    const events: TurnEvent[] = [];
    if (moving) this.#lastMoved = t;
    if (this.#answer) {
      if (t < this.#answer.end && mode === "answer") return events;
      this.#answer = null;
      events.push("answer-end");
    }
    if (this.#phraseStart === null) {
      if (!moving) return events;
      this.#phraseStart = t;
      events.push("phrase-start");
    } else if (t - this.#lastMoved >= this.#settings.holdSeconds) {
      const danced = this.#lastMoved - this.#phraseStart;
      events.push(...this.#endPhrase(danced));
      if (mode === "answer" && danced >= SHORTEST_PHRASE) events.push(this.#begin(t, danced));
    }
    return events;
  }

  /** Hands over now, whatever she does: to the phrase being danced, or else to the one before. */
  answerNow(t: Seconds): readonly TurnEvent[] {
    if (this.#answer) return [];
    const danced = this.#phraseStart === null ? this.#lastPhrase : t - this.#phraseStart;
    const events = this.#phraseStart === null ? [] : this.#endPhrase(danced);
    return [...events, this.#begin(t, danced)];
  }

  #endPhrase(danced: Seconds): TurnEvent[] {
    this.#phraseStart = null;
    this.#lastPhrase = danced;
    return ["phrase-end"];
  }

  #begin(t: Seconds, danced: Seconds): TurnEvent {
    const { min, max } = this.#settings.answerSeconds;
    this.#answer = { start: t, end: t + Math.min(max, Math.max(min, danced)) };
    return "answer-start";
  }
}

const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));
