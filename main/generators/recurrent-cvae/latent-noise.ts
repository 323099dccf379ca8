import { gaussian, type Random } from "../../motion/random.ts";

/**
 * At temperature 1 latents are drawn from so many times the learnt deviation. The constants of this file were chosen on
 * takes that trained, so that speed and acceleration stay within a fifth of real dance while options lie as far apart,
 * and dances differ as much from one another, as real ones do.
 */
const SPREAD = 1.25;
/** This much of a segment's chance stays for the next: a dancer goes through with what she has begun. */
const KEPT = 0.4;
/** Spells of calm and of vigour come and go over seconds: deviation of their logarithm, and how much of it stays. */
const SWELL = 0.3;
const SWELL_KEPT = 0.9;

/**
 * The chance in one continuation, each number standard normal and like that of the segment before it: one for each
 * latent, then the vigour. Never changed once made.
 */
export type LatentNoise = Float32Array;

/** The chance of the next segment of a quarter of a second. @param before null at the first */
export function nextLatentNoise(before: LatentNoise | null, latents: number, random: Random): LatentNoise {
  return Float32Array.from({ length: latents + 1 }, (_, i) => {
    const kept = before === null ? 0 : i < latents ? KEPT : SWELL_KEPT;
    return kept * (before?.[i] ?? 0) + Math.sqrt(1 - kept * kept) * gaussian(random);
  });
}

/** Mean and deviation of a batch of latents, [B x latent]. */
export type Prior = Readonly<Record<"mean" | "sigma", Float32Array>>;

/** The latent of one row of the batch, [latent]; its mean where nothing is left to chance. */
export function sampleLatent(
  { mean, sigma }: Prior,
  row: number,
  latents: number,
  drift: LatentNoise | null,
  temperature: number,
): Float32Array {
  const latent = mean.slice(row * latents, (row + 1) * latents);
  if (drift === null || temperature === 0) return latent;
  // Its square is 1 on average: what is gained in vigour is lost in calm.
  const vigour = Math.exp(SWELL * drift[latents]! - SWELL * SWELL);
  const width = SPREAD * vigour * temperature;
  return latent.map((value, i) => value + width * sigma[row * latents + i]! * drift[i]!);
}
