import type { ShotOutcome, ShotTask } from "../../archive/ingest/shot.ts";
import type { JobContext } from "../../system/job.ts";

/** Who does shots: child processes of this machine, or others through a queue. */
export interface ShotRunner {
  /**
   * Does each of these shots once, in any order. What it reports is how far single shots are, each with the shot's stem
   * as its one detail; the whole is counted by outcomes.
   * @param onOutcome called once a shot, as soon as its outcome lies in the archive, or with a `fault` where nothing does.
   * @throws the signal's reason when stopped: what is done stays done. UserError where nobody can be had to do them.
   */
  run(
    tasks: readonly ShotTask[],
    onOutcome: (outcome: ShotOutcome) => void,
    context: JobContext,
  ): Promise<void>;
}
