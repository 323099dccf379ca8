import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import type { GeneratorState } from "../../../../main/generators/generator.ts";
import { RecurrentCvae } from "../../../../main/generators/recurrent-cvae/recurrent-cvae.ts";
import { B, bonesOf, lengthsOf } from "../../../../main/motion/bones.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { type Random, seededRandom } from "../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";
import { BONES, J } from "../../../../shared/skeleton.ts";
import { sineDance } from "../../../support/dances.ts";
import { smallModel } from "../../../support/small-model.ts";

let mind: RecurrentCvae;
beforeAll(async () => {
  await startTensorflow("wasm", "live");
  mind = new RecurrentCvae(smallModel());
});

const HIPS: readonly number[] = [J.left_hip, J.right_hip];

const noChance: Random = () => {
  throw new Error("chance was asked for");
};

function watch(frames: readonly MotionFrame[]): GeneratorState {
  return frames.reduce<GeneratorState>((state, frame) => mind.observe(state, frame), mind.initial());
}

function dance(from: GeneratorState, frames: number, temperature: number, random: Random): MotionFrame[] {
  let state = from;
  return Array.from({ length: frames }, () => {
    const [step] = mind.step([state], temperature, random);
    state = step!.state;
    return step!.frame;
  });
}

const farthest = (a: MotionFrame, b: MotionFrame): number =>
  Math.max(...a.body.map((p, j) => Math.hypot(p.x - b.body[j]!.x, p.y - b.body[j]!.y, p.z - b.body[j]!.z)));

test("the expected path needs no chance, and is the same again", () => {
  const state = watch(sineDance({ seconds: 2 }));
  expect(dance(state, 20, 0, noChance)).toEqual(dance(state, 20, 0, noChance));
});

test("a state is a value: stepping and observing leave it as it was", () => {
  const frames = sineDance({ seconds: 2 });
  const state = watch(frames);
  const before = structuredClone(state);
  dance(state, 12, 1, seededRandom(1));
  mind.observe(state, frames[0]!);
  expect(state).toEqual(before);
});

test("options stepped together dance as they do alone, and as chance has it", () => {
  const states = [watch(sineDance({ seconds: 2 })), watch(sineDance({ seconds: 1, from: 3 }))];
  const together = mind.step(states, 0, noChance);
  const alone = states.map((state) => mind.step([state], 0, noChance)[0]!);
  together.forEach(({ frame }, row) => {
    expect(farthest(frame, alone[row]!.frame)).toBeLessThan(1e-5);
  });
  const first = states[0]!;
  expect(dance(first, 10, 1, seededRandom(1))).toEqual(dance(first, 10, 1, seededRandom(1)));
  expect(dance(first, 10, 1, seededRandom(1))).not.toEqual(dance(first, 10, 1, seededRandom(2)));
});

test("wilder is farther from the expected path", () => {
  const state = watch(sineDance({ seconds: 2 }));
  const [calm, mild, wild] = [0, 1, 2].map((t) => dance(state, 5, t, seededRandom(3)).at(-1)!);
  expect(farthest(calm!, mild!)).toBeGreaterThan(0);
  expect(farthest(calm!, wild!)).toBeGreaterThan(farthest(calm!, mild!));
});

test.each([0.6, 1, 1.3])(
  "a dancer of %f of an adult's size keeps her bones, and her head its shape",
  (scale) => {
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
    for (const frame of dance(watch(frames), 90, 1, seededRandom(4))) {
      lengths(frame).forEach((length, bone) => {
        expect(length / own[bone]!).toBeCloseTo(1, 2);
      });
    }
  },
);

test("a long dance leaves no tensor behind", () => {
  const state = watch(sineDance({ seconds: 2 }));
  const { numTensors } = tf.memory();
  dance(mind.observe(state, sineDance({ seconds: 1 })[0]!), 30, 1, seededRandom(5));
  expect(tf.memory().numTensors).toBe(numTensors);
});

test("the dance goes on from where it is, as fast as it was", () => {
  const frames = sineDance({ seconds: 2, scale: 1.2 });
  const [last, first] = [frames.at(-1)!, dance(watch(frames), 1, 0, noChance)[0]!];
  const pace = farthest(frames.at(-2)!, last);
  expect(farthest(last, first)).toBeLessThan(2 * pace + 0.01);
  expect(Math.hypot(first.root.x - last.root.x, first.root.z - last.root.z)).toBeLessThan(0.05);
});

test("a last frame with odd bone lengths, as cameras give, makes no jump and is forgotten soon", () => {
  const frames = sineDance({ seconds: 2 });
  const last = frames.at(-1)!;
  const own = lengthsOf(bonesOf(last.body));
  const odd = { ...last, body: last.body.map((p) => ({ x: 1.1 * p.x, y: 1.1 * p.y, z: 1.1 * p.z })) };
  const danced = dance(watch([...frames.slice(0, -1), odd]), 30, 0, noChance);
  expect(farthest(odd, danced[0]!)).toBeLessThan(0.08);
  const foot = lengthsOf(bonesOf(danced.at(-1)!.body))[B.left_shank]!;
  expect(foot / own[B.left_shank]!).toBeCloseTo(1, 2);
});

test("where a joint is given that was not seen does not matter: its bones dance on as foreseen", () => {
  const frames = sineDance({ seconds: 2 });
  const state = watch(frames.slice(0, -1));
  const arm = [J.left_elbow, J.left_wrist, J.left_index];
  const shown = frames.at(-1)!;
  const body = shown.body.map((point, joint) => (arm.includes(joint) ? { x: 0.1, y: 0, z: 0.5 } : point));
  const after = (frame: MotionFrame) => dance(mind.observe(state, frame), 1, 0, noChance)[0]!;
  const elsewhere = { ...shown, body };
  expect(after({ ...elsewhere, inferred: arm })).toEqual(after({ ...shown, inferred: arm }));
  expect(farthest(after(elsewhere), after(shown))).toBeGreaterThan(0.05);
});

test("which way the dancer faces changes nothing but the facing", () => {
  const [here, there] = [0, 2].map(
    (facing) => dance(watch(sineDance({ seconds: 2, facing })), 20, 1, seededRandom(6)).at(-1)!,
  );
  const turned = here!.body.map(({ x, y, z }) => ({
    x: x * Math.cos(2) + z * Math.sin(2),
    y,
    z: z * Math.cos(2) - x * Math.sin(2),
  }));
  expect(farthest({ ...here!, body: turned }, there!)).toBeLessThan(2e-3);
});

test("nothing goes below the floor, and nothing is not a number, however wild", () => {
  for (const { body, root } of dance(watch(sineDance({ seconds: 2 })), 600, 2, seededRandom(8))) {
    expect(Math.min(...body.map(({ y }) => y)) + root.y).toBeGreaterThan(-0.03);
    expect(body.every(({ x, y, z }) => Number.isFinite(x + y + z))).toBe(true);
  }
});

test("a state of another mind is refused", () => {
  expect(() => mind.step([{ generator: "other" }], 0, noChance)).toThrow("other");
});
