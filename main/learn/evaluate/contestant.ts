import { type Clip, ROW } from "../../motion/clip.ts";
import type { Random } from "../../motion/random.ts";
import type { Seed } from "./seeds.ts";
import type { Work } from "./work.ts";

/** One continuation to be danced: the how-manieth one of its seed. */
export interface Wish {
  readonly seed: Seed;
  readonly option: number;
}

/** Somebody who dances on from seeds: the mind that is judged, or a baseline. */
export interface Contestant {
  readonly name: string;
  /** Whether it has more than one idea. */
  readonly varied: boolean;
  /**
   * Dances all of the wishes on together, for as long as it is asked to: each step gives the next frame of each,
   * [wishes, 60], in a buffer that the next step overwrites.
   */
  dance(wishes: readonly Wish[], temperature: number, random: Random): Iterator<Float32Array, never>;
}

/** `options` wishes for each seed, seed after seed. */
export function wishesFor(seeds: readonly Seed[], options = 1): readonly Wish[] {
  return seeds.flatMap((seed) => Array.from({ length: options }, (_, option) => ({ seed, option })));
}

/** The first `frames` of each continuation. */
export async function continuations(
  contestant: Contestant,
  wishes: readonly Wish[],
  frames: number,
  temperature: number,
  random: Random,
  work: Work,
): Promise<readonly Clip[]> {
  const clips = wishes.map((): Clip => ({ frames, values: new Float32Array(frames * ROW) }));
  const dance = contestant.dance(wishes, temperature, random);
  for (let frame = 0; frame < frames; frame++) {
    const rows = dance.next().value;
    clips.forEach(({ values }, row) => {
      values.set(rows.subarray(row * ROW, (row + 1) * ROW), frame * ROW);
    });
    await work.step(contestant.name, frame + 1, frames);
  }
  return clips;
}
