import { setImmediate } from "node:timers/promises";
import type { Seconds } from "../../shared/pose.ts";
import { CONTINUATION_TAG } from "../archive/take.ts";
import type { Settings } from "../config/settings.ts";
import { generate, observeAll } from "../generators/generate.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { seededRandom } from "../motion/random.ts";
import { type GeneratorChoice, openChosenGenerator } from "../runtime/open-generator.ts";
import { SourceError } from "../system/errors.ts";
import { makeFolder } from "../system/files/paths.ts";
import type { JobContext } from "../system/job.ts";
import { type DanceOutput, danceFiles, nameOf, phraseOf, readDance, writeDance } from "./dance-files.ts";

export interface ContinueOptions
  extends DanceOutput,
    GeneratorChoice,
    Pick<Settings, "temperature" | "seed"> {
  /** The take that is continued. */
  readonly take: string;
  /** Length of each continuation. */
  readonly seconds: Seconds;
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
  const { take, output } = options;
  const { signal, report, note } = context;
  const name = nameOf(take);
  const files = danceFiles(name, options);
  const danced = await readDance(take, context);
  const generator = await openChosenGenerator(options, context);
  note(`${generator.description}; ${generator.backend}`);
  const { fps, description } = generator;
  const continued: (readonly MotionFrame[])[] = [];
  try {
    const longest = generator.remembers ?? LONGEST_PHRASE;
    const phrase = phraseOf(danced, fps, longest);
    if (phrase.length === 0)
      throw new SourceError(`${take}: no frame with a whole body, expected a dancer to continue`);
    const state = observeAll(generator, phrase);
    const dance = generate(
      generator,
      files.map(() => state),
      { temperature: options.temperature, styles: null },
      seededRandom(options.seed),
    );
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
      { ...header, fps, source, tags: [...header.tags, CONTINUATION_TAG] },
      continued.map((frames) => frames[index]!),
    );
  }
  return files;
}
