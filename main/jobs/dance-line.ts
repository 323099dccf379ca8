import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { danceLine, type LineReport } from "../archive/map/dance-line.ts";
import { readLine } from "../archive/map/line.ts";
import { MappedMoments } from "../archive/map/mapped-moments.ts";
import { openMoments } from "../archive/moments/moments-file.ts";
import { meanProportions } from "../motion/patches/embodied.ts";
import type { Proportions } from "../motion/proportions.ts";
import { ConfigError } from "../system/errors.ts";
import { makeFolder } from "../system/files/paths.ts";
import type { JobContext } from "../system/job.ts";
import { readPhrase } from "./phrase-takes.ts";

export interface DanceLineOptions {
  /** Folder of the archive, with its map. */
  readonly archive: string;
  /** File of the line. */
  readonly line: string;
  /** The take that it becomes. */
  readonly output: string;
  /** Whether it may take the place of another. */
  readonly force: boolean;
  /** A take of whoever is to have danced it; null for an adult of usual proportions. */
  readonly body: string | null;
}

/** So much of a take tells how long somebody's bones are, seconds. */
const MEASURED = 30;

/** Dances a line over an archive's map. @throws UserError when line, archive, map or take are not what they should be. */
export async function danceDrawnLine(options: DanceLineOptions, context: JobContext): Promise<LineReport> {
  const { archive, line, output, force, body } = options;
  if (!/\.take\.ndjson(\.gz)?$/.test(output))
    throw new ConfigError(`${output}: expected a name that ends in .take.ndjson or .take.ndjson.gz`);
  if (existsSync(output) && !force)
    throw new ConfigError(`${output}: is there already; expected another --output, or --force`);
  const points = await readLine(line);
  const own = body === null ? undefined : await proportionsIn(body, context);
  const ground = await new MappedMoments(archive).ground(await openMoments(archive, context));
  await makeFolder(dirname(output));
  return danceLine(ground, { folder: archive, points, file: output, body: own }, context);
}

async function proportionsIn(take: string, context: JobContext): Promise<Proportions> {
  const { frames } = await readPhrase(take, MEASURED, context);
  return meanProportions(frames);
}
