import { expect, test } from "vitest";
import type { Generator, GeneratorState } from "../../../../../main/generators/generator.ts";
import { errorRatios } from "../../../../../main/learn/train/report/error-ratio.ts";
import type { MotionFrame } from "../../../../../main/motion/motion-frame.ts";
import { sineDance } from "../../../../support/dances.ts";

interface TestState extends GeneratorState {
  /** Index of the last observed frame, and steps since. */
  readonly last: number;
  readonly at: number;
}

const frames = sineDance({ seconds: 8 });
const track = { name: "sines", style: "swing", fps: 30, source: "", licence: "", frames };

/** A generator of what `next` makes of the index of the last observed frame and of how far it is ahead. */
function generatorThat(next: (last: number, ahead: number) => MotionFrame): Generator {
  return {
    description: "",
    fps: 30,
    styles: [],
    initial: () => ({ generator: "test", last: -1, at: 0 }) as TestState,
    observe: (_, frame) => ({ generator: "test", last: frames.indexOf(frame), at: 0 }) as TestState,
    step: async (states) =>
      states.map((state) => {
        const { last, at } = state as TestState;
        return { state: { ...state, at: at + 1 } as TestState, frame: next(last, at + 1) };
      }),
    dispose: () => {},
  };
}

test("one who knows the future is never off, one who repeats is as far off as repeating", async () => {
  for (const { error } of await errorRatios(
    generatorThat((last, ahead) => frames[last + ahead]!),
    [track],
  )) {
    expect(error).toBe(0);
  }
  for (const { error, repeating } of await errorRatios(
    generatorThat((last) => frames[last]!),
    [track],
  )) {
    expect(error).toBe(repeating);
    expect(repeating).toBeGreaterThan(0.001);
  }
});

test("a body that is 30 mm too far to the side is 30 mm off, at each horizon", async () => {
  const shifted = ({ body, root }: MotionFrame): MotionFrame => ({
    body: body.map((p) => ({ ...p, x: p.x + 0.03 })),
    root,
  });
  const ratios = await errorRatios(
    generatorThat((last, ahead) => shifted(frames[last + ahead]!)),
    [track],
  );
  expect(ratios.map(({ frame }) => frame)).toEqual([2, 5, 10, 12, 17, 30]);
  for (const { error } of ratios) expect(error).toBeCloseTo(0.03, 9);
});
