import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Seconds } from "../../shared/pose.ts";
import { CONTINUATION_TAG, pictureOf, type TakeFrame, type TakeHeader } from "../archive/take.ts";
import { readTake } from "../archive/take-reader.ts";
import { writeTake } from "../archive/take-writer.ts";
import type { Settings } from "../config/settings.ts";
import { generate, observeAll } from "../generators/generate.ts";
import { Completion } from "../motion/completion.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { seededRandom } from "../motion/random.ts";
import { lastPhrase } from "../motion/resampler.ts";
import { type GeneratorChoice, openChosenGenerator } from "../runtime/open-generator.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import { makeFolder } from "../system/files/paths.ts";
import type { JobContext } from "../system/job.ts";

export interface ContinueOptions extends GeneratorChoice, Pick<Settings, "temperature" | "seed"> {
  /** The take that is continued. */
  readonly take: string;
  /** Folder of the continuations. */
  readonly output: string;
  /** Length of each. */
  readonly seconds: Seconds;
  /** How many. */
  readonly options: number;
  /** Whether they may take the place of other takes. */
  readonly force: boolean;
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
  const name = basename(take).replace(/\.take\.ndjson(\.gz)?$/, "");
  const files = Array.from({ length: options.options }, (_, option) =>
    join(output, `${name}-${option + 1}.take.ndjson`),
  );
  const taken = files.find((file) => existsSync(file));
  if (taken !== undefined && !options.force)
    throw new ConfigError(`${taken}: is there already; expected another --output, or --force`);
  const { header, danced } = await read(take, context);
  const generator = await openChosenGenerator(options, context);
  note(`${generator.description}; ${generator.backend}`);
  const { fps, description } = generator;
  const picture = pictureOf(header);
  const continued: (readonly MotionFrame[])[] = [];
  try {
    const longest = generator.remembers ?? LONGEST_PHRASE;
    const phrase = phraseOf(danced, picture.width / picture.height, fps, longest);
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
    const source = `continuation ${index + 1} of ${name} by ${description}; ${header.source}`;
    await writeTake(
      file,
      { ...header, fps, source, tags: [...header.tags, CONTINUATION_TAG] },
      continued.map((frames, frame) => ({
        t: frame / fps,
        people: [{ id: 1, image: null, ...frames[index]! }],
      })),
    );
  }
  return files;
}

async function read(
  take: string,
  { signal, report, note }: JobContext,
): Promise<{ readonly header: TakeHeader; readonly danced: readonly TakeFrame[] }> {
  const { header, frames } = await readTake(take, { onDamage: note });
  const danced: TakeFrame[] = [];
  for await (const frame of frames) {
    signal.throwIfAborted();
    danced.push(frame);
    report({ phase: "reading the take", unit: "frame", done: danced.length, total: null });
  }
  return { header, danced };
}

/** The last dancer's last unbroken phrase on the model's grid, which is laid so that it ends with the take. */
function phraseOf(
  danced: readonly TakeFrame[],
  aspect: number,
  fps: number,
  longest: Seconds,
): readonly MotionFrame[] {
  const id = danced.findLast(({ people }) => people.length > 0)?.people[0]?.id;
  const completion = new Completion();
  const frames = danced.flatMap(({ t, people }) => {
    const pose = people.find((person) => person.id === id);
    const frame = pose && completion.complete(pose, aspect);
    return frame ? [{ t, frame }] : [];
  });
  return lastPhrase(frames, fps, longest);
}
