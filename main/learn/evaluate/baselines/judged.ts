import { generate, observeAll } from "../../../generators/generate.ts";
import type { Generator, GeneratorState } from "../../../generators/generator.ts";
import { ROW, writeRow } from "../../../motion/clip.ts";
import type { Contestant } from "../contestant.ts";
import type { Seed } from "../seeds.ts";

/** The mind that is judged. A seed is observed once, however often it is continued. */
export function judged(mind: Generator): Contestant {
  const heard = new WeakMap<Seed, GeneratorState>();
  const listen = (seed: Seed): GeneratorState => {
    const known = heard.get(seed);
    if (known) return known;
    const { danced, end } = seed;
    const state = observeAll(mind, danced.track.frames.slice(end - seed.heard, end));
    heard.set(seed, state);
    return state;
  };
  return {
    name: "model",
    varied: true,
    *dance(wishes, temperature, random) {
      const out = new Float32Array(wishes.length * ROW);
      const dance = generate(
        mind,
        wishes.map(({ seed }) => listen(seed)),
        temperature,
        random,
      );
      for (;;) {
        dance.next().value.forEach((frame, row) => {
          writeRow(frame, out, row * ROW);
        });
        yield out;
      }
    },
  };
}
