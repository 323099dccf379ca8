import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import type { JobContext } from "../../system/job.ts";

/** Who does shots: child processes of this machine, or others through a queue. */
export interface ShotRunner {
  /**
   * Does each of these shots once, in any order. It reports no progress, which whoever asked counts by outcomes; it may
   * note what happens to those who work.
   * @param onOutcome called once a shot, as soon as its outcome lies in the archive, or with a `fault` where nothing does.
   * @throws the signal's reason when stopped: what is done stays done. UserError where nobody can be had to do them.
   */
  run(
    tasks: readonly ShotTask[],
    onOutcome: (outcome: ShotOutcome) => void,
    context: JobContext,
  ): Promise<void>;
}
