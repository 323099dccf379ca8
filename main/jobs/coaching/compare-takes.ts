import { resolve } from "node:path";
import type { Seconds } from "../../../shared/pose.ts";
import { IMPORT_FPS } from "../../archive/import/bvh/convert.ts";
import { comparePage } from "../../pictures/report/compare/compare-page.ts";
import type { Compared } from "../../pictures/report/compare/compared.ts";
import { replaceFile } from "../../runtime/model-files.ts";
import { ConfigError } from "../../system/errors.ts";
import type { JobContext } from "../../system/job.ts";
import { compareInThread } from "./compare-thread.ts";
import { readDancer } from "./read-dancer.ts";
import { checkReportFile } from "./report-file.ts";

export interface CompareTakesOptions {
  /** Takes, or pieces. */
  readonly reference: string;
  readonly take: string;
  /** Ids of who is compared; null for who is there first. */
  readonly referencePerson: number | null;
  readonly person: number | null;
  /** When the reference's time 0 was due, seconds of the take; null: from wherever the two fit best. */
  readonly due: Seconds | null;
  /** Seconds of the reference in a second of the take. */
  readonly speed: number;
  /** File of the report, .html; null for none. */
  readonly output: string | null;
  /** Whether another file may be written over. */
  readonly force: boolean;
  /** Folder of the model that dances the joins of a piece which are not there yet. */
  readonly model: string;
}

/**
 * Where a dance is late, and what differs from its reference; with a report, where one is asked for.
 * @throws UserError when a take is not what it should be or the report cannot be written; the signal's reason when it is
 *   stopped: then there is no report.
 */
export async function compareTakes(options: CompareTakesOptions, context: JobContext): Promise<Compared> {
  const { speed, model, output } = options;
  checkOptions(options);
  const reference = await readDancer(
    { file: options.reference, person: options.referencePerson, option: "--reference-person", model },
    context,
  );
  const dance = await readDancer(
    { file: options.take, person: options.person, option: "--person", model },
    context,
  );
  // From the first frame of the one to the first frame of the other.
  const due = options.due === null ? null : options.due + reference.begin / speed - dance.begin;
  const fps = IMPORT_FPS;
  const total = Math.round(reference.clip.frames / fps);
  const report = (done: number) => context.report({ phase: "comparing", unit: "second", done, total });
  report(0);
  const comparison = await compareInThread(
    {
      reference: { clip: reference.clip, fps },
      dance: { clip: dance.clip, fps },
      options: { due, speed },
    },
    context.signal,
  );
  report(total);
  const compared: Compared = { reference, dance, due, speed, comparison };
  if (output !== null) await replaceFile(output, comparePage(compared));
  return compared;
}

function checkOptions({
  reference,
  take,
  referencePerson,
  person,
  output,
  force,
}: CompareTakesOptions): void {
  if (resolve(reference) === resolve(take) && referencePerson === person)
    throw new ConfigError(`${take}: is the reference itself, expected another take, or another person of it`);
  if (output !== null) checkReportFile(output, force);
}
