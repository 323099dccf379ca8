import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Seconds } from "../../shared/pose.ts";
import { CONTINUATION_TAG } from "../archive/take.ts";
import { pathOfTrack } from "../archive/track-path.ts";
import type { Settings } from "../config/settings.ts";
import { generate, observeAll } from "../generators/generate.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { seededRandom } from "../motion/random.ts";
import { type GeneratorChoice, openChosenGenerator } from "../runtime/open-generator.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import { makeFolder } from "../system/files/paths.ts";
import type { JobContext } from "../system/job.ts";
import {
  type DancedToTrack,
  type DanceOutput,
  danceFiles,
  nameOf,
  phraseOf,
  readDance,
  writeDance,
} from "./dance-files.ts";
import { danceToTrack, hearTrack, type PlayedTrack, trackIn } from "./dance-to-track.ts";

export interface ContinueOptions
  extends DanceOutput,
    GeneratorChoice,
    Pick<Settings, "temperature" | "seed"> {
  /** The take that is continued. */
  readonly take: string;
  /** Length of each continuation. */
  readonly seconds: Seconds;
  /** File of the track that they dance to; missing or null for none. */
  readonly music?: string | null;
  /**
   * Where it is when they begin. Missing or null: where it is after the seed, at whose time 0 it began, or, where the seed
   * names it, was where that says. Only with a track.
   */
  readonly musicBegin?: Seconds | null;
}

/** At most so much of the take's end is the phrase that is continued, where the generator remembers no more, seconds. */
const LONGEST_PHRASE = 10;

/**
 * Writes continuations of a take at the model's rate, the same for the same options; when it is stopped, as far as they
 * are.
 * @returns the files. @throws UserError when take, model or backend are not what they should be.
 */
export async function continueTake(
  options: ContinueOptions,
  context: JobContext,
): Promise<readonly string[]> {
  const { take, output, music = null, musicBegin = null } = options;
  const { signal, report, note } = context;
  if (musicBegin !== null && music === null)
    throw new ConfigError(`--music-begin is ${musicBegin} and no --music names a track, expected both`);
  const name = nameOf(take);
  const files = danceFiles(name, options);
  const danced = await readDance(take, context);
  const generator = await openChosenGenerator(options, context);
  note(`${generator.description}; ${generator.backend}`);
  const { fps, description } = generator;
  const continued: (readonly MotionFrame[])[] = [];
  let track: PlayedTrack | undefined;
  try {
    const longest = generator.remembers ?? LONGEST_PHRASE;
    const phrase = phraseOf(danced, fps, longest);
    if (phrase.length === 0)
      throw new SourceError(`${take}: no frame with a whole body, expected a dancer to continue`);
    track = await trackFor(options, danced, fps, context);
    const state = observeAll(generator, phrase);
    const states = files.map(() => state);
    const manner = { temperature: options.temperature, styles: null };
    const random = seededRandom(options.seed);
    const dance = track
      ? danceToTrack(generator, phrase.at(-1)!, states, manner, random, track)
      : generate(generator, states, manner, random);
    const total = Math.round(options.seconds * fps);
    while (continued.length < total && !signal.aborted) {
      continued.push((await dance.next()).value);
      report({ phase: "continuing", unit: "frame", done: continued.length, total });
      // The model computes without waiting, and signals are heard only when the event loop turns.
      await setImmediate();
    }
  } finally {
    generator.dispose();
  }
  if (continued.length === 0) signal.throwIfAborted();
  await makeFolder(output);
  for (const [index, file] of files.entries()) {
    const { header } = danced;
    const source = `continuation ${index + 1} of ${name} by ${description}; ${header.source}`;
    await writeDance(
      file,
      {
        ...header,
        fps,
        source,
        tags: [...header.tags, CONTINUATION_TAG],
        music: track && trackIn(file, track),
      },
      continued.map((frames) => frames[index]!),
    );
  }
  return files;
}

/** The track that is danced to; undefined where none is. */
async function trackFor(
  { take, music = null, musicBegin = null, seconds }: ContinueOptions,
  { music: own, danced }: DancedToTrack,
  fps: number,
  context: JobContext,
): Promise<PlayedTrack | undefined> {
  if (music === null) {
    if (own !== null)
      context.note(
        `${take}: its track is not danced to; --music ${pathOfTrack(take, own)} would dance on to it`,
      );
    return undefined;
  }
  const isOwn = own !== null && resolve(pathOfTrack(take, own)) === resolve(music);
  const afterSeed = (isOwn ? own.begin : 0) + danced.at(-1)!.t + 1 / fps;
  return await hearTrack(music, { asked: musicBegin, afterSeed, seconds }, context);
}
