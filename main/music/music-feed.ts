import type { Clock } from "../../shared/clock.ts";
import { beatAt, type Music } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";

/** Between two looks at the clock: fifty a second. */
const LOOK: Seconds = 0.02;
/** Beats, and shares of one, below which nothing has changed. */
const SAME_BEAT = 0.002;
const SAME_LEVEL = 0.01;

export interface MusicFeedParts {
  readonly clock: Clock;
  readonly now: (t: Seconds) => Music | null;
  /** What is known of the music has changed, or goes on otherwise than it would by itself. */
  readonly onMusic: (music: Music | null) => void;
}

/** Looks at the clock of the music while there is any, and tells changes alone: even beats need no more words. */
export class MusicFeed {
  readonly #parts: MusicFeedParts;
  #told: Music | null = null;
  #lookedAt: Seconds = Number.NEGATIVE_INFINITY;
  #looking: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: MusicFeedParts) {
    this.#parts = parts;
  }

  /** As it was last told. */
  get told(): Music | null {
    return this.#told;
  }

  /** A source has news; they are told at once, unless others were just now. */
  news(): void {
    if (this.#closed) return;
    this.#looking ??= setInterval(() => this.#look(), 1000 * LOOK);
    if (this.#parts.clock.now() - this.#lookedAt >= LOOK) this.#look();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#looking);
  }

  #look(): void {
    const t = this.#parts.clock.now();
    this.#lookedAt = t;
    const music = this.#parts.now(t);
    if (!goesOn(this.#told, music)) {
      this.#told = music;
      this.#parts.onMusic(music);
    }
    if (music !== null) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }
}

/** Whether `music` is what was to be expected after `told`. */
function goesOn(told: Music | null, music: Music | null): boolean {
  if (told === null || music === null) return told === music;
  const sameLevels = (["confidence", "energy", "onset", "brightness"] as const).every(
    (level) => Math.abs(told[level] - music[level]) < SAME_LEVEL,
  );
  return (
    sameLevels &&
    told.from === music.from &&
    told.beatsPerBar === music.beatsPerBar &&
    told.downbeat === music.downbeat &&
    Math.abs(told.tempo - music.tempo) < SAME_LEVEL &&
    Math.abs(beatAt(told, music.t) - music.beat) < SAME_BEAT
  );
}
