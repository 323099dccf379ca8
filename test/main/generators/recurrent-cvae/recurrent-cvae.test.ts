import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { generateFrames, observeAll, observePhrases } from "../../../../main/generators/generate.ts";
import type { GeneratorState, Manner } from "../../../../main/generators/generator.ts";
import { RecurrentCvae } from "../../../../main/generators/recurrent-cvae/recurrent-cvae.ts";
import { B, bonesOf, lengthsOf } from "../../../../main/motion/bones.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { type Random, seededRandom } from "../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";
import { BONES, J } from "../../../../shared/skeleton.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

let generator: RecurrentCvae;
beforeAll(async () => {
  await startTensorflow("wasm", "live");
  generator = new RecurrentCvae(smallModel());
});

const HIPS: readonly number[] = [J.left_hip, J.right_hip];

const noRandom: Random = () => {
  throw new Error("a random number was asked for");
};

const EXPECTED_PATH: Manner = { temperature: 0, styles: null };

const observed = (frames: readonly MotionFrame[]): GeneratorState => observeAll(generator, frames);

async function continued(
  from: GeneratorState,
  count: number,
  temperature: number,
  random: Random,
): Promise<MotionFrame[]> {
  const frames = await generateFrames(generator, [from], count, { temperature, styles: null }, random);
  return frames.map(([frame]) => frame!);
}

const farthest = (a: MotionFrame, b: MotionFrame): number =>
  Math.max(...a.body.map((p, j) => Math.hypot(p.x - b.body[j]!.x, p.y - b.body[j]!.y, p.z - b.body[j]!.z)));

test("the expected path needs no random numbers, and is the same again", async () => {
  const state = observed(sineDance({ seconds: 2 }));
  expect(await continued(state, 20, 0, noRandom)).toEqual(await continued(state, 20, 0, noRandom));
});

test("phrases observed side by side, of whatever lengths, leave the states that each leaves alone", async () => {
  const phrases = [2, 1, 3].map((seconds) => sineDance({ seconds, from: seconds }));
  const together = observePhrases(generator, phrases);
  for (const [index, phrase] of phrases.entries()) {
    const [beside, alone] = [together[index]!, observed(phrase)];
    const [a, b] = [await continued(beside, 20, 0, noRandom), await continued(alone, 20, 0, noRandom)];
    for (const [frame, own] of a.entries()) expect(farthest(own, b[frame]!)).toBeLessThan(1e-4);
  }
  const [first, second] = [
    await continued(together[0]!, 20, 0, noRandom),
    await continued(together[1]!, 20, 0, noRandom),
  ];
  expect(farthest(first.at(-1)!, second.at(-1)!)).toBeGreaterThan(0.01);
});

test("a state is a value: stepping and observing leave it as it was", async () => {
  const frames = sineDance({ seconds: 2 });
  const state = observed(frames);
  const before = structuredClone(state);
  await continued(state, 12, 1, seededRandom(1));
  generator.observe(state, frames[0]!);
  expect(state).toEqual(before);
});

test("options stepped together go on as they do alone, and as the random generator has it", async () => {
  const states = [observed(sineDance({ seconds: 2 })), observed(sineDance({ seconds: 1, from: 3 }))];
  const together = await generator.step(states, EXPECTED_PATH, noRandom);
  for (const [row, state] of states.entries()) {
    const [alone] = await generator.step([state], EXPECTED_PATH, noRandom);
    expect(farthest(together[row]!.frame, alone!.frame)).toBeLessThan(1e-5);
  }
  const first = states[0]!;
  const seeded = (seed: number) => continued(first, 10, 1, seededRandom(seed));
  expect(await seeded(1)).toEqual(await seeded(1));
  expect(await seeded(1)).not.toEqual(await seeded(2));
});

test("a higher temperature is farther from the expected path", async () => {
  const state = observed(sineDance({ seconds: 2 }));
  const last = async (temperature: number) =>
    (await continued(state, 5, temperature, seededRandom(3))).at(-1)!;
  const [expected, one, two] = [await last(0), await last(1), await last(2)];
  expect(farthest(expected, one)).toBeGreaterThan(0);
  expect(farthest(expected, two)).toBeGreaterThan(farthest(expected, one));
});

test.each([0.6, 1, 1.3])(
  "a dancer of %f of an adult's size keeps her bones, and her head its shape",
  async (scale) => {
    // Between hip and shoulder are several joints of a real body, so that gives.
    const rigid = BONES.filter(
      ([from, to]) => !(HIPS.includes(from) && !HIPS.includes(to) && to < J.left_hip),
    );
    const lengths = ({ body }: MotionFrame) =>
      rigid.map(([a, b]) =>
        Math.hypot(body[a]!.x - body[b]!.x, body[a]!.y - body[b]!.y, body[a]!.z - body[b]!.z),
      );
    const frames = sineDance({ seconds: 2, scale });
    const own = lengths(frames[0]!);
    for (const frame of await continued(observed(frames), 90, 1, seededRandom(4))) {
      lengths(frame).forEach((length, bone) => {
        expect(length / own[bone]!).toBeCloseTo(1, 2);
      });
    }
  },
);

test("a long dance leaves no tensor behind", async () => {
  const state = observed(sineDance({ seconds: 2 }));
  const { numTensors } = tf.memory();
  await continued(generator.observe(state, sineDance({ seconds: 1 })[0]!), 30, 1, seededRandom(5));
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("the dance goes on from where it is, as fast as it was", async () => {
  const frames = sineDance({ seconds: 2, scale: 1.2 });
  const [last, first] = [frames.at(-1)!, (await continued(observed(frames), 1, 0, noRandom))[0]!];
  const speed = farthest(frames.at(-2)!, last);
  expect(farthest(last, first)).toBeLessThan(2 * speed + 0.01);
  expect(Math.hypot(first.root.x - last.root.x, first.root.z - last.root.z)).toBeLessThan(0.05);
});

test("a last frame with odd bone lengths, as cameras give, makes no jump and is forgotten soon", async () => {
  const frames = sineDance({ seconds: 2 });
  const last = frames.at(-1)!;
  const own = lengthsOf(bonesOf(last.body));
  const odd = { ...last, body: last.body.map((p) => ({ x: 1.1 * p.x, y: 1.1 * p.y, z: 1.1 * p.z })) };
  const shown = await continued(observed([...frames.slice(0, -1), odd]), 30, 0, noRandom);
  expect(farthest(odd, shown[0]!)).toBeLessThan(0.08);
  const foot = lengthsOf(bonesOf(shown.at(-1)!.body))[B.left_shank]!;
  expect(foot / own[B.left_shank]!).toBeCloseTo(1, 2);
});

test("where a joint is given that was not seen does not matter: its bones go on as extrapolated", async () => {
  const frames = sineDance({ seconds: 2 });
  const state = observed(frames.slice(0, -1));
  const arm = [J.left_elbow, J.left_wrist, J.left_index];
  const shown = frames.at(-1)!;
  const body = shown.body.map((point, joint) => (arm.includes(joint) ? { x: 0.1, y: 0, z: 0.5 } : point));
  const after = async (frame: MotionFrame) =>
    (await continued(generator.observe(state, frame), 1, 0, noRandom))[0]!;
  const elsewhere = { ...shown, body };
  expect(await after({ ...elsewhere, inferred: arm })).toEqual(await after({ ...shown, inferred: arm }));
  expect(farthest(await after(elsewhere), await after(shown))).toBeGreaterThan(0.05);
});

test("which way the dancer faces changes nothing but the facing", async () => {
  const last = async (facing: number) =>
    (await continued(observed(sineDance({ seconds: 2, facing })), 20, 1, seededRandom(6))).at(-1)!;
  const [here, there] = [await last(0), await last(2)];
  const turned = here.body.map(({ x, y, z }) => ({
    x: x * Math.cos(2) + z * Math.sin(2),
    y,
    z: z * Math.cos(2) - x * Math.sin(2),
  }));
  expect(farthest({ ...here, body: turned }, there)).toBeLessThan(2e-3);
});

test("nothing goes below the floor, and nothing is NaN, at a high temperature too", async () => {
  for (const { body, root } of await continued(
    observed(sineDance({ seconds: 2 })),
    600,
    2,
    seededRandom(8),
  )) {
    expect(Math.min(...body.map(({ y }) => y)) + root.y).toBeGreaterThan(-0.03);
    expect(body.every(({ x, y, z }) => Number.isFinite(x + y + z))).toBe(true);
  }
});

test("a style that is asked for stays until another is, or more is observed of the dancer", async () => {
  const state = observed(sineDance({ seconds: 2 }));
  const inStyle = { temperature: 0, styles: [1] };
  const [first] = await generator.step([state], inStyle, noRandom);
  const [kept] = await generator.step([first!.state], EXPECTED_PATH, noRandom);
  const [again] = await generator.step([first!.state], inStyle, noRandom);
  expect(kept!.frame).toEqual(again!.frame);
  const [own] = await generator.step([state], EXPECTED_PATH, noRandom);
  expect(own!.frame).not.toEqual(first!.frame);
});

test("two steps at once do not disturb each other", async () => {
  const states = [observed(sineDance({ seconds: 2 })), observed(sineDance({ seconds: 1, from: 3 }))];
  const step = (state: GeneratorState) => generator.step([state], EXPECTED_PATH, noRandom);
  const together = await Promise.all(states.map(step));
  for (const [row, state] of states.entries()) expect(together[row]).toEqual(await step(state));
});

test("a state of another generator is refused", async () => {
  await expect(generator.step([{ generator: "other" }], EXPECTED_PATH, noRandom)).rejects.toThrow("other");
});
