import { expect, test } from "vitest";
import {
  type LatentNoise,
  nextLatentNoise,
  sampleLatent,
} from "../../../../main/generators/recurrent-cvae/latent-noise.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

const LATENTS = 24;
const SEGMENTS = 4000;
const MEAN = new Float32Array(LATENTS).fill(3);
const SIGMA = new Float32Array(LATENTS).fill(0.5);

const noises: LatentNoise[] = [];
const random = seededRandom(1);
for (let i = 0; i < SEGMENTS; i++) noises.push(nextLatentNoise(noises.at(-1) ?? null, LATENTS, random));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Autocovariance of one of the processes, so many segments apart. */
const autocovariance = (part: number, later: number) =>
  mean(noises.slice(later).map((noise, i) => noise[part]! * noises[i]![part]!));

test("the noise of a latent is standard normal, and correlated from segment to segment", () => {
  for (const part of [0, LATENTS - 1]) {
    expect(Math.abs(autocovariance(part, 0) - 1)).toBeLessThan(0.1);
    expect(autocovariance(part, 1)).toBeCloseTo(0.4, 1);
    expect(autocovariance(part, 8)).toBeCloseTo(0, 1);
  }
});

test("the amplitude is correlated over seconds", () => {
  expect(autocovariance(LATENTS, 4)).toBeGreaterThan(0.5);
  expect(Math.abs(autocovariance(LATENTS, 60))).toBeLessThan(0.3);
});

test("latents lie around the mean, a quarter wider than learnt at temperature 1, whatever the amplitude", () => {
  const off = noises.flatMap((noise) => [...sampleLatent(MEAN, SIGMA, noise, 1)].map((value) => value - 3));
  expect(mean(off)).toBeCloseTo(0, 1);
  expect(Math.sqrt(mean(off.map((value) => value * value)))).toBeCloseTo(1.25 * 0.5, 1);
});

test("at temperature 0 the latent is the mean", () => {
  expect([...sampleLatent(MEAN, SIGMA, noises[0]!, 0)]).toEqual(Array(LATENTS).fill(3));
  expect([...sampleLatent(MEAN, SIGMA, null, 1)]).toEqual(Array(LATENTS).fill(3));
});
