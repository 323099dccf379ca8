import { danceOn, watch } from "../../../generators/generate.ts";
import type { Mind, MindState } from "../../../generators/generator.ts";
import { ROW, writeRow } from "../../../motion/clip.ts";
import type { Contestant } from "../contestant.ts";
import type { Seed } from "../seeds.ts";

/** The mind that is judged. A seed is observed once, however often it is continued. */
export function judged(mind: Mind): Contestant {
  const heard = new WeakMap<Seed, MindState>();
  const listen = (seed: Seed): MindState => {
    const known = heard.get(seed);
    if (known) return known;
    const { danced, end } = seed;
    const state = watch(mind, danced.track.frames.slice(end - seed.heard, end));
    heard.set(seed, state);
    return state;
  };
  return {
    name: "model",
    varied: true,
    *dance(wishes, temperature, random) {
      const out = new Float32Array(wishes.length * ROW);
      const dance = danceOn(
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
