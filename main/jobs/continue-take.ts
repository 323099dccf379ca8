import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { CONTINUATION_TAG, type TakeFrame } from "../archive/take.ts";
import { readTake } from "../archive/take-reader.ts";
import { writeTake } from "../archive/take-writer.ts";
import type { Settings } from "../config/settings.ts";
import { generate, observeAll } from "../generators/generate.ts";
import { Completion } from "../motion/completion.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { seededRandom } from "../motion/random.ts";
import { lastPhrase } from "../motion/resampler.ts";
import { openGenerator } from "../runtime/open-generator.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import { makeFolder } from "../system/paths.ts";

interface Wish extends Pick<Settings, "model" | "backend" | "temperature" | "seed"> {
  readonly seconds: number;
  readonly options: number;
  /** Writes over takes that are there already. */
  readonly force?: boolean;
}

/** The mind hears at most this much of the seed, seconds. */
const LONGEST_PHRASE = 10;

/**
 * Writes `options` continuations of a take, each of `seconds` at the model's rate; the same for the same wish.
 * @returns the files. @throws UserError when seed, model or backend are not what they should be.
 */
export async function continueTake(file: string, output: string, wish: Wish): Promise<readonly string[]> {
  const name = basename(file).replace(/\.take\.ndjson(\.gz)?$/, "");
  const files = Array.from({ length: wish.options }, (_, option) =>
    join(output, `${name}-${option + 1}.take.ndjson`),
  );
  const taken = files.find((target) => existsSync(target));
  if (taken !== undefined && !wish.force)
    throw new ConfigError(`${taken}: is there already; expected another --output, or --force`);
  const { header, frames } = await readTake(file, {
    onDamage: (message) => process.stderr.write(`${message}\n`),
  });
  const danced: TakeFrame[] = [];
  for await (const frame of frames) danced.push(frame);
  const mind = await openGenerator(wish.model, wish.backend);
  process.stderr.write(`${mind.description}; ${mind.backend}\n`);
  const seed = phraseOf(danced, header.width / header.height, mind.fps);
  if (seed.length === 0)
    throw new SourceError(`${file}: no frame with a whole body, expected a dancer to continue`);
  const heard = observeAll(mind, seed);
  const states = Array.from({ length: wish.options }, () => heard);
  const dance = generate(mind, states, wish.temperature, seededRandom(wish.seed));
  const moments = Array.from({ length: Math.round(wish.seconds * mind.fps) }, () => dance.next().value);
  mind.dispose();
  await makeFolder(output);
  for (const [index, target] of files.entries()) {
    const source = `continuation ${index + 1} of ${name} by ${mind.description}; ${header.source}`;
    await writeTake(
      target,
      { ...header, fps: mind.fps, source, tags: [...header.tags, CONTINUATION_TAG] },
      moments.map((moment, frame) => ({
        t: frame / mind.fps,
        people: [{ id: 1, image: null, ...moment[index]! }],
      })),
    );
  }
  return files;
}

/** The last dancer's last unbroken phrase on the model's grid, which is laid so that it ends with the take. */
function phraseOf(danced: readonly TakeFrame[], aspect: number, fps: number): readonly MotionFrame[] {
  const id = danced.findLast(({ people }) => people.length > 0)?.people[0]?.id;
  const completion = new Completion();
  const frames = danced.flatMap(({ t, people }) => {
    const pose = people.find((person) => person.id === id);
    const frame = pose && completion.complete(pose, aspect);
    return frame ? [{ t, frame }] : [];
  });
  return lastPhrase(frames, fps, LONGEST_PHRASE);
}
