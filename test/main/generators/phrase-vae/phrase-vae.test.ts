import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { generateFrames, observeAll } from "../../../../main/generators/generate.ts";
import type { Generator } from "../../../../main/generators/generator.ts";
import { PhraseSpace } from "../../../../main/generators/phrase-vae/phrase-space.ts";
import { demoPhrase } from "../../../../main/inputs/demo.ts";
import { type MotionFrame, meanDisplacement } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { openGenerator } from "../../../../main/runtime/open-generator.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";

let generator: Generator;
beforeAll(async () => {
  generator = await openGenerator(join(projectRoot, "models/phrases"), "wasm");
});
afterAll(() => generator?.dispose());

async function danced(phrase: readonly MotionFrame[], seconds: number, temperature: number, seed = 1) {
  const manner = { temperature, styles: null };
  const states = [observeAll(generator, phrase)];
  const frames = await generateFrames(generator, states, 30 * seconds, manner, seededRandom(seed));
  return frames.map(([frame]) => frame!);
}

const steps = (frames: readonly MotionFrame[]) =>
  frames.slice(1).map((frame, index) => meanDisplacement(frames[index]!, frame));
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

test("an answer is as fast as her phrase, and from one phrase to the next nothing jumps", async () => {
  const phrase = await demoPhrase(30);
  const own = steps(phrase);
  for (const temperature of [0, 1]) {
    const answer = steps([phrase.at(-1)!, ...(await danced(phrase, 20, temperature))]);
    expect(mean(answer) / mean(own)).toBeGreaterThan(0.6);
    expect(mean(answer) / mean(own)).toBeLessThan(1.5);
    expect(Math.max(...answer)).toBeLessThan(2.5 * Math.max(...own));
  }
});

test("who was seen for a moment only, or has just been forgotten, is answered all the same, and without trembling", async () => {
  const phrase = await demoPhrase(30);
  const forgotten = generator.forgotten!(observeAll(generator, phrase));
  const manner = { temperature: 1, styles: null };
  const after = await generateFrames(generator, [forgotten], 150, manner, seededRandom(3));
  for (const answer of [await danced(phrase.slice(0, 12), 5, 1), after.map(([frame]) => frame!)]) {
    const all = steps(answer);
    expect(mean(all)).toBeGreaterThan(0.001);
    // A change of direction in every frame would make it many times as long as the way.
    const byTwos = answer.slice(2).map((frame, index) => meanDisplacement(answer[index]!, frame));
    expect(mean(byTwos)).toBeGreaterThan(1.6 * mean(all));
  }
});

test("options begin in one frame, and are written a few a frame from then on", async () => {
  const decode = vi.spyOn(PhraseSpace.prototype, "decode");
  const manner = { temperature: 1, styles: null };
  const states = Array(30).fill(observeAll(generator, await demoPhrase(30)));
  await generateFrames(generator, states, 300, manner, seededRandom(1));
  const [first, ...others] = decode.mock.calls.map(([points]) => points.length).filter((count) => count > 0);
  decode.mockRestore();
  expect(first).toBe(30);
  expect(others.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(4 * 30);
  expect(Math.max(...others)).toBeLessThanOrEqual(4);
});
