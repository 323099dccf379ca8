import {
  beatAt,
  FOLLOWED_CONFIDENCE,
  type Music,
  type MusicSource,
  type SaidOfMusic,
} from "../../shared/music.ts";
import { clamp } from "../../shared/numbers.ts";
import type { Seconds } from "../../shared/pose.ts";

/** Without news for so long a source is lost. A tap says nothing of what comes a minute later. */
export const LOST_AFTER: Readonly<Record<MusicSource, Seconds>> = {
  midi: 1,
  timecode: 1,
  osc: 2,
  taps: 60,
  sound: 2,
};
/** Where nothing takes over, a lost clock goes on by itself, and is believed less and less for so long. */
const FREE: Seconds = 8;
/** Beats made up for in each beat where two clocks differ: the largest difference, half a beat, is gone after one. */
const CATCH_UP = 0.5;
/** Beats: a tap so soon after a beat that was counted is that beat. */
const JUST_NOW = 0.25;
/** Beats by which a source may differ from what is counted before its own count counts as begun anew. */
const SAME_COUNT = 0.75;

const NAMES: Readonly<Record<MusicSource, string>> = {
  midi: "the MIDI clock",
  timecode: "the timecode",
  osc: "the clock by OSC",
  taps: "the tapped beat",
  sound: "the beat of the sound",
};

interface Source {
  said: SaidOfMusic;
  /** Its beat is to be taken over as it is, without a glide. */
  atOnce: boolean;
  /** Since when it is lost; null while it is not. */
  lostAt: Seconds | null;
}

/** How the beats of the clock that leads are counted. */
interface Count {
  readonly from: MusicSource;
  readonly said: SaidOfMusic;
  /** Whole beats added to its own, so that the count goes on from one clock to the next. */
  readonly shift: number;
  /** Beats added at `t`, which are made up for from then on. */
  readonly slack: number;
  readonly t: Seconds;
}

export interface MusicClockParts {
  /** The most trusted first; who is not in it sets no beat. */
  readonly trust: readonly MusicSource[];
  readonly tellOperator: (line: string) => void;
  /** Called when a source said something: `now` may be another from here on. */
  readonly onNews?: () => void;
}

/**
 * The one clock of everybody who needs the beat. Each source says what it knows when it knows it; the most trusted of
 * those that are there and sure leads. Beats are counted on from one source to the next and never go back: where two
 * differ, the difference is made up for within a beat. A beat that comes at once, by a tap or a start, is counted at once.
 */
export class MusicClock {
  readonly #parts: MusicClockParts;
  readonly #sources = new Map<MusicSource, Source>();
  #count: Count | null = null;

  constructor(parts: MusicClockParts) {
    this.#parts = parts;
  }

  /**
   * News of a source.
   * @param said as it is at `said.t`.
   * @param atOnce the beat is there, wherever it was thought to be: a tap, a start.
   */
  heard(from: MusicSource, said: SaidOfMusic, atOnce = false): void {
    const before = this.#sources.get(from);
    if (before?.lostAt != null && this.#parts.trust.includes(from))
      this.#parts.tellOperator(`${NAMES[from]} is back`);
    this.#sources.set(from, { said, atOnce: atOnce || before?.atOnce === true, lostAt: null });
    this.#parts.onNews?.();
  }

  /** A source knows itself that nothing more will come. @param why in words */
  lost(from: MusicSource, t: Seconds, why: string): void {
    const source = this.#sources.get(from);
    if (source && source.lostAt === null) this.#lose(from, source, t, why);
    this.#parts.onNews?.();
  }

  /** A source was switched off by somebody who knows that. */
  forget(from: MusicSource): void {
    this.#sources.delete(from);
    this.#parts.onNews?.();
  }

  /** What is known of the music at `t`, which never goes back; null for nothing. */
  now(t: Seconds): Music | null {
    for (const [from, source] of this.#sources) {
      const silent = t - source.said.t;
      if (source.lostAt === null && silent > LOST_AFTER[from])
        this.#lose(from, source, t, `nothing came for ${LOST_AFTER[from]} s`);
    }
    const from = this.#leader(t);
    if (from === null) {
      this.#count = null;
      return null;
    }
    const source = this.#sources.get(from)!;
    this.#count = countOf(from, source, this.#count, t);
    for (const each of this.#sources.values()) each.atOnce = false;
    const { said, shift } = this.#count;
    return {
      ...{ from, t, tempo: said.tempo, beatsPerBar: said.beatsPerBar },
      beat: countedAt(this.#count, t),
      downbeat: said.downbeat + shift,
      confidence: sureness(source, t),
      ...this.#levels(),
    };
  }

  /** The most trusted of those who are there and sure; without one whoever is surest. */
  #leader(t: Seconds, without: MusicSource | null = null): MusicSource | null {
    const there = this.#parts.trust.filter((from) => from !== without && this.#sources.has(from));
    const surenessOf = (from: MusicSource) => sureness(this.#sources.get(from)!, t);
    const sure = there.find(
      (from) => this.#sources.get(from)!.lostAt === null && surenessOf(from) >= FOLLOWED_CONFIDENCE,
    );
    if (sure !== undefined) return sure;
    const surest = there.toSorted((a, b) => surenessOf(b) - surenessOf(a))[0];
    return surest !== undefined && (surenessOf(surest) > 0 || this.#sources.get(surest)!.lostAt === null)
      ? surest
      : null;
  }

  #lose(from: MusicSource, source: Source, t: Seconds, why: string): void {
    source.lostAt = t;
    if (!this.#parts.trust.includes(from)) return;
    const next = this.#leader(t);
    const then =
      next === null || next === from
        ? "its tempo goes on by itself, believed less and less"
        : `${NAMES[next]} leads`;
    this.#parts.tellOperator(`${NAMES[from]} is lost (${why}); ${then}`);
  }

  #levels(): Pick<Music, "energy" | "onset" | "brightness"> {
    const sound = this.#sources.get("sound");
    if (!sound || sound.lostAt !== null) return { energy: 0, onset: 0, brightness: 0 };
    const { energy, onset, brightness } = sound.said;
    return { energy, onset, brightness };
  }
}

/** 0..1: how sure a source's beat is at `t`, also after it was lost. */
function sureness({ said, lostAt }: Source, t: Seconds): number {
  return said.confidence * (lostAt === null ? 1 : clamp(1 - (t - lostAt) / FREE));
}

/** How beats are counted from `t` on, so that the count goes on. */
function countOf(from: MusicSource, { said, atOnce }: Source, before: Count | null, t: Seconds): Count {
  if (before?.said === said) return before;
  if (before === null) return { from, said, shift: 0, slack: 0, t };
  const ahead = countedAt(before, t) - beatAt(said, t);
  if (atOnce) {
    // The one that was counted just now, or else the next: nobody counts a beat twice.
    const shift = Math.ceil(ahead - JUST_NOW);
    return { from, said, shift, slack: Math.max(0, ahead - shift), t };
  }
  const isSameCount = from === before.from && Math.abs(ahead - before.shift) < SAME_COUNT;
  const shift = isSameCount ? before.shift : Math.round(ahead);
  return { from, said, shift, slack: ahead - shift, t };
}

function countedAt({ said, shift, slack, t: since }: Count, t: Seconds): number {
  const madeUp = (CATCH_UP * Math.max(0, t - since) * said.tempo) / 60;
  return beatAt(said, t) + shift + Math.sign(slack) * Math.max(0, Math.abs(slack) - madeUp);
}
