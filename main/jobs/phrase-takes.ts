import type { Seconds } from "../../shared/pose.ts";
import { IMPORT_FPS } from "../archive/import/bvh/convert.ts";
import { type TakeHeader, VARIATION_TAG } from "../archive/take.ts";
import type { Settings } from "../config/settings.ts";
import { framesIn } from "../motion/clip.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { type Random, seededRandom } from "../motion/random.ts";
import { SourceError } from "../system/errors.ts";
import { makeFolder } from "../system/files/paths.ts";
import { type JobContext, step } from "../system/job.ts";
import { type DanceOutput, phraseOf, readDance, writeDance } from "./dance-files.ts";

/*
 * What all have in common that dance a phrase anew: `vary`, `blend`, `restyle`.
 */

/** Frames a second, as motion is imported and models dance. */
export const FPS = IMPORT_FPS;
/** Of less there is nothing to dance anew, seconds. */
const SHORTEST_PHRASE = 1;

/** A phrase, and what is said of the take that it is from. */
export interface Phrase {
  readonly header: TakeHeader;
  readonly frames: readonly MotionFrame[];
}

/** A take's last phrase, at most `longest`: the work grows with it. */
export async function readPhrase(take: string, longest: Seconds, context: JobContext): Promise<Phrase> {
  const danced = await readDance(take, context);
  const frames = phraseOf(danced, FPS, longest);
  if (frames.length < framesIn(SHORTEST_PHRASE, FPS)) {
    const found = `${(frames.length / FPS).toFixed(1)} s of a whole body at its end`;
    throw new SourceError(`${take}: ${found}, expected a phrase of at least ${SHORTEST_PHRASE} s`);
  }
  return { header: danced.header, frames };
}

export interface Work {
  readonly phase: string;
  readonly dance: (random: Random) => readonly MotionFrame[] | Promise<readonly MotionFrame[]>;
  /** The header of the nth, without what is the same for all. */
  readonly about: (nth: number) => TakeHeader;
}

/** One take after the other, each with random numbers of its own. */
export async function writeEach(
  files: readonly string[],
  { seed, output }: Pick<DanceOutput & Settings, "seed" | "output">,
  context: JobContext,
  { phase, dance, about }: Work,
): Promise<readonly string[]> {
  const total = files.length;
  const written: string[] = [];
  await step(context, { phase, unit: "option", done: 0, total });
  await makeFolder(output);
  for (const [index, file] of files.entries()) {
    const header = about(index + 1);
    const tags = [...header.tags, VARIATION_TAG];
    await writeDance(file, { ...header, fps: FPS, tags }, await dance(seededRandom(seed, index)));
    written.push(file);
    context.report({ phase, unit: "option", done: written.length, total });
    if (context.signal.aborted) break;
  }
  return written;
}
