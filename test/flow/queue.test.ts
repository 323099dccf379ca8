import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as v from "valibot";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ShotOutcome, ShotOutcomeSchema, type ShotTask } from "../../main/archive/ingest/shot.ts";
import { OUTCOMES, outcomeFileOf, takeNameOf } from "../../main/archive/ingest/shot-files.ts";
import { LocalRunner } from "../../main/jobs/ingest/local-runner.ts";
import type { ShotRunner } from "../../main/jobs/ingest/shot-runner.ts";
import { seededRandom } from "../../main/motion/random.ts";
import { forkJob } from "../../main/process/job-child.ts";
import { PREFIX, QUEUE } from "../../main/queue/connect.ts";
import { QueueRunner } from "../../main/queue/queue-runner.ts";
import { projectRoot } from "../../main/system/files/paths.ts";

import { emptyFolder } from "../support/folder.ts";
import { jobContext } from "../support/job-context.ts";
import { amount, LONG } from "../support/long.ts";
import { hasRedis, RedisServer } from "../support/redis.ts";
import { smallShots } from "../support/shots.ts";

/*
 * The whole of it: a real server, workers as they are started from the command line, films, takes. Workers are killed as a
 * machine without power is.
 */

const WORKERS = amount({ everyday: 2, long: 4 });
const SHOTS = amount({ everyday: 10, long: 200 });
/** A worker is killed about every so many shots. */
const KILL_EVERY = amount({ everyday: 7, long: 5 });

class WorkProcess {
  readonly process: ChildProcess;
  words = "";

  constructor({ address }: RedisServer, args: readonly string[]) {
    this.process = spawn(
      process.execPath,
      [join(projectRoot, "main/cli.ts"), "work", "--queue", address, ...args],
      {
        cwd: projectRoot,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    for (const stream of [this.process.stdout!, this.process.stderr!])
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.words += text;
      });
    onTestFinished(() => void this.process.kill("SIGKILL"));
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const over = once(this.process, "exit");
    this.process.kill(signal);
    return (await over)[0] as number | null;
  }
}

/** Runs them, and waits for all. */
async function outcomesOf(
  runner: ShotRunner,
  tasks: readonly ShotTask[],
  onOutcome: (count: number) => void = () => {},
): Promise<readonly ShotOutcome[]> {
  const outcomes: ShotOutcome[] = [];
  const tell = (outcome: ShotOutcome) => onOutcome(outcomes.push(outcome));
  await runner.run(tasks, tell, jobContext());
  return outcomes;
}

const localRunner = (workers: number) => new LocalRunner({ workers, spawn: forkJob });

/** What lies in a take, whatever the compressor made of it. */
const contentOf = (task: ShotTask): string =>
  gunzipSync(readFileSync(join(task.archive, takeNameOf(task)))).toString("utf8");

function expectEachOnce(tasks: readonly ShotTask[], outcomes: readonly ShotOutcome[]): void {
  const stems = tasks.map(({ stem }) => stem).sort();
  expect(outcomes.map(({ task }) => task.stem).sort()).toEqual(stems);
  expect(outcomes.filter(({ fault, take }) => fault !== null || take === null)).toEqual([]);
  const { archive } = tasks[0]!;
  const takes = tasks.map(takeNameOf).sort();
  expect(readdirSync(archive).sort()).toEqual([OUTCOMES, ...takes].sort());
  expect(
    readdirSync(join(archive, OUTCOMES))
      .filter((name) => !name.startsWith("."))
      .sort(),
  ).toEqual(stems.map((stem) => `${stem}.json`).sort());
  for (const task of tasks) {
    const found = v.parse(ShotOutcomeSchema, JSON.parse(readFileSync(outcomeFileOf(task), "utf8")));
    expect(found.task).toEqual(task);
  }
}

describe.runIf(hasRedis)("continuo work", { timeout: 900_000 }, () => {
  test("whatever is killed, each shot ends up once and whole", async () => {
    const server = await RedisServer.start();
    const tasks = smallShots(emptyFolder(), SHOTS);
    // Undisturbed, for comparison: after eleven the same stretches of the film come again.
    const calm = smallShots(emptyFolder(), Math.min(11, SHOTS));
    await outcomesOf(localRunner(2), calm);

    const random = seededRandom(7);
    const start = () => new WorkProcess(server, ["--workers", "1"]);
    const workers = Array.from({ length: WORKERS }, start);
    let kills = 0;
    const outcomes = await outcomesOf(new QueueRunner(server.address), tasks, (count) => {
      if (count === Math.floor(SHOTS / 2)) void server.kill().then(() => server.restart());
      if (count % KILL_EVERY !== KILL_EVERY - 1) return;
      const unlucky = Math.floor(random() * WORKERS);
      workers[unlucky]!.process.kill("SIGKILL");
      workers[unlucky] = start();
      kills++;
    });
    expect(kills).toBeGreaterThanOrEqual(LONG ? 30 : 1);
    expectEachOnce(tasks, outcomes);
    for (const [n, task] of tasks.entries())
      expect(contentOf(task), task.stem).toBe(contentOf(calm[n % calm.length]!));
    // One whose worker was killed between its outcome and the queue's being told is taken up by another.
    const client = server.client();
    const left = () => client.keys(`${PREFIX}:${QUEUE}:shot-*`);
    await expect.poll(left, { timeout: 120_000, interval: 1000 }).toEqual([]);
  });

  test("Ctrl-C gives back what is begun, and is no failure", async () => {
    const server = await RedisServer.start();
    const tasks = smallShots(emptyFolder(), 6);
    const worker = new WorkProcess(server, ["--workers", "2"]);
    let leaving: Promise<number | null> | null = null;
    const outcomes = await outcomesOf(new QueueRunner(server.address), tasks, (count) => {
      if (count !== 2) return;
      leaving = worker.end("SIGINT");
      new WorkProcess(server, ["--workers", "2"]);
    });
    expect(await leaving).toBe(0);
    expect(worker.words).toMatch(/\d+ shots? done, 0 failed/);
    expectEachOnce(tasks, outcomes);
  });

  test("what lies outside the folders that a worker was told is left to others", async () => {
    const server = await RedisServer.start();
    const [inside, outside] = [emptyFolder(), emptyFolder()];
    const narrow = new WorkProcess(server, [
      "--workers",
      "1",
      "--within",
      inside,
      join(projectRoot, "test/clips"),
    ]);
    const asked = outcomesOf(new QueueRunner(server.address), smallShots(outside, 2));
    const mine = smallShots(inside, 2);
    expectEachOnce(mine, await outcomesOf(new QueueRunner(server.address), mine));
    await expect.poll(() => narrow.words).toContain("is not within");
    expect(readdirSync(outside)).toEqual([OUTCOMES]);
    new WorkProcess(server, ["--workers", "1"]);
    expectEachOnce(smallShots(outside, 2), await asked);
  });

  test("mistakes are told in one line, without the password", async () => {
    const run = async (...args: string[]) => {
      const child = spawn(process.execPath, [join(projectRoot, "main/cli.ts"), "work", ...args]);
      let words = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        words += text;
      });
      const [code] = (await once(child, "close")) as [number];
      expect(code).toBe(1);
      expect(words).not.toContain("secret");
      return words;
    };
    expect(await run()).toBe("error: --queue is missing, expected redis://host:port\n");
    expect(await run("--queue", "redis:me:secret@host")).toMatch(
      /^error: --queue is "redis:\*\*\*@host", expected [^\n]*\n$/,
    );
    expect(await run("--queue", "redis://me:secret@127.0.0.1:1")).toMatch(
      /^error: redis:\/\/\*\*\*@127[^\n]*\n$/,
    );
    const { address } = await RedisServer.start();
    expect(await run("--queue", address, "--within", "/no/such")).toBe(
      "error: --within is /no/such, expected a folder that is there\n",
    );
  });
});
