import type { Contestant } from "../../learn/evaluate/contestant.ts";
import { ROW, rowAt } from "../../motion/clip.ts";

/** Stands as the dancer stood last. */
export const repeat: Contestant = {
  name: "repeat",
  varied: false,
  *dance(wishes) {
    const out = new Float32Array(wishes.length * ROW);
    wishes.forEach(({ seed }, row) => {
      out.set(rowAt(seed.danced.clip, seed.end - 1), row * ROW);
    });
    for (;;) yield out;
  },
};
