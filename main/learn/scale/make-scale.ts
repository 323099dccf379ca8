import { writeScale } from "../../archive/coaching/scale-file.ts";
import { checkWritable } from "../../system/files/paths.ts";
import type { JobContext } from "../../system/job.ts";
import { measureArchive, type ScaleOptions } from "./measure-archive.ts";

export interface MakeScaleOptions extends ScaleOptions {
  /** File of the scale. */
  readonly output: string;
}

/**
 * Measures an archive and writes the scale.
 * @returns its file. @throws UserError when there is nothing to measure or it cannot be written; the signal's reason.
 */
export async function makeScale(options: MakeScaleOptions, context: JobContext): Promise<string> {
  const { output } = options;
  await checkWritable(output);
  await writeScale(output, await measureArchive(options, context));
  return output;
}
