import { writeTake } from "../archive/take-writer.ts";
import { ConfigError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import type { ExportOptions } from "./export-options.ts";
import { readDanceOrPiece } from "./piece-dances.ts";

export type TakeEnding = ".take.ndjson" | ".take.ndjson.gz";

/** Writes a piece as a take, or a take's end as another. @throws as `exportTakes` does. */
export async function takeAgain(
  { takes, output, seconds, model }: ExportOptions,
  context: JobContext,
): Promise<void> {
  const [take, ...others] = takes as [string, ...string[]];
  if (others.length > 0)
    throw new ConfigError(`${takes.length} takes for ${output}, expected one for a take`);
  const { header, danced } = await readDanceOrPiece(take, model, context);
  const end = danced.at(-1)?.t ?? 0;
  const begin = seconds === null ? 0 : Math.max(0, end - seconds);
  const kept = danced.filter(({ t }) => t >= begin).map((frame) => ({ ...frame, t: frame.t - begin }));
  await writeTake(output, header, kept);
}
