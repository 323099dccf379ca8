import type { ParameterValues } from "../../../shared/commands/parameters.ts";
import type { Music } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import type { PracticePhase } from "../../../shared/practice.ts";
import type { PracticeReference } from "../../coaching/practice/reference.ts";
import { nextBeat, periodOf } from "../music/counting.ts";
import { beatsBefore } from "./count-in.ts";

/** Whoever comes is given so long to take her place. */
const ARRIVING: Seconds = 2;
/** Between two beats of a count-in where nobody knows any. */
const USUAL_BEAT: Seconds = 1;
/** Who is lost from sight for no longer goes on with her pass, under whatever number she is found again. */
const LOST: Seconds = 3;
/** She moves off when she dances for so long after having stood still for so long, in a rest. */
const STOOD: Seconds = 1;
const MOVED: Seconds = 0.6;

/** What is set of a pass before it begins. */
export type PassParameters = Pick<ParameterValues, "practiceSpeed" | "mirror" | "countIn" | "practiceRest">;

/** What a pass depends on at one moment. */
export interface Moment {
  /** Who practises; null while nobody is seen. */
  readonly dancer: number | null;
  /** The stage stands still, or shows something else. */
  readonly stopped: boolean;
  readonly moving: boolean;
  readonly parameters: PassParameters;
  /** At the times at which it is heard; null for none. */
  readonly music: Music | null;
}

/** One time through the reference, as it is danced. */
export interface Pass {
  /** When what is practised begins. */
  readonly startsAt: Seconds;
  readonly speed: number;
  readonly mirrored: boolean;
  /** When the beats of its count-in fall. */
  readonly beats: readonly Seconds[];
}

/**
 * When the reference is danced: it waits for somebody, counts in, dances a pass, lets her rest, and counts in again. All
 * times are those at which it is seen. How fast it is danced, and which way round, is settled when a count-in begins.
 */
export class PracticeClock {
  readonly #reference: PracticeReference;
  #phase: PracticePhase = "waiting";
  #number: number;
  #pass: Pass;
  #at: Seconds = Number.NEGATIVE_INFINITY;
  #dancer: number | null = null;
  /** Since when nobody has been seen; null while somebody is. */
  #lostSince: Seconds | null = null;
  /** Since when she waits to begin. */
  #since: Seconds | null = null;
  /** In a rest: since when she stands still, or did before she moved; and since when she moves, null while she does not. */
  #stillSince: Seconds | null = null;
  #movesSince: Seconds | null = null;

  /** @param number of its first pass. */
  constructor(reference: PracticeReference, number: number) {
    this.#reference = reference;
    this.#number = number;
    this.#pass = { startsAt: 0, speed: 1, mirrored: false, beats: [] };
  }

  get phase(): PracticePhase {
    return this.#phase;
  }

  /** Number of the pass that is next, is danced, or was danced last, in the rest after it. */
  get number(): number {
    return this.#number;
  }

  /** As the pass is danced that has that number; another object for each time through. */
  get pass(): Pass {
    return this.#pass;
  }

  /** When what is practised ends. */
  get endsAt(): Seconds {
    const { begin, end } = this.#reference.stretch;
    return this.#pass.startsAt + (end - begin) / this.#pass.speed;
  }

  /** Seconds of the reference at `t`: before what is practised in a count-in, and at its beginning while nobody is there. */
  position(t: Seconds): Seconds {
    const { begin } = this.#reference.stretch;
    return this.#phase === "waiting" ? begin : begin + (t - this.#pass.startsAt) * this.#pass.speed;
  }

  /** Beats until it begins, as counted at `t`; null outside a count-in. */
  count(t: Seconds): number | null {
    const { beats } = this.#pass;
    if (this.#phase !== "count-in" || beats.length === 0) return null;
    return Math.max(1, Math.min(beats.length, beats.filter((beat) => beat > t).length + 1));
  }

  /** To be called with each frame. At most one phase follows another: none is so short that nobody hears of it. */
  advance(t: Seconds, moment: Moment): void {
    this.#lostSince = moment.dancer === null ? (this.#lostSince ?? t) : null;
    const isLost = this.#lostSince !== null && t - this.#lostSince > LOST;
    const isBroken = moment.stopped || isLost || t < this.#at || this.#isAnother(moment);
    this.#dancer = moment.dancer;
    this.#at = t;
    if (isBroken) this.#wait(t, moment);
    else if (this.#phase === "waiting" && moment.dancer === null) this.#since = null;
    else if (this.#isDue(t, moment)) this.#goOn(t, moment);
    if (moment.dancer !== null) this.#since ??= t;
  }

  /** Somebody else from one frame to the next. */
  #isAnother({ dancer }: Moment): boolean {
    return dancer !== null && this.#dancer !== null && dancer !== this.#dancer;
  }

  /** The pass begins again, with its count-in. */
  restart(t: Seconds, moment: Moment): void {
    if (this.#phase === "count-in" || this.#phase === "pass") this.#countIn(t, moment);
    else this.skipRest(t, moment);
  }

  /** What is left of a rest is spared. */
  skipRest(t: Seconds, moment: Moment): void {
    if (this.#phase === "rest") this.#goOn(t, moment);
  }

  /** A pass that is broken off is danced again under its number. */
  #wait(t: Seconds, { dancer, parameters }: Moment): void {
    if (this.#phase === "rest") this.#number++;
    this.#phase = "waiting";
    this.#since = dancer === null ? null : t;
    this.#pass = this.#passFrom(t, parameters, []);
  }

  #isDue(t: Seconds, moment: Moment): boolean {
    switch (this.#phase) {
      case "waiting":
        return this.#since !== null && t - this.#since >= ARRIVING;
      case "count-in":
        return t >= this.#pass.startsAt;
      case "pass":
        return t >= this.endsAt;
      case "rest":
        return t - this.endsAt >= moment.parameters.practiceRest || this.#movesOff(t, moment.moving);
    }
  }

  #goOn(t: Seconds, moment: Moment): void {
    switch (this.#phase) {
      case "waiting":
        this.#countIn(t, moment);
        return;
      case "count-in":
        this.#phase = "pass";
        return;
      case "pass":
        this.#phase = "rest";
        this.#stillSince = null;
        this.#movesSince = null;
        return;
      case "rest":
        this.#number++;
        this.#countIn(t, moment);
        return;
    }
  }

  #movesOff(t: Seconds, moving: boolean): boolean {
    if (!moving) {
      if (this.#movesSince !== null) this.#stillSince = t;
      this.#stillSince ??= t;
      this.#movesSince = null;
      return false;
    }
    this.#movesSince ??= t;
    const stood = this.#stillSince === null ? 0 : this.#movesSince - this.#stillSince;
    return stood >= STOOD && t - this.#movesSince >= MOVED;
  }

  #countIn(t: Seconds, { parameters, music }: Moment): void {
    const { countIn, practiceSpeed } = parameters;
    const { begin } = this.#reference.stretch;
    const own = beatsBefore(this.#reference, countIn);
    this.#phase = "count-in";
    if (own.length > 0) {
      const startsAt = t + (begin - own[0]!) / practiceSpeed;
      const beats = own.map((beat) => startsAt + (beat - begin) / practiceSpeed);
      this.#pass = this.#passFrom(startsAt, parameters, beats);
      return;
    }
    const [first, apart] = music ? [nextBeat(music, t), periodOf(music)] : [t, USUAL_BEAT];
    const beats = Array.from({ length: countIn }, (_, index) => first + index * apart);
    this.#pass = this.#passFrom(first + countIn * apart, parameters, beats);
  }

  #passFrom(startsAt: Seconds, { practiceSpeed, mirror }: PassParameters, beats: readonly Seconds[]): Pass {
    return { startsAt, speed: practiceSpeed, mirrored: mirror, beats };
  }
}
