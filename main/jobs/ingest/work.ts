import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ShotTask } from "../../archive/ingest/shot.ts";
import { readOutcome, takeNameOf } from "../../archive/ingest/shot-files.ts";
import { forkJob } from "../../process/job-child.ts";
import { type Served, serve } from "../../queue/serve.ts";
import type { JobContext } from "../../system/job.ts";
import { ShotChild } from "./shot-child.ts";
import { checkTask, placesOf } from "./task-bounds.ts";

export interface WorkOptions {
  /** Of the Redis. */
  readonly address: string;
  /** Shots side by side, each in a process of its own. */
  readonly workers: number;
  /** What tasks may name lies in these; anywhere where there are none. */
  readonly within: readonly string[];
}

/** Does shots from the queue until it is stopped. @throws UserError where there is no Redis to work with */
export async function work(options: WorkOptions, context: JobContext): Promise<Served> {
  const { address, workers, within } = options;
  const places = await placesOf(within);
  const all = Array.from({ length: workers }, () => new ShotChild(forkJob));
  const idle = [...all];
  const perform = async (task: ShotTask, signal: AbortSignal, isAgain: boolean) => {
    await checkTask(task, places);
    // By somebody who was then not able to say so.
    const done = await readOutcome(task);
    if (done) return done;
    const child = idle.pop()!;
    try {
      const outcome = await child.do(task, { ...context, signal, report: () => {} });
      if (isAgain) await removeParts(task);
      return outcome;
    } finally {
      idle.push(child);
    }
  };
  try {
    return await serve({ address, slots: workers, perform }, context);
  } finally {
    await Promise.all(all.map((child) => child.close()));
  }
}

/** What somebody who was killed had begun to write. */
async function removeParts(task: ShotTask): Promise<void> {
  const begun = `${takeNameOf(task)}.`;
  const names = (await readdir(task.archive)).filter(
    (name) => name.startsWith(begun) && name.endsWith(".part"),
  );
  for (const name of names) await rm(join(task.archive, name), { force: true });
}
