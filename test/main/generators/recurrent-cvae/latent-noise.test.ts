import { expect, test } from "vitest";
import {
  type LatentNoise,
  nextLatentNoise,
  sampleLatent,
} from "../../../../main/generators/recurrent-cvae/latent-noise.ts";
import { seededRandom } from "../../../../main/motion/random.ts";

const LATENTS = 24;
const SEGMENTS = 4000;
const PRIOR = { mean: new Float32Array(2 * LATENTS).fill(3), sigma: new Float32Array(2 * LATENTS).fill(0.5) };

const drifts: LatentNoise[] = [];
const random = seededRandom(1);
for (let i = 0; i < SEGMENTS; i++) drifts.push(nextLatentNoise(drifts.at(-1) ?? null, LATENTS, random));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Mean product of a number and the same one so many segments later. */
const likeness = (part: number, later: number) =>
  mean(drifts.slice(later).map((drift, i) => drift[part]! * drifts[i]![part]!));

test("every number stays standard normal, and like the one of the segment before", () => {
  for (const part of [0, LATENTS - 1]) {
    expect(Math.abs(likeness(part, 0) - 1)).toBeLessThan(0.1);
    expect(likeness(part, 1)).toBeCloseTo(0.4, 1);
    expect(likeness(part, 8)).toBeCloseTo(0, 1);
  }
});

test("vigour lasts for seconds", () => {
  expect(likeness(LATENTS, 4)).toBeGreaterThan(0.5);
  expect(Math.abs(likeness(LATENTS, 60))).toBeLessThan(0.3);
});

test("latents lie around the mean, a quarter wider than learnt at temperature 1, whatever the vigour", () => {
  const off = drifts.flatMap((drift) =>
    [...sampleLatent(PRIOR, 1, LATENTS, drift, 1)].map((value) => value - 3),
  );
  expect(mean(off)).toBeCloseTo(0, 1);
  expect(Math.sqrt(mean(off.map((value) => value * value)))).toBeCloseTo(1.25 * 0.5, 1);
});

test("at temperature 0 nothing is left to chance", () => {
  expect([...sampleLatent(PRIOR, 1, LATENTS, drifts[0]!, 0)]).toEqual(Array(LATENTS).fill(3));
  expect([...sampleLatent(PRIOR, 1, LATENTS, null, 1)]).toEqual(Array(LATENTS).fill(3));
});
