import type { Contestant } from "../../learn/evaluate/contestant.ts";
import { ROW, rowAt } from "../../motion/clip.ts";

/** Share of the velocity that is left a frame later: does best on the shipped model's training takes. */
const DAMPING = 0.75;

/** Goes on with the last velocity of every point, which dies away. */
export const damped: Contestant = {
  name: "damped",
  varied: false,
  *dance(wishes) {
    const out = new Float32Array(wishes.length * ROW);
    const velocity = new Float32Array(wishes.length * ROW);
    wishes.forEach(({ seed }, row) => {
      const last = rowAt(seed.danced.clip, seed.end - 1);
      const before = rowAt(seed.danced.clip, seed.end - 2);
      out.set(last, row * ROW);
      velocity.set(
        last.map((value, i) => value - before[i]!),
        row * ROW,
      );
    });
    for (;;) {
      for (let i = 0; i < out.length; i++) {
        velocity[i]! *= DAMPING;
        out[i]! += velocity[i]!;
      }
      yield out;
    }
  },
};
