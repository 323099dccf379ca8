import type { Music } from "../music.ts";
import { clamp } from "../numbers.ts";
import type { Seconds } from "../pose.ts";
import { Bar } from "./bar.ts";
import { BeatTracker } from "./beat-tracker.ts";
import { Loudness } from "./loudness.ts";
import { type SoundFrame, SoundFrames } from "./sound-frames.ts";

/** Hertz of the centroid that are the darkest and the brightest: a bass alone, and cymbals. */
const DARK = 250;
const BRIGHT = 8000;
/** Share of an onset that is left after a hundredth of a second: a tenth of a second's time constant. */
const RELEASE = Math.exp(-0.1);

/**
 * What is heard of the music after each hundredth of a second: as of `Music`, but `at` seconds after the first sample.
 * Beats are where they sound: the filters' own delay is taken off.
 */
export interface Hearing extends Omit<Music, "from" | "t"> {
  readonly at: Seconds;
}

/**
 * Listens to music as it comes in, forward in time: tempo, beat, a guess at the bar, and how it sounds. Needs nothing of
 * its host, so that it runs in a page's audio worklet as in Node. Costs about 0.15 ms a hundredth of a second.
 *
 * - `energy`: momentary loudness in the room's own range (see `Loudness`).
 * - `onset`: spectral flux, drums and bass counting more, against the strongest of the last seconds; it dies away within a
 *   tenth of a second, so that whoever looks thirty times a second misses no stroke.
 * - `brightness`: spectral centroid (Grey and Gordon 1978) on a logarithmic scale from 250 Hz to 8 kHz; 0 where nothing
 *   is heard.
 */
export class MusicListener {
  readonly #frames: SoundFrames;
  readonly #tracker: BeatTracker;
  readonly #bar = new Bar();
  readonly #loudness = new Loudness();
  #beat = 0;
  #onset = 0;

  /** @throws RangeError for a rate that is no sound's: 8000 to 384000 Hz are. */
  constructor(sampleRate: number) {
    this.#frames = new SoundFrames(sampleRate);
    this.#tracker = new BeatTracker(this.#frames.latency);
  }

  /**
   * @param samples as many as there are, mono, full scale 1.
   * @returns one for each hundredth of a second that they complete.
   */
  listen(samples: Float32Array): readonly Hearing[] {
    const heard: Hearing[] = [];
    this.#frames.push(samples, (frame) => heard.push(this.#hear(frame)));
    return heard;
  }

  #hear(frame: SoundFrame): Hearing {
    const { tempo, beat, confidence, onset, isOther } = this.#tracker.next(frame);
    this.#hearBar(frame, beat, isOther);
    this.#onset = Math.max(onset, RELEASE * this.#onset);
    const energy = this.#loudness.next(frame.weightedPower);
    return {
      at: frame.t,
      tempo,
      beat,
      beatsPerBar: this.#bar.beatsPerBar,
      downbeat: this.#bar.downbeat(beat),
      confidence,
      energy,
      onset: this.#onset,
      brightness: energy > 0 ? clamp(Math.log(frame.centroid / DARK) / Math.log(BRIGHT / DARK)) : 0,
    };
  }

  #hearBar(frame: SoundFrame, beat: number, isOther: boolean): void {
    if (isOther) this.#bar.forget();
    const whole = Math.floor(beat);
    if (whole > this.#beat) {
      this.#bar.endBeat(this.#beat);
      this.#beat = whole;
    }
    this.#bar.hear(frame, beat - whole);
  }
}
