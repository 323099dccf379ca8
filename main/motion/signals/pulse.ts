import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { shareOfTurn } from "./travel.ts";

/** Samples of the energy a second. */
const RATE = 30;
const WINDOW = 6 * RATE;
/** Samples on either side over which the moving average is taken: the slow swelling of a phrase is no beat. */
const AVERAGE = 22;
/** Beats a minute. */
const SLOWEST = 40;
const FASTEST = 200;
/** Beats a minute to samples between beats. */
const lagOf = (beats: number) => (60 * RATE) / beats;
/** The lags between which a peak is looked for, and one more on each side, which it must exceed. */
const [SHORTEST, LONGEST] = [Math.floor(lagOf(FASTEST)) - 1, Math.ceil(lagOf(SLOWEST)) + 1];
/** Samples between two estimates of the tempo. */
const ESTIMATE_EVERY = 6;
/** Below this autocorrelation the body has no beat, and the tempo stays what it was. */
const CLEAR = 0.25;
/** A longer lag wins only where its peak times this is as high as the shorter one's: two beats repeat as well as one. */
const NEARLY = 0.85;
/** How much of the difference to the measured phase is corrected at each estimate. */
const PULL = 0.3;

/** The beat of a body: the autocorrelation of its energy. See SIGNALS. */
export class Pulse {
  readonly #place: number;
  /** The newest last. */
  readonly #samples: number[] = [];
  #count = 0;
  #sampledAt: Seconds | null = null;
  /** Beats a second. */
  #frequency = 1;
  #phase = 0;
  #pulse = 0;

  /** @param place staggers the estimates of people who came together, so that they fall into different frames. */
  constructor(place = 0) {
    this.#place = place;
  }

  /** `energy` in any unit: only its rise and fall matter. */
  measure(
    t: Seconds,
    energy: number,
  ): { readonly tempo: number; readonly phase: number; readonly pulse: number } {
    const isGap = this.#sampledAt === null || t < this.#sampledAt || t - this.#sampledAt > 1;
    if (isGap) this.#sampledAt = t - 1 / RATE;
    while (this.#sampledAt! + 1 / RATE <= t + 1e-6) {
      this.#sampledAt! += 1 / RATE;
      this.#samples.push(Number.isFinite(energy) ? energy : 0);
      if (this.#samples.length > WINDOW) this.#samples.shift();
      this.#count++;
      this.#phase = (this.#phase + this.#frequency / RATE) % 1;
      if ((this.#count + this.#place) % ESTIMATE_EVERY === 0 && this.#count >= WINDOW / 2) this.#estimate();
    }
    const tempo = clamp((60 * this.#frequency - SLOWEST) / (FASTEST - SLOWEST));
    return { tempo, phase: this.#phase, pulse: this.#pulse };
  }

  #estimate(): void {
    const samples = detrended(this.#samples);
    const { lag, height } = strongestPeak(samples);
    this.#pulse = clamp(height);
    if (height < CLEAR) return;
    this.#frequency = RATE / lag;
    const error = phaseOf(samples, this.#frequency) - this.#phase;
    this.#phase = shareOfTurn(2 * Math.PI * (this.#phase + PULL * (error - Math.round(error))));
  }
}

/** Each sample less the mean of those around it. */
function detrended(samples: readonly number[]): readonly number[] {
  return samples.map((sample, i) => {
    const around = samples.slice(Math.max(0, i - AVERAGE), i + AVERAGE + 1);
    return sample - around.reduce((sum, one) => sum + one, 0) / around.length;
  });
}

/** Mean product of samples `lag` apart. */
function autocorrelation(samples: readonly number[], lag: number): number {
  let sum = 0;
  for (let i = lag; i < samples.length; i++) sum += samples[i]! * samples[i - lag]!;
  return sum / (samples.length - lag);
}

/** The peak of the autocorrelation, in units of the power; the height is 1 where the energy repeats exactly. */
function strongestPeak(samples: readonly number[]): { readonly lag: number; readonly height: number } {
  const power = autocorrelation(samples, 0);
  let [lag, height] = [0, 0];
  if (power < 1e-12) return { lag, height };
  const longest = Math.min(LONGEST, (samples.length >> 1) + 1);
  const heights = Array.from(
    { length: longest - SHORTEST + 1 },
    (_, i) => autocorrelation(samples, SHORTEST + i) / power,
  );
  for (let i = 1; i < heights.length - 1; i++) {
    const [before, here, after] = [heights[i - 1]!, heights[i]!, heights[i + 1]!];
    if (here < before || here < after || here * NEARLY < height) continue;
    // The top of the parabola through the three.
    const curvature = before - 2 * here + after;
    lag = SHORTEST + i + (curvature < 0 ? (before - after) / (2 * curvature) : 0);
    height = here;
  }
  return { lag, height };
}

/** Phase of the oscillation at a frequency now, 0 where the energy is highest; later samples count for more. */
function phaseOf(samples: readonly number[], frequency: number): number {
  let [cosine, sine] = [0, 0];
  for (const [i, sample] of samples.entries()) {
    const weighed = (sample * (i + 1)) / samples.length;
    const angle = (2 * Math.PI * frequency * (samples.length - 1 - i)) / RATE;
    cosine += weighed * Math.cos(angle);
    sine += weighed * Math.sin(angle);
  }
  return shareOfTurn(Math.atan2(sine, cosine));
}
