import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { isTurnBased, type Mode, type StageEvent, type Turn } from "../../../shared/stage.ts";

export interface TurnSettings {
  /** How long a dancer holds still to hand over the turn. */
  readonly holdSeconds: Seconds;
  /** An answer is as long as its phrase, within these. */
  readonly answerSeconds: { readonly min: Seconds; readonly max: Seconds };
}

/** What may change from frame to frame. */
export interface TurnRules {
  readonly mode: Mode;
  /** Of every answer; 0 is as long as its phrase. */
  readonly answerLength: Seconds;
  /** Whether holding still hands over. */
  readonly gestures: boolean;
}

/** What changed with an update. */
export type TurnEvent = Exclude<StageEvent["event"], "enter" | "leave">;

/** A shorter movement before a hold is not answered. */
const SHORTEST_PHRASE: Seconds = 0.6;
/** After this the first option is taken: a visitor who walks away must not stop the show. */
export const TIME_TO_CHOOSE: Seconds = 20;

/** A turn that ends by itself: the partner's answer, or the dancer's time to choose. */
interface TimedTurn {
  readonly turn: "answering" | "choosing";
  readonly start: Seconds;
  readonly end: Seconds;
}

/**
 * Whose turn it is between one dancer and her partner, as a state machine. A phrase starts when she moves and ends when
 * she has held still for `holdSeconds`. Its end hands over in answer mode (listening -> answering) and in options mode
 * (listening -> choosing -> answering); the other modes stay listening. After a change of mode a turn that the new mode
 * does not have ends at once.
 */
export class TurnTaking {
  readonly #settings: TurnSettings;
  #rules: TurnRules = { mode: "shadow", answerLength: 0, gestures: true };
  #phraseStart: Seconds | null = null;
  #lastMoved: Seconds = 0;
  /** Length of the last phrase that ended: it is the one that is answered. */
  #lastPhrase: Seconds = 0;
  #timedTurn: TimedTurn | null = null;

  constructor(settings: TurnSettings) {
    this.#settings = settings;
  }

  get turn(): Turn {
    return this.#timedTurn?.turn ?? "listening";
  }

  /** When the dancer last moved. */
  get lastMoved(): Seconds {
    return this.#lastMoved;
  }

  phraseSeconds(t: Seconds): Seconds {
    if (this.#timedTurn) return this.#timedTurn.end - this.#timedTurn.start;
    return this.#phraseStart === null ? 0 : Math.max(0, t - this.#phraseStart);
  }

  /** 0..1: through the answer or the time to choose, or through the longest phrase that can be answered whole. */
  progress(t: Seconds): number {
    if (this.#timedTurn)
      return clamp((t - this.#timedTurn.start) / (this.#timedTurn.end - this.#timedTurn.start));
    return clamp(this.phraseSeconds(t) / this.#settings.answerSeconds.max);
  }

  /** 0..1: how much of the hold that hands over has passed; 0 where holding still has no effect. */
  holding(t: Seconds): number {
    const { mode, gestures } = this.#rules;
    if (this.#timedTurn || this.#phraseStart === null || !gestures || !isTurnBased(mode)) return 0;
    if (this.#lastMoved - this.#phraseStart < SHORTEST_PHRASE) return 0;
    return clamp((t - this.#lastMoved) / this.#settings.holdSeconds);
  }

  update(t: Seconds, moving: boolean, rules: TurnRules): readonly TurnEvent[] {
    this.#rules = rules;
    if (moving) this.#lastMoved = t;
    const events: TurnEvent[] = [];
    if (this.#timedTurn) {
      const { turn, end } = this.#timedTurn;
      const allowed = turn === "choosing" ? rules.mode === "options" : isTurnBased(rules.mode);
      if (allowed && t < end) return events;
      if (allowed && turn === "choosing") return this.choose(t);
      this.#timedTurn = null;
      if (turn === "answering") events.push("answer-end");
    }
    if (this.#phraseStart === null) {
      if (!moving) return events;
      this.#phraseStart = t;
      events.push("phrase-start");
    } else if (t - this.#lastMoved >= this.#settings.holdSeconds) {
      const danced = this.#lastMoved - this.#phraseStart;
      events.push(...this.#endPhrase(danced));
      if (rules.gestures && danced >= SHORTEST_PHRASE) events.push(...this.#handOver(t));
    }
    return events;
  }

  /** Hands over now, whether she moves or not: the phrase being danced is answered, or else the one before. */
  answerNow(t: Seconds): readonly TurnEvent[] {
    if (this.#timedTurn) return this.choose(t);
    if (!isTurnBased(this.#rules.mode)) return [];
    const events = this.#phraseStart === null ? [] : this.#endPhrase(t - this.#phraseStart);
    return [...events, ...this.#handOver(t)];
  }

  /** The dancer has chosen. */
  choose(t: Seconds): readonly TurnEvent[] {
    if (this.turn !== "choosing") return [];
    this.#timedTurn = { turn: "answering", start: t, end: t + this.#answerSeconds() };
    return ["choose", "answer-start"];
  }

  /** Begins again: no phrase, listening. */
  restart(): readonly TurnEvent[] {
    const events: TurnEvent[] = this.turn === "answering" ? ["answer-end"] : [];
    if (this.#phraseStart !== null) events.push(...this.#endPhrase(0));
    this.#timedTurn = null;
    return [...events, "restart"];
  }

  #endPhrase(danced: Seconds): TurnEvent[] {
    this.#phraseStart = null;
    this.#lastPhrase = danced;
    return ["phrase-end"];
  }

  #handOver(t: Seconds): TurnEvent[] {
    const { mode } = this.#rules;
    if (!isTurnBased(mode)) return [];
    const turn = mode === "options" ? "choosing" : "answering";
    this.#timedTurn = {
      turn,
      start: t,
      end: t + (turn === "choosing" ? TIME_TO_CHOOSE : this.#answerSeconds()),
    };
    return [turn === "choosing" ? "choice-start" : "answer-start"];
  }

  #answerSeconds(): Seconds {
    const { min, max } = this.#settings.answerSeconds;
    return this.#rules.answerLength || clamp(this.#lastPhrase, min, max);
  }
}
