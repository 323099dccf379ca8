import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { CONTINUATION_TAG, type TakeFrame } from "../archive/take.ts";
import { readTake } from "../archive/take-reader.ts";
import { writeTake } from "../archive/take-writer.ts";
import type { Settings } from "../config/settings.ts";
import { generateFrames, observeAll } from "../generators/generate.ts";
import { Completion } from "../motion/completion.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { seededRandom } from "../motion/random.ts";
import { mixFrames, type TimedFrame } from "../motion/resampler.ts";
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
/** A hole in the seed longer than this begins another phrase, seconds. */
const LONGEST_GAP = 0.5;

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
  const observed = observeAll(mind, seed);
  const states = Array.from({ length: wish.options }, () => observed);
  const manner = { temperature: wish.temperature, styles: null };
  const count = Math.round(wish.seconds * mind.fps);
  const moments = await generateFrames(mind, states, count, manner, seededRandom(wish.seed));
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
  let phrase: TimedFrame[] = [];
  for (const { t, people } of danced) {
    const pose = people.find((person) => person.id === id);
    const frame = pose && completion.complete(pose, aspect);
    if (!frame) continue;
    const before = phrase.at(-1);
    if (before && t - before.t > LONGEST_GAP) phrase = [];
    if (!before || t > before.t) phrase.push({ t, frame });
  }
  const end = phrase.at(-1)?.t ?? 0;
  const count = Math.floor(Math.min(LONGEST_PHRASE, end - (phrase[0]?.t ?? 0)) * fps + 1e-3) + 1;
  if (phrase.length === 0) return [];
  let at = 0;
  return Array.from({ length: count }, (_, index) => {
    const t = end - (count - 1 - index) / fps;
    while (at < phrase.length - 2 && phrase[at + 1]!.t < t) at++;
    const from = phrase[at]!;
    const to = phrase[at + 1] ?? from;
    return mixFrames(from.frame, to.frame, to.t > from.t ? (t - from.t) / (to.t - from.t) : 1);
  });
}
