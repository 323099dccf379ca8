import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { ShotOutcome, ShotTask } from "../../../../main/archive/ingest/shot.ts";
import { LocalRunner, type LocalRunnerParts } from "../../../../main/jobs/ingest/local-runner.ts";
import { forkJob, type JobChild } from "../../../../main/process/job-child.ts";
import type { Progress } from "../../../../main/system/job.ts";
import { type DoubleFilm, SHOT_DOUBLE, writeFilm } from "../../../support/double-films.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { jobContext } from "../../../support/job-context.ts";

function tasksOf(...films: readonly DoubleFilm[]): readonly ShotTask[] {
  const folder = emptyFolder();
  const archive = join(folder, "archive");
  mkdirSync(archive);
  return films.map((film, index) => ({
    ...{ film: writeFilm(folder, `${index}.mp4`, film), filmState: "", begin: 0, end: 1, archive },
    ...{ stem: `${index}.001`, dancer: "", tags: [], source: "", licence: "", settings: {} },
  }));
}

async function run(
  tasks: readonly ShotTask[],
  parts: Partial<LocalRunnerParts> = {},
  stopAt: (progress: Progress) => boolean = () => false,
) {
  const context = jobContext(stopAt);
  const outcomes: ShotOutcome[] = [];
  let [living, most] = [0, 0];
  const spawn = (entry: string): JobChild => {
    const child = forkJob(entry);
    most = Math.max(most, ++living);
    child.onExit(() => living--);
    return child;
  };
  const runner = new LocalRunner({ workers: 2, spawn, entry: SHOT_DOUBLE, ...parts });
  const error = await runner
    .run(tasks, (outcome) => outcomes.push(outcome), context)
    .then(
      () => null,
      (thrown: Error) => thrown.message,
    );
  return { outcomes, error, ...context, living: () => living, most: () => most };
}

test("each shot is done once, by so many processes at a time, and none of them is left", async () => {
  const tasks = tasksOf(...Array.from({ length: 6 }, () => ({ cuts: [], ms: 30 })));
  const { outcomes, error, reports, living, most } = await run(tasks);
  expect(error).toBeNull();
  expect(outcomes.map(({ task }) => task.stem).sort()).toEqual(tasks.map(({ stem }) => stem));
  expect(outcomes.every(({ fault, take }) => fault === null && take !== null)).toBe(true);
  expect([living(), most()]).toEqual([0, 2]);
  expect(reports[0]).toMatchObject({ phase: "tracking", details: [expect.stringMatching(/^\d\.001$/)] });
});

test("a process that crashes costs one more try; where it crashes again the shot has a fault, and the rest goes on", async () => {
  const tasks = tasksOf({ cuts: [] }, { cuts: [], crashes: 1 }, { cuts: [], crashes: 2 }, { cuts: [] });
  const { outcomes, error, notes } = await run(tasks);
  expect(error).toBeNull();
  const faults = Object.fromEntries(outcomes.map(({ task, fault }) => [task.stem, fault]));
  expect(faults).toEqual({
    ...{ "0.001": null, "1.001": null, "3.001": null },
    "2.001": expect.stringMatching(
      /^2\.001: the process that did it ended with signal SIGKILL.*; it was tried 2 times$/,
    ),
  });
  expect(notes.filter((line) => line.includes("it is tried once more"))).toHaveLength(2);
  const begun = readFileSync(join(tasks[0]!.archive, "begun.txt"), "utf8").trimEnd().split("\n");
  expect(begun.sort()).toEqual(["0.001", "1.001", "1.001", "2.001", "2.001", "3.001"]);
});

test("where every process ends, that is said once, not of each shot", async () => {
  const tasks = tasksOf(...Array.from({ length: 20 }, () => ({ cuts: [], crashes: 9 })));
  const { outcomes, error, living } = await run(tasks);
  expect(error).toMatch(/^processes that do shots end one after the other; the last: .*signal SIGKILL/);
  expect(outcomes.length).toBeLessThan(5);
  expect(living()).toBe(0);
});

test("a process that cannot be started at all is one that ends", async () => {
  const entry = fileURLToPath(new URL("no-such-entry.ts", import.meta.url));
  const { error } = await run(tasksOf({ cuts: [] }, { cuts: [] }, { cuts: [] }, { cuts: [] }), { entry });
  expect(error).toMatch(/^processes that do shots end one after the other; the last: .*exit code 1/);
});

test("a process that is silent is ended and its shot tried again", async () => {
  const { outcomes, notes } = await run(tasksOf({ cuts: [], ms: 60_000 }), { silentMs: 1500 });
  expect(notes).toEqual(["0.001: the process that did it was silent, and was ended; it is tried once more"]);
  expect(outcomes[0]!.fault).toMatch(/was silent/);
});

test("stopped, the processes end, and what they were doing leaves no outcome", async () => {
  const tasks = tasksOf({ cuts: [], ms: 5000 }, { cuts: [], ms: 5000 });
  const { outcomes, error, living } = await run(tasks, {}, ({ done }) => done > 0);
  expect([error, outcomes, living()]).toEqual(["stopped", [], 0]);
});
