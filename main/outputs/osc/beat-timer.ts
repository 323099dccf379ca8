import type { Clock } from "../../../shared/clock.ts";
import {
  beatAt,
  beatInBar,
  FOLLOWED_CONFIDENCE,
  type Music,
  musicAt,
  timeOfBeat,
} from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** A beat is told up to so early, since timers count whole milliseconds. */
const EARLY: Seconds = 0.001;
/** Beats by which one may be late and still be told, so that they can be counted: later it would be taken for the next. */
const LATE = 0.45;
/** Beats come no closer than this, whatever tempo is claimed. */
const CLOSEST: Seconds = 0.1;
/** Nothing new was heard for so long: nobody knows any more where the beats are. */
const FORGOTTEN: Seconds = 4;

/** A beat as it falls. */
export interface Beat {
  /** Which of its bar, from 1. */
  readonly beat: number;
  /** Of the bar that it begins, how many were told with it, whatever the music comes from; null where it begins none. */
  readonly bar: number | null;
  /** The music on the beat. */
  readonly music: Music;
}

/** Calls `action` once after so many seconds, unless the returned function is called before. */
export type After = (seconds: Seconds, action: () => void) => () => void;

export interface BeatTimerOptions {
  readonly clock: Clock;
  readonly after: After;
  readonly onBeat: (beat: Beat) => void;
}

/**
 * Tells each beat when it falls, by the clock, instead of with the first frame after it. A beat is told once, though the
 * music may be put right or come from elsewhere meanwhile: the next is at least half a beat after the last.
 */
export class BeatTimer {
  readonly #options: BeatTimerOptions;
  #toldAt: Seconds = Number.NEGATIVE_INFINITY;
  #isFollowing = false;
  #bars = 0;
  #cancel = () => {};

  constructor(options: BeatTimerOptions) {
    this.#options = options;
  }

  /** What is known of the music now; null for nothing. Less sure beats than anybody dances to are not told. */
  follow(music: Music | null): void {
    this.#cancel();
    const wasFollowing = this.#isFollowing;
    this.#isFollowing = music !== null && music.confidence >= FOLLOWED_CONFIDENCE;
    if (music === null || !this.#isFollowing) return;
    // What fell before anything was known is not late.
    if (!wasFollowing) this.#toldAt = Math.max(this.#toldAt, this.#options.clock.now() - restOf(music));
    this.#wait(music);
  }

  close(): void {
    this.#cancel();
  }

  #wait(music: Music): void {
    const { clock, after } = this.#options;
    let now = clock.now();
    let next = this.#next(music, now);
    if (timeOfBeat(music, next) <= now + EARLY) {
      this.#tell(musicAt(music, timeOfBeat(music, next)), next, now);
      now = clock.now();
      next = this.#next(music, now);
    }
    const due = timeOfBeat(music, next);
    if (due - music.t < FORGOTTEN) this.#cancel = after(due - now, () => this.#wait(music));
  }

  /** The beat to be told next: a whole number. */
  #next(music: Music, now: Seconds): number {
    const afterLast = Math.ceil(beatAt(music, this.#toldAt + restOf(music)));
    return Math.max(afterLast, Math.ceil(beatAt(music, now) - LATE));
  }

  #tell(music: Music, count: number, now: Seconds): void {
    this.#toldAt = now;
    const beat = beatInBar(music, count);
    const bar = beat === 1 ? ++this.#bars : null;
    this.#options.onBeat({ beat, bar, music: { ...music, beat: count } });
  }
}

/** After a beat none is told for so long. */
const restOf = ({ tempo }: Music): Seconds => Math.max(30 / tempo, CLOSEST);
