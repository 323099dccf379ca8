import { beforeAll, expect, test } from "vitest";
import { damped } from "../../../../../main/generators/damped/damped.ts";
import { nearest } from "../../../../../main/generators/nearest/nearest.ts";
import { repeat } from "../../../../../main/generators/repeat/repeat.ts";
import { ridge } from "../../../../../main/generators/ridge/ridge.ts";
import { judged } from "../../../../../main/learn/evaluate/baselines/judged.ts";
import type { Contestant } from "../../../../../main/learn/evaluate/contestant.ts";
import { dancedOf, type Seed } from "../../../../../main/learn/evaluate/seeds.ts";
import { Work } from "../../../../../main/learn/evaluate/work.ts";
import { bodyDistance, ROW, roomDistance, rowAt } from "../../../../../main/motion/clip.ts";
import { startTensorflow } from "../../../../../main/runtime/tensorflow.ts";
import { type DanceShape, sineDance } from "../../../../support/dances.ts";
import { jobContext } from "../../../../support/job-context.ts";
import { VelocityMind } from "../../../../support/velocity-mind.ts";

const danceOf = (shape: DanceShape) =>
  dancedOf({ name: "", style: "swing", fps: 30, source: "", licence: "", frames: sineDance(shape) });
const danced = danceOf({ seconds: 12 });
const seed: Seed = { danced, end: 100, heard: 60 };

beforeAll(async () => {
  await startTensorflow("wasm", "live");
});

function after(contestant: Contestant, frames: number, option = 0): Float32Array {
  const dance = contestant.dance([{ seed, option }], 0, () => 0.5);
  for (let frame = 1; frame < frames; frame++) dance.next();
  return dance.next().value.slice(0, ROW);
}

test("to repeat is to stand as the dancer stood last", () => {
  expect(after(repeat, 40)).toEqual(rowAt(danced.clip, 99));
});

test("a damped velocity goes on as it was, and comes to rest", () => {
  const moved = roomDistance(rowAt(danced.clip, 98), rowAt(danced.clip, 99));
  expect(roomDistance(after(damped, 1), rowAt(danced.clip, 99))).toBeCloseTo(0.75 * moved, 5);
  // 0.75 / (1 - 0.75) is 3.
  expect(roomDistance(after(damped, 200), rowAt(danced.clip, 99))).toBeCloseTo(3 * moved, 4);
});

test("who finds the very phrase in the archive dances on as the dancer did, in the dancer's own place", () => {
  const elsewhere = danceOf({ seconds: 12, facing: 1.5 });
  const dancer = nearest([elsewhere]);
  for (const frame of [1, 30, 60]) {
    expect(roomDistance(after(dancer, frame), rowAt(danced.clip, 99 + frame))).toBeLessThan(0.02);
  }
  expect(bodyDistance(after(dancer, 30, 1), after(dancer, 30))).toBeGreaterThan(0.01);
});

test("a replay goes on when the take that it comes from is over", () => {
  const dancer = nearest([danceOf({ seconds: 5 })]);
  expect(after(dancer, 900).every(Number.isFinite)).toBe(true);
  expect(roomDistance(after(dancer, 900), after(dancer, 890))).toBeGreaterThan(0.005);
});

const archive = [danceOf({ seconds: 60, facing: 0.4 }), danceOf({ seconds: 60, facing: 2, from: 3 })];

test("a regression foretells a dance of a kind that it has seen, whichever way the dancer faces", async () => {
  const dancer = await ridge(archive, new Work(jobContext()));
  const still = bodyDistance(rowAt(danced.clip, 99), rowAt(danced.clip, 109));
  expect(bodyDistance(after(dancer, 10), rowAt(danced.clip, 109))).toBeLessThan(0.2 * still);
});

test("a regression that is stopped while it learns stops", async () => {
  const work = new Work(jobContext(() => true));
  await expect(ridge(archive, work)).rejects.toThrow("stopped");
});

test("the mind that is judged hears what the seed has, and no more", () => {
  const mind = new VelocityMind();
  let heard = 0;
  const observe = mind.observe.bind(mind);
  mind.observe = (state, frame) => {
    expect(frame).toBe(danced.track.frames[40 + heard++]);
    return observe(state, frame);
  };
  const contestant = judged(mind);
  after(contestant, 1);
  after(contestant, 1, 1);
  expect(heard).toBe(60);
});
