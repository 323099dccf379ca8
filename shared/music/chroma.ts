import { around, PowerSpectrum } from "./fourier.ts";

const WINDOW_SECONDS = 0.19;
/** From C1 up to C8, in hertz. */
const LOWEST = 32.7;
const HIGHEST = 4186;
const C0 = 16.3516;
/** Frames that are smoothed over, and shares of a frame's sound from which a tone counts by one step more. */
const SMOOTHED = 41;
const STEPS = [0.05, 0.1, 0.2, 0.4] as const;

/**
 * Magnitude in each of the twelve half-tones from C on. Low half-tones lie closer together than the bins; so tones are
 * the peaks of the spectrum, their frequency where a parabola through the logarithms of three bins is highest (Smith and
 * Serra 1987, "PARSHL").
 */
export class Chroma {
  readonly #spectrum: PowerSpectrum;
  readonly #length: number;
  readonly #hertz: number;

  constructor(sampleRate: number) {
    this.#length = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRate));
    this.#spectrum = new PowerSpectrum(this.#length);
    this.#hertz = sampleRate / this.#length;
  }

  /** @param centre the sample that is told of. */
  of(samples: Float32Array, centre: number): Float32Array {
    const powers = this.#spectrum.measure(around(samples, centre, this.#length));
    const tones = new Float32Array(12);
    const last = Math.min(this.#length / 2 - 1, Math.floor(HIGHEST / this.#hertz));
    for (let bin = Math.max(1, Math.floor(LOWEST / this.#hertz)); bin <= last; bin++) {
      const [before, here, after] = [powers[bin - 1]!, powers[bin]!, powers[bin + 1]!];
      if (!(here > before && here >= after && before > 0 && after > 0)) continue;
      const [a, b, c] = [Math.log(before), Math.log(here), Math.log(after)];
      const f = (bin + (a - c) / (2 * (a - 2 * b + c))) * this.#hertz;
      if (f >= LOWEST) tones[Math.round(12 * Math.log2(f / C0)) % 12]! += Math.sqrt(here);
    }
    return tones;
  }
}

/**
 * Chroma energy normalised statistics (Müller and Ewert 2011, "Chroma Toolbox"): shares of a frame's sound, in steps,
 * smoothed over 41 frames, each frame of length 1; what is silent is 0.
 */
export function cens(frames: readonly Float32Array[]): Float32Array[] {
  const stepped = frames.map((tones) => {
    const sum = tones.reduce((a, b) => a + b, 0);
    return tones.map((tone) => STEPS.filter((step) => tone > step * sum).length / STEPS.length);
  });
  const half = (SMOOTHED - 1) / 2;
  const weights = Float32Array.from(
    { length: SMOOTHED },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 1)) / (SMOOTHED + 1)),
  );
  return stepped.map((_, frame) => {
    const smooth = new Float32Array(12);
    for (let i = -half; i <= half; i++)
      for (let tone = 0; tone < 12; tone++)
        smooth[tone]! += weights[i + half]! * (stepped[frame + i]?.[tone] ?? 0);
    const norm = Math.hypot(...smooth);
    return norm > 0 ? smooth.map((value) => value / norm) : smooth;
  });
}
