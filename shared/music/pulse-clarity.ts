import { clamp } from "../numbers.ts";
import { HEARD_RATE } from "./sound-frames.ts";

/** A beat is heard in so many parts; what is played on it lies in the first or the last. */
const PARTS = 16;
/** So many beats are remembered, and how like the next one is to them is followed so fast. */
const REMEMBERED = 8;
const ADAPTS = 0.1;
/** Correlations of which nothing, and all, is to be thought: speech has 0.5, at most 0.65; drums and chords 0.85 and more. */
const LIKE = [0.55, 0.8] as const;
/** Beats that are compared before anything is thought. */
const FEW = 2;
/** Strength of onsets from which a beat is clearly heard, and how fast it is followed. */
export const CLEAR = 0.35;
const STRENGTH_ADAPTS = 0.25;
/** Where nothing begins to sound for so many seconds nobody is as sure any more, and after so many nobody is. */
const SILENT = 0.1;
const FADES_FROM = 1.5;
const FADED = 3;

/**
 * How clearly a pulse is heard (as Lartillot et al. 2008, "Multi-feature modeling of pulse clarity", put the question):
 * what sounds within one beat is like what sounded within those before it, and something sounds on the beat. Anything
 * can be divided into beats; only music repeats itself by them.
 */
export class PulseClarity {
  #now = new Float64Array(PARTS);
  readonly #past: Float64Array[] = [];
  #beat = 0;
  #compared = 0;
  #like = 0;
  #strength = 0;
  #silence = 0;

  /**
   * @param onset 0..1
   * @param beat beats since counting began, with fraction.
   */
  hear(onset: number, beat: number): void {
    const whole = Math.floor(beat);
    if (whole > this.#beat) {
      this.#beat = whole;
      this.#endBeat();
    }
    this.#silence = onset > SILENT ? 0 : this.#silence + 1 / HEARD_RATE;
    const part = Math.min(PARTS - 1, Math.floor((beat - whole) * PARTS));
    this.#now[part] = Math.max(this.#now[part]!, onset);
  }

  #endBeat(): void {
    const ended = this.#now;
    this.#now = new Float64Array(PARTS);
    const onBeat = Math.max(ended[0]!, ended[1]!, ended[PARTS - 1]!);
    const strongest = Math.max(...ended);
    this.#strength += STRENGTH_ADAPTS * (onBeat - this.#strength);
    // A rest or a break says nothing of the pattern that goes on after it.
    if (strongest < CLEAR) return;
    if (this.#past.length >= FEW) {
      const mean = ended.map((_, part) => this.#past.reduce((sum, parts) => sum + parts[part]!, 0));
      this.#compared++;
      this.#like += Math.max(ADAPTS, 1 / (this.#compared + 1)) * (correlation(ended, mean) - this.#like);
    }
    this.#past.push(ended);
    if (this.#past.length > REMEMBERED) this.#past.shift();
  }

  /** Beats are others now: those before are not like them. */
  forget(): void {
    this.#past.length = 0;
    this.#compared = 0;
  }

  /** 0..1 */
  get value(): number {
    const like = clamp((this.#like - LIKE[0]) / (LIKE[1] - LIKE[0]));
    const heard = clamp((FADED - this.#silence) / (FADED - FADES_FROM));
    return like * heard * clamp(this.#strength / CLEAR);
  }
}

/** Pearson's, -1..1; 0 where one of them does not vary. */
function correlation(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const [meanA, meanB] = [a, b].map((values) => values.reduce((sum, value) => sum + value, 0) / n);
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i]! - meanA!, b[i]! - meanB!];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
