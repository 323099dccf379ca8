import { expect, test } from "vitest";
import { damped } from "../../../../../main/generators/baselines/damped.ts";
import { mean } from "../../../../../main/learn/evaluate/bootstrap.ts";
import { continueAll } from "../../../../../main/learn/evaluate/continuations.ts";
import { likeness, tellApart } from "../../../../../main/learn/evaluate/metrics/likeness.ts";
import { unseenTake } from "../../../../../main/learn/evaluate/seeds.ts";
import { QUICK, type Trial } from "../../../../../main/learn/evaluate/trial.ts";
import { Work } from "../../../../../main/learn/evaluate/work.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { sineDance } from "../../../../support/dances.ts";
import { jobContext } from "../../../../support/job-context.ts";

const random = seededRandom(5);
const seeds = (shift: number) =>
  Array.from({ length: 200 }, () => [Float64Array.of(shift + random(), random(), random())]);

test("what is the same cannot be told apart, what is quite another thing always can", () => {
  expect(mean(tellApart(seeds(0), seeds(0)).right)).toBeGreaterThan(0.4);
  expect(mean(tellApart(seeds(0), seeds(0)).right)).toBeLessThan(0.6);
  expect(mean(tellApart(seeds(2), seeds(0)).right)).toBe(1);
});

test("of three columns the one that differs gives it away, and the means say by how much", () => {
  const { terms, model, real } = tellApart(seeds(2), seeds(0));
  expect(terms[0]! / terms.reduce((sum, term) => sum + term, 0)).toBeGreaterThan(0.9);
  // Of 200 numbers that are evenly spread over 1, a mean is off by 0.02.
  expect(Math.abs(model[0]! - real[0]! - 2)).toBeLessThan(0.15);
  expect(Math.abs(model[1]! - real[1]!)).toBeLessThan(0.15);
});

/** A trial on dance of so many frames. */
const trialOf = (frames: number): Trial => ({
  fps: 30,
  model: { name: "model", generator: damped(30), isVaried: false },
  beside: [],
  baselines: [],
  unseen: [
    unseenTake({
      ...{ name: "", style: "swing", fps: 30, source: "", licence: "" },
      frames: sineDance({ seconds: 20 }).slice(0, frames),
    }),
  ],
  training: [],
  seed: 1,
  counts: QUICK,
  work: new Work(jobContext()),
});

test("dance that is too short to be halved is not judged, and is told how much is needed", async () => {
  for (const few of [1, 15]) {
    const trial = trialOf(299 + few);
    expect(await likeness(trial, (await continueAll(trial))!)).toBe(
      `moments to go on from are only ${few}, expected 16, as unbroken dance of 10.5 s has`,
    );
  }
});
