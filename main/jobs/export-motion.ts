import { evenly } from "../archive/export/even-grid.ts";
import { type RiggedDance, rigged } from "../archive/export/rig.ts";
import { bvhOf } from "../archive/export/write-bvh.ts";
import { csvOf } from "../archive/export/write-csv.ts";
import { glbOf } from "../archive/export/write-glb.ts";
import type { TakeFrame } from "../archive/take.ts";
import { replaceFile } from "../runtime/model-files.ts";
import { ConfigError, SourceError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import { nameOf } from "./dance-files.ts";
import { checkFree, type ExportOptions } from "./export-options.ts";
import { readDanceOrPiece } from "./piece-dances.ts";

export type MotionEnding = ".bvh" | ".csv" | ".glb";

/** Metres by which joints may be moved without a word. */
const UNSEEN = 1e-3;

/**
 * Writes the people of a take as motion that other programs read: one to a file, since most of those expect one.
 * @returns the files: those of several people are numbered by their ids. @throws as `exportTakes` does.
 */
export async function motion(
  { takes, output, seconds, person, model, force }: ExportOptions,
  ending: MotionEnding,
  context: JobContext,
): Promise<readonly string[]> {
  const [take, ...others] = takes as [string, ...string[]];
  if (others.length > 0)
    throw new ConfigError(`${takes.length} takes for ${output}, expected one for a file of motion`);
  const { header, danced } = await readDanceOrPiece(take, model, context);
  const from = seconds === null ? Number.NEGATIVE_INFINITY : (danced.at(-1)?.t ?? 0) - seconds;
  const frames = danced.filter(({ t }) => t >= from);
  const people = peopleOf(frames, take, person);
  const files = people.map((id) => (people.length > 1 ? numbered(output, ending, id) : output));
  for (const file of files) checkFree(file, force);
  const content = async (id: number) => {
    if (ending === ".csv") return csvOf(frames, id, context);
    const dance = await rig(frames, id, header.fps, take, context);
    if (ending === ".bvh") return bvhOf(dance, context);
    const { source, licence } = header;
    const copyright = [source, licence].filter((words) => words !== "").join("; ");
    return glbOf(dance, { name: nameOf(take), copyright }, context);
  };
  for (const [index, id] of people.entries()) await replaceFile(files[index]!, await content(id));
  return files;
}

/** Her dance on a skeleton of her own, with a word on what had to be made up for it. */
async function rig(
  frames: readonly TakeFrame[],
  person: number,
  fps: number,
  take: string,
  context: JobContext,
): Promise<RiggedDance> {
  const even = evenly(frames, person, fps, take);
  for (const note of even.notes) context.note(`${take}: person ${person}: ${note}`);
  const dance = await rigged(even.frames, fps, context);
  const { mean, most } = dance.moved;
  if (most > UNSEEN)
    context.note(
      `${take}: person ${person}: bones whose lengths change were given their mean ones, which moves joints by ${cm(mean)} cm on average, and by ${cm(most)} at most`,
    );
  return dance;
}

const cm = (metres: number): string => (100 * metres).toFixed(1);

/** The ids of those who have a body, or of the one who is asked for. */
function peopleOf(frames: readonly TakeFrame[], take: string, person: number | null): readonly number[] {
  const seen = new Set<number>();
  const people = new Set<number>();
  for (const { people: all } of frames)
    for (const { id, body } of all) {
      seen.add(id);
      if (body?.some((joint) => joint !== null)) people.add(id);
    }
  if (seen.size === 0) throw new SourceError(`${take}: nobody in it, expected a dancer`);
  if (person !== null && !seen.has(person))
    throw new ConfigError(`--person is ${person}, expected one of ${take}: ${[...seen].join(", ")}`);
  const wanted = [...people].filter((id) => person === null || id === person);
  if (wanted.length === 0)
    throw new SourceError(
      `${take}: places in a picture alone, expected bodies in metres; a contact sheet can be made of it`,
    );
  return wanted;
}

const numbered = (output: string, ending: string, id: number): string =>
  `${output.slice(0, output.length - ending.length)}-${id}${output.slice(output.length - ending.length)}`;
