import type { Music } from "../../../shared/music.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { isTurnBased, type Mode, type StageEvent, type Turn } from "../../../shared/stage.ts";
import { nearestBeat, nextBeat, periodOf, wholeBeats } from "../music/counting.ts";

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
  /** On whose beats turns begin and answers end; null for none. */
  readonly music: Music | null;
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
 *
 * To music the next turn begins on the next beat. It does not wait for a bar: that would be up to four beats of nothing,
 * and where a bar begins is often a guess.
 */
export class TurnTaking {
  readonly #settings: TurnSettings;
  #rules: TurnRules = { mode: "shadow", answerLength: 0, gestures: true, music: null };
  #phraseStart: Seconds | null = null;
  #lastMoved: Seconds = 0;
  /** Length of the last phrase that ended: it is the one that is answered. */
  #lastPhrase: Seconds = 0;
  #timedTurn: TimedTurn | null = null;
  /** When the turn begins that was handed over; null where none was. */
  #comes: Seconds | null = null;

  constructor(settings: TurnSettings) {
    this.#settings = settings;
  }

  get turn(): Turn {
    return this.#timedTurn?.turn ?? "listening";
  }

  /** When the turn begins that was handed over; null where none was. */
  get comes(): Seconds | null {
    return this.#comes;
  }

  /** When the turn began that ends by itself; null while there is none. */
  get began(): Seconds | null {
    return this.#timedTurn?.start ?? null;
  }

  /** When the dancer last moved. */
  get lastMoved(): Seconds {
    return this.#lastMoved;
  }

  phraseSeconds(t: Seconds): Seconds {
    if (this.#timedTurn) return this.#timedTurn.end - this.#timedTurn.start;
    if (this.#comes !== null) return this.#lastPhrase;
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
    if (this.#timedTurn || !gestures || !isTurnBased(mode)) return 0;
    if (this.#comes !== null) return 1;
    if (this.#phraseStart === null) return 0;
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
      if (allowed && this.#comes !== null) return this.#begin(t);
      if (allowed && t < (turn === "answering" ? this.#onBeat(end) : end)) return events;
      if (allowed && turn === "choosing") return this.choose(t);
      this.#timedTurn = null;
      this.#comes = null;
      if (turn === "answering") events.push("answer-end");
    } else if (this.#comes !== null) {
      if (isTurnBased(rules.mode)) return this.#begin(t);
      this.#comes = null;
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
    if (this.#comes !== null || !isTurnBased(this.#rules.mode)) return [];
    const events = this.#phraseStart === null ? [] : this.#endPhrase(t - this.#phraseStart);
    return [...events, ...this.#handOver(t)];
  }

  /** The dancer has chosen. */
  choose(t: Seconds): readonly TurnEvent[] {
    return this.turn === "choosing" && this.#comes === null ? this.#comeOn(t) : [];
  }

  /** Begins again: no phrase, listening. */
  restart(): readonly TurnEvent[] {
    const events: TurnEvent[] = this.turn === "answering" ? ["answer-end"] : [];
    if (this.#phraseStart !== null) events.push(...this.#endPhrase(0));
    this.#timedTurn = null;
    this.#comes = null;
    return [...events, "restart"];
  }

  #endPhrase(danced: Seconds): TurnEvent[] {
    this.#phraseStart = null;
    this.#lastPhrase = danced;
    return ["phrase-end"];
  }

  #handOver(t: Seconds): readonly TurnEvent[] {
    return isTurnBased(this.#rules.mode) ? this.#comeOn(t) : [];
  }

  /** The next turn begins now, or on the next beat. */
  #comeOn(t: Seconds): readonly TurnEvent[] {
    const { music } = this.#rules;
    this.#comes = music ? nextBeat(music, t) : t;
    return this.#begin(t);
  }

  /** Begins the turn that comes, if it is time. */
  #begin(t: Seconds): readonly TurnEvent[] {
    const start = this.#onBeat(this.#comes!);
    if (t < start) return [];
    this.#comes = null;
    const isChosen = this.#timedTurn !== null;
    const turn = this.#rules.mode === "options" && !isChosen ? "choosing" : "answering";
    const seconds = turn === "choosing" ? TIME_TO_CHOOSE : this.#answerSeconds();
    this.#timedTurn = { turn, start, end: start + seconds };
    if (isChosen) return ["choose", "answer-start"];
    return [turn === "choosing" ? "choice-start" : "answer-start"];
  }

  /** The beat that a moment was meant to be on: it may have moved since. */
  #onBeat(t: Seconds): Seconds {
    const { music } = this.#rules;
    return music ? nearestBeat(music, t) : t;
  }

  #answerSeconds(): Seconds {
    const { min, max } = this.#settings.answerSeconds;
    const { answerLength, music } = this.#rules;
    const seconds = answerLength || clamp(this.#lastPhrase, min, max);
    if (!music) return seconds;
    const beats = answerLength ? wholeBeats(seconds, music) : wholeBeats(seconds, music, min, max);
    return beats * periodOf(music);
  }
}
