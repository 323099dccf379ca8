import type { MotionFrame } from "../motion/motion-frame.ts";
import type { Random } from "../motion/random.ts";
import type { Generator, GeneratorState, Manner } from "./generator.ts";

/** The state after a whole phrase. */
export function observeAll(generator: Generator, phrase: readonly MotionFrame[]): GeneratorState {
  return phrase.reduce<GeneratorState>(
    (state, frame) => generator.observe(state, frame),
    generator.initial(),
  );
}

/** The states after several phrases, which are observed side by side where the generator can. */
export function observePhrases(
  generator: Generator,
  phrases: readonly (readonly MotionFrame[])[],
): readonly GeneratorState[] {
  if (!generator.observeEach) return phrases.map((phrase) => observeAll(generator, phrase));
  const states = phrases.map((): GeneratorState => generator.initial());
  for (let frame = 0; phrases.some(({ length }) => frame < length); frame++) {
    const going = [...phrases.keys()].filter((index) => frame < phrases[index]!.length);
    const observed = generator.observeEach(
      going.map((index) => states[index]!),
      going.map((index) => phrases[index]![frame]!),
    );
    going.forEach((index, row) => {
      states[index] = observed[row]!;
    });
  }
  return states;
}

/**
 * Continues from each state, as one batch, without end: each turn gives the next frame of each.
 * @param manner of every frame, or of each, counted from 0
 */
export async function* generate(
  generator: Generator,
  from: readonly GeneratorState[],
  manner: Manner | ((frame: number) => Manner),
  random: Random,
): AsyncGenerator<readonly MotionFrame[], never> {
  let states = from;
  for (let made = 0; ; made++) {
    const own = typeof manner === "function" ? manner(made) : manner;
    const steps = await generator.step(states, own, random);
    states = steps.map(({ state }) => state);
    yield steps.map(({ frame }) => frame);
  }
}

/** The first `count` frames of each continuation: frame by frame, of each state. */
export async function generateFrames(
  generator: Generator,
  from: readonly GeneratorState[],
  count: number,
  manner: Manner,
  random: Random,
): Promise<readonly (readonly MotionFrame[])[]> {
  const continuation = generate(generator, from, manner, random);
  const frames: (readonly MotionFrame[])[] = [];
  while (frames.length < count) frames.push((await continuation.next()).value);
  return frames;
}
