import type { Seconds } from "../../shared/pose.ts";
import type { TakeHeader } from "../archive/take.ts";
import type { Settings } from "../config/settings.ts";
import type { PhraseSpace } from "../generators/phrase-vae/phrase-space.ts";
import { danceBetween, danceNear } from "../generators/phrase-vae/phrases.ts";
import { framesIn } from "../motion/clip.ts";
import type { Half } from "../motion/patches/phrase-track.ts";
import { variationOf } from "../motion/patches/variation.ts";
import { wayBetween } from "../motion/patches/way-between.ts";
import type { Random } from "../motion/random.ts";
import { openPhraseSpace } from "../runtime/open-generator.ts";
import { ModelError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import { type DanceOutput, danceFiles, nameOf } from "./dance-files.ts";
import { FPS, readPhrase, type Work, writeEach } from "./phrase-takes.ts";

/** What both have in common. */
interface Options extends DanceOutput, Pick<Settings, "temperature" | "seed" | "backend"> {
  /** Folder of a model through whose space of phrases it goes; null where it goes by patches of the takes. */
  readonly model: string | null;
}

export interface VaryOptions extends Options {
  /** The take whose phrase is varied. */
  readonly take: string;
  /** Length of each variation; null where that of the phrase. */
  readonly seconds: Seconds | null;
  /** Whether each can be danced round and round. */
  readonly loop: boolean;
  /** The half of the body that dances anew, while the other keeps to the phrase, which is then as long; null where all. */
  readonly complete: Half | null;
}

export interface BlendOptions extends Options {
  /** The take whose phrase each way begins with, and the one it ends with. */
  readonly from: string;
  readonly to: string;
  readonly seconds: Seconds;
  /** Share of the second phrase in a mixture, 0 to 1, which wants a model; null for a way from one to the other. */
  readonly share: number | null;
}

/** At most so much of a take's end is its phrase, seconds. */
const LONGEST_PHRASE = 30;

/**
 * Writes variations of a take's last phrase, the same for the same options; when it is stopped, those that are done.
 * @returns the files. @throws UserError when the take is not what it should be or nothing can be written.
 */
export async function varyTake(options: VaryOptions, context: JobContext): Promise<readonly string[]> {
  const { take, seconds, loop, complete, temperature } = options;
  const name = nameOf(take);
  const files = danceFiles(name, options);
  const { header, frames } = await readPhrase(take, LONGEST_PHRASE, context);
  const wish = {
    frames: seconds === null ? frames.length : framesIn(seconds, FPS),
    isLoop: loop,
    temperature,
    ...(complete && { anew: complete }),
  };
  return writeBySpace(files, options, context, {
    phase: "varying",
    dance: (random, space) =>
      space
        ? danceNear(space, frames, FPS, wish.frames, temperature, random)
        : variationOf(frames, FPS, wish, random),
    about: (nth) => ({ ...header, source: `variation ${nth} of ${name}; ${header.source}` }),
  });
}

/** Writes ways from one take's last phrase to another's; the rest as `varyTake`. */
export async function blendTakes(options: BlendOptions, context: JobContext): Promise<readonly string[]> {
  const { from, to, seconds, share, temperature } = options;
  const frames = framesIn(seconds, FPS);
  const names = [nameOf(from), nameOf(to)] as const;
  const files = danceFiles(names.join("-"), options);
  const first = await readPhrase(from, LONGEST_PHRASE, context);
  const second = await readPhrase(to, LONGEST_PHRASE, context);
  const both = (of: (header: TakeHeader) => string) =>
    [...new Set([of(first.header), of(second.header)])].filter((text) => text !== "").join("; ");
  const header: TakeHeader = {
    ...first.header,
    licence: both(({ licence }) => licence),
    dancer: both(({ dancer }) => dancer),
    tags: [...new Set([...first.header.tags, ...second.header.tags])],
  };
  const sources = both(({ source }) => source);
  return writeBySpace(files, options, context, {
    phase: "blending",
    dance: (random, space) =>
      space
        ? danceBetween(space, first.frames, second.frames, FPS, { frames, share, sigma: temperature }, random)
        : wayBetween(first.frames, second.frames, FPS, frames, random),
    about: (nth) => {
      const what =
        share === null
          ? `way ${nth} from ${names[0]} to ${names[1]}`
          : `mixture ${nth} of ${names[0]} and ${share} of ${names[1]}`;
      return { ...header, source: `${what}; ${sources}` };
    },
  });
}

interface SpaceWork extends Omit<Work, "dance"> {
  readonly dance: (random: Random, space: PhraseSpace | null) => ReturnType<Work["dance"]>;
}

/** With the model's space of phrases, where one is asked for. */
async function writeBySpace(
  files: readonly string[],
  options: Options,
  context: JobContext,
  { dance, ...work }: SpaceWork,
): Promise<readonly string[]> {
  const { model, backend } = options;
  const space = model === null ? null : await openSpace(model, backend, context);
  try {
    return await writeEach(files, options, context, { ...work, dance: (random) => dance(random, space) });
  } finally {
    space?.dispose();
  }
}

async function openSpace(
  model: string,
  backend: Settings["backend"],
  { note }: JobContext,
): Promise<PhraseSpace> {
  const { space, fps, description } = await openPhraseSpace(model, backend);
  if (fps === FPS) {
    note(description);
    return space;
  }
  space.dispose();
  throw new ModelError(`${model}: learnt from ${fps} frames a second, expected ${FPS}`);
}
