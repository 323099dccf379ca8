import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";
import type { Generator, GeneratorState } from "./generator.ts";

/** What a mind knows once it has watched a dance. */
export function observeAll(mind: Generator, danced: readonly MotionFrame[]): GeneratorState {
  return danced.reduce<GeneratorState>((state, frame) => mind.observe(state, frame), mind.initial());
}

/** Continues from each state, as one batch, for as long as it is asked to: each step gives the next frame of each. */
export function* generate(
  mind: Generator,
  from: readonly GeneratorState[],
  temperature: number,
  random: Random,
): globalThis.Generator<readonly MotionFrame[], never> {
  let states = from;
  for (;;) {
    const steps = mind.step(states, temperature, random);
    states = steps.map(({ state }) => state);
    yield steps.map(({ frame }) => frame);
  }
}
