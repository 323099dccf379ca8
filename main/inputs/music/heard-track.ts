import type { Heard, SaidOfMusic } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** Between two hearings. */
const STEP: Seconds = 0.01;
/** The tempo at a beat is the mean over so many beats to either side, which single late beats change little. */
const REACH = 4;
/** Of what has no beat at all; its confidence is 0, and nobody follows it. */
const NO_TEMPO = 120;

/** How a track sounds each hundredth of a second, 0..1. */
export interface TrackLevels {
  readonly energy: Float32Array;
  readonly onset: Float32Array;
  readonly brightness: Float32Array;
}

/** What was heard of a track; goes from one thread to another. */
export interface TrackFacts extends TrackLevels {
  readonly seconds: Seconds;
  /** Of each beat that is sure enough to be danced to, in order: when it falls, seconds of the track. */
  readonly beats: Float64Array;
  /** Of each of them how sure it is, `FOLLOWED_CONFIDENCE` to 1. */
  readonly confidence: Float32Array;
  /** Indices of the beats after which the track has some that are not sure: the next sure one is not a beat later. */
  readonly gaps: ReadonlySet<number>;
  /** Indices of the beats that begin a bar, in order. */
  readonly downbeats: readonly number[];
  readonly beatsPerBar: number;
}

/** The music of a whole track, known at every moment of it. */
export class HeardTrack {
  readonly facts: TrackFacts;

  constructor(facts: TrackFacts) {
    this.facts = facts;
  }

  get seconds(): Seconds {
    return this.facts.seconds;
  }

  /** Seconds of the track. */
  get beats(): Float64Array {
    return this.facts.beats;
  }

  /** Of those, the ones that begin a bar. */
  get downbeats(): readonly Seconds[] {
    return this.facts.downbeats.map((index) => this.facts.beats[index]!);
  }

  /** Beats a minute of the middle one of its beats; null where no two follow each other. */
  get tempo(): number | null {
    const periods = this.beats
      .map((beat, index) => this.beats[index + 1]! - beat)
      .filter((_, index) => this.#isJoined(index));
    const middle = periods.toSorted()[periods.length >> 1];
    return middle === undefined ? null : 60 / middle;
  }

  /** What a generator hears at `t` of the track; null where no beat is sure, and outside of it. */
  at(t: Seconds): Heard | null {
    const index = lastUpTo(this.beats, t);
    if (!this.#isJoined(index)) return null;
    const [last, next] = [this.beats[index]!, this.beats[index + 1]!];
    return { sinceBeat: t - last, toBeat: next - t, energy: this.#level("energy", t) };
  }

  /**
   * The music at `t` of the track, beats counted from its first one; null outside of it.
   * @returns its `t` is that of the track.
   */
  musicAt(t: Seconds): SaidOfMusic | null {
    if (!(t >= 0 && t <= this.seconds)) return null;
    const index = lastUpTo(this.beats, t);
    const isSure = this.#isJoined(index);
    const tempo = this.#tempoAt(index);
    const { beatsPerBar, downbeats } = this.facts;
    const count = Math.max(0, index);
    const from = this.beats[count] ?? 0;
    return {
      ...{ t, tempo, beatsPerBar },
      beat: isSure ? count + (t - from) / (this.beats[count + 1]! - from) : count + ((t - from) * tempo) / 60,
      downbeat: downbeats[Math.max(0, lastUpTo(downbeats, count))] ?? 0,
      confidence: isSure ? this.facts.confidence[index]! : 0,
      energy: this.#level("energy", t),
      onset: this.#level("onset", t),
      brightness: this.#level("brightness", t),
    };
  }

  #level(name: keyof TrackLevels, t: Seconds): number {
    const levels = this.facts[name];
    return levels[Math.min(levels.length - 1, Math.max(0, Math.round(t / STEP) - 1))] ?? 0;
  }

  /** Whether the beat after one is known. */
  #isJoined(index: number): boolean {
    return index >= 0 && index + 1 < this.beats.length && !this.facts.gaps.has(index);
  }

  /** Around a beat, as far as they follow each other without a gap. */
  #tempoAt(index: number): number {
    const { beats } = this;
    if (beats.length < 2) return NO_TEMPO;
    const at = Math.min(Math.max(0, index), beats.length - 2);
    let [from, to] = [at, this.#isJoined(at) ? at + 1 : at];
    while (from > 0 && from > at - REACH && this.#isJoined(from - 1)) from--;
    while (to > at && to < at + 1 + REACH && this.#isJoined(to)) to++;
    return to > from ? (60 * (to - from)) / (beats[to]! - beats[from]!) : NO_TEMPO;
  }
}

/** Index of the last of the values, which are in order, that is no larger; -1 where all are. */
function lastUpTo(values: ArrayLike<number>, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
