import { beforeAll, expect, test } from "vitest";
import { damped } from "../../../../main/generators/baselines/damped.ts";
import { nearest } from "../../../../main/generators/baselines/nearest.ts";
import { repeat } from "../../../../main/generators/baselines/repeat.ts";
import { ridge } from "../../../../main/generators/baselines/ridge.ts";
import { generateFrames, observeAll } from "../../../../main/generators/generate.ts";
import type { Generator } from "../../../../main/generators/generator.ts";
import { bodyDistance, clipOf, roomDistance, rowAt } from "../../../../main/motion/clip.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";
import { type DanceShape, sineDance } from "../../../support/dances.ts";

const frames = sineDance({ seconds: 12 });
const real = clipOf(frames);
const END = 100;
const clips = (...shapes: readonly DanceShape[]) => shapes.map((shape) => clipOf(sineDance(shape)));

beforeAll(async () => {
  await startTensorflow("wasm", "live");
});

/** What options of the dance are like after some frames, as rows. */
async function optionsAfter(generator: Generator, count: number, options: number, temperature = 1) {
  const observed = observeAll(generator, frames.slice(END - 60, END));
  const states = Array.from({ length: options }, () => observed);
  const manner = { temperature, styles: null };
  const shown = await generateFrames(generator, states, count, manner, () => 0.5);
  return shown.at(-1)!.map((frame) => rowAt(clipOf([frame]), 0));
}

const after = async (generator: Generator, count: number) => (await optionsAfter(generator, count, 1, 0))[0]!;

test("to repeat is to stand as the dancer stood last", async () => {
  expect(await after(repeat(30), 40)).toEqual(rowAt(real, END - 1));
});

test("a damped velocity goes on as it was, and comes to rest", async () => {
  const moved = roomDistance(rowAt(real, END - 2), rowAt(real, END - 1));
  expect(roomDistance(await after(damped(30), 1), rowAt(real, END - 1))).toBeCloseTo(0.75 * moved, 5);
  // 0.75 / (1 - 0.75) is 3.
  expect(roomDistance(await after(damped(30), 200), rowAt(real, END - 1))).toBeCloseTo(3 * moved, 4);
});

test("who finds the very phrase in the archive dances on as the dancer did, in the dancer's own place", async () => {
  const generator = nearest(clips({ seconds: 12, facing: 1.5 }), 30);
  for (const count of [1, 30, 60]) {
    expect(roomDistance(await after(generator, count), rowAt(real, END - 1 + count))).toBeLessThan(0.02);
  }
});

test("options replay different phrases, the nearest first; the expected path is the nearest", async () => {
  const generator = nearest(clips({ seconds: 12, facing: 1.5 }), 30);
  const expected = await after(generator, 30);
  const [first, second] = await optionsAfter(generator, 30, 2);
  expect(first).toEqual(expected);
  expect(bodyDistance(second!, expected)).toBeGreaterThan(0.01);
  expect(await optionsAfter(generator, 30, 2, 0)).toEqual([expected, expected]);
});

test("a replay goes on when the take that it comes from is over", async () => {
  const generator = nearest(clips({ seconds: 5 }), 30);
  expect((await after(generator, 900)).every(Number.isFinite)).toBe(true);
  expect(roomDistance(await after(generator, 900), await after(generator, 890))).toBeGreaterThan(0.005);
});

const archive = clips({ seconds: 60, facing: 0.4 }, { seconds: 60, facing: 2, from: 3 });

test("a regression predicts a dance of a kind that it was fitted to, whichever way the dancer faces", async () => {
  const generator = await ridge(archive, 30, async () => {});
  const still = bodyDistance(rowAt(real, END - 1), rowAt(real, END + 9));
  expect(bodyDistance(await after(generator, 10), rowAt(real, END + 9))).toBeLessThan(0.2 * still);
});

test("a regression that is stopped while it is fitted stops", async () => {
  await expect(ridge(archive, 30, () => Promise.reject(new Error("stopped")))).rejects.toThrow("stopped");
});

test("states are values, and of no use to another generator; fewer frames than are read will do", async () => {
  const generators = [repeat(30), damped(30), nearest(archive, 30), await ridge(archive, 30, async () => {})];
  for (const generator of generators) {
    const manner = { temperature: 0, styles: null };
    const state = observeAll(generator, frames.slice(0, 3));
    const before = structuredClone(state);
    const [first] = await generator.step([state], manner, () => 0.5);
    generator.observe(state, frames[3]!);
    expect(state).toEqual(before);
    expect(await generator.step([state], manner, () => 0.5)).toEqual([first]);
    expect(first!.frame.body.every(({ x, y, z }) => Number.isFinite(x + y + z))).toBe(true);
    await expect(generator.step([{ generator: "other" }], manner, () => 0.5)).rejects.toThrow("other");
  }
});
