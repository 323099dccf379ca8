import { gaussian, type Random } from "../../motion/random.ts";

/**
 * At temperature 1 latents are drawn with so many times the learnt standard deviation. The constants of this file were
 * chosen on training takes, so that speed and acceleration stay within a fifth of real motion while options lie as far
 * apart, and continuations differ as much from one another, as real ones do.
 */
const SPREAD = 1.25;
/** Autocorrelation of the latents' noise from one segment to the next: a dancer goes through with a movement. */
const LATENT_CORRELATION = 0.4;
/** The noise's amplitude is log-normal: standard deviation of its logarithm, and the logarithm's autocorrelation. */
const AMPLITUDE_DEVIATION = 0.3;
const AMPLITUDE_CORRELATION = 0.9;

/**
 * The noise of one continuation: an AR(1) process over segments for each latent, then one for the logarithm of their
 * common amplitude, all of them standard normal, [latent + 1]. Never changed once made.
 */
export type LatentNoise = Float32Array;

/** The noise of the next segment of a quarter of a second. @param before null at the first */
export function nextLatentNoise(before: LatentNoise | null, latents: number, random: Random): LatentNoise {
  return Float32Array.from({ length: latents + 1 }, (_, i) => {
    const kept = before === null ? 0 : i < latents ? LATENT_CORRELATION : AMPLITUDE_CORRELATION;
    return kept * (before?.[i] ?? 0) + Math.sqrt(1 - kept * kept) * gaussian(random);
  });
}

/** A draw from the prior of these means and standard deviations, [latent] each; the mean where there is no noise. */
export function sampleLatent(
  mean: Float32Array,
  sigma: Float32Array,
  noise: LatentNoise | null,
  temperature: number,
): Float32Array {
  if (noise === null || temperature === 0) return mean.slice();
  const logAmplitude = AMPLITUDE_DEVIATION * noise[mean.length]!;
  // The mean of its square is 1, so that the variance of latents is as without it.
  const amplitude = Math.exp(logAmplitude - AMPLITUDE_DEVIATION * AMPLITUDE_DEVIATION);
  const width = SPREAD * amplitude * temperature;
  return mean.map((value, i) => value + width * sigma[i]! * noise[i]!);
}
