import { expect, test } from "vitest";
import { FiniteGenerator } from "../../../main/generators/finite-generator.ts";
import type { Generator, GeneratorState } from "../../../main/generators/generator.ts";
import type { MotionFrame } from "../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../main/motion/random.ts";
import { STANDING } from "../../support/bodies.ts";

const frame = (x: number): MotionFrame => ({ body: STANDING, root: { x, y: 0.9, z: 0 } });
const MANNER = { temperature: 1, styles: null };

/** Gives these places one after the other, of whatever state. */
function giving(places: readonly number[]): Generator {
  const left = [...places];
  const state = (): GeneratorState => ({ generator: "script" });
  return {
    ...{ description: "script", fps: 30, styles: [], initial: state, observe: state, dispose() {} },
    step: async (states) => states.map(() => ({ state: state(), frame: frame(left.shift()!) })),
  };
}

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e30])(
  "where a generator gives %d the body stays where it was, and goes on from there",
  async (odd) => {
    const told: string[] = [];
    const generator = new FiniteGenerator(giving([1, odd, odd, 2]), (line) => told.push(line));
    let state = generator.observe(generator.initial(), frame(0));
    const places: number[] = [];
    for (let i = 0; i < 4; i++) {
      const [step] = await generator.step([state], MANNER, seededRandom(1));
      state = step!.state;
      places.push(step!.frame.root.x);
    }
    expect(places).toEqual([1, 1, 1, 2]);
    expect(told).toEqual(Array(2).fill(`script: gave ${odd} for a place, expected at most 10000 m`));
  },
);

test("what a generator offers besides is offered still: its memory, and its way of telling what is next", () => {
  const extrapolator = { observe() {}, ahead: () => null };
  const plain = giving([]);
  const more: Generator = { ...plain, remembers: 60, hears: true, extrapolator: () => extrapolator };
  const wrapped = new FiniteGenerator(more, () => {});
  expect(wrapped.remembers).toBe(60);
  expect(wrapped.hears).toBe(true);
  expect(wrapped.extrapolator()).toBe(extrapolator);
  const bare = new FiniteGenerator(plain, () => {});
  expect(bare.remembers).toBeUndefined();
  expect(bare.hears).toBeUndefined();
  expect(bare.extrapolator()).toBeNull();
});

test("one bad continuation leaves the others of its batch alone", async () => {
  const generator = new FiniteGenerator(giving([Number.NaN, 5]), () => {});
  const states = [7, 8].map((x) => generator.observe(generator.initial(), frame(x)));
  const steps = await generator.step(states, MANNER, seededRandom(1));
  expect(steps.map((step) => step.frame.root.x)).toEqual([7, 5]);
});
