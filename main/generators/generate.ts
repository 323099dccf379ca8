import type { Random } from "../../shared/random.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Mind, MindState } from "./generator.ts";

/** What a mind knows once it has watched a dance. */
export function watch(mind: Mind, danced: readonly MotionFrame[]): MindState {
  return danced.reduce<MindState>((state, frame) => mind.observe(state, frame), mind.initial());
}

/** Continues from each state, as one batch, for as long as it is asked to: each step gives the next frame of each. */
export function* danceOn(
  mind: Mind,
  from: readonly MindState[],
  temperature: number,
  random: Random,
): Generator<readonly MotionFrame[], never> {
  let states = from;
  for (;;) {
    const steps = mind.step(states, temperature, random);
    states = steps.map(({ state }) => state);
    yield steps.map(({ frame }) => frame);
  }
}
