import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { stemOf } from "../../../shared/stem.ts";
import { asFileName } from "../../archive/library/names.ts";
import type { TakeFrame } from "../../archive/take.ts";
import { writeTake } from "../../archive/take-writer.ts";
import type { DancedPass } from "../../coaching/practice/pass-collector.ts";
import { frameOf, rowAt } from "../../motion/clip.ts";
import { makeMissing } from "../../system/files/paths.ts";

/** Passes that are kept as takes: some evenings, and some 100 kB each. */
export const KEPT_PASSES = 500;
const ENDING = ".take.ndjson.gz";
/** Names that passes are given: what else somebody puts there stays. */
const OURS = /^\d{8}-\d{6}-.+-\d+\.take\.ndjson\.gz$/;
/** Bytes of a reference's name that are left for it beside when and which pass. */
const LONGEST_STEM = 150;

/** The folder in the folder of takes where passes lie: there the library does not list them. */
export const passFolder = (takes: string): string => join(takes, "practice");

/**
 * Writes a pass as a take, poses alone, and removes the oldest beyond `KEPT_PASSES`. Its name begins with when it was
 * danced, so that the order of names is that of time.
 * @param at milliseconds since 1970, when it ended.
 * @returns its path.
 * @throws SourceError naming the file; Error of the system.
 */
export async function writePass(takes: string, danced: DancedPass, at: number): Promise<string> {
  const folder = passFolder(takes);
  const { dance, reference, pass, speed, mirrored, stretch, due } = danced;
  const when = new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  const file = join(folder, `${when}-${asFileName(stemOf(reference), LONGEST_STEM)}-${pass}${ENDING}`);
  const manner = `at ${Math.round(100 * speed)} % of its speed${mirrored ? ", mirrored" : ""}`;
  const note = `${reference} from ${stretch.begin.toFixed(2)} to ${stretch.end.toFixed(2)} s, ${manner}; it begins at ${due.toFixed(2)} s`;
  const header = {
    fps: dance.fps,
    source: "live, practised with Continuo",
    licence: "",
    dancer: "",
    tags: [],
  };
  await makeMissing(folder, 0o700);
  await writeTake(file, { ...header, note }, framesOf(danced));
  const names = (await readdir(folder)).filter((name) => OURS.test(name)).sort();
  for (const name of names.slice(0, Math.max(0, names.length - KEPT_PASSES)))
    await rm(join(folder, name), { force: true });
  return file;
}

function* framesOf({ dance: { clip, fps } }: DancedPass): Generator<TakeFrame> {
  for (let frame = 0; frame < clip.frames; frame++) {
    const { body, root } = frameOf(rowAt(clip, frame));
    yield { t: frame / fps, people: [{ id: 1, image: null, body, root }] };
  }
}
