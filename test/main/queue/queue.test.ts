import { rmSync } from "node:fs";
import { Queue } from "bullmq";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ShotOutcome, ShotTask } from "../../../main/archive/ingest/shot.ts";
import { outcomeFileOf, writeOutcome } from "../../../main/archive/ingest/shot-files.ts";
import { PREFIX, QUEUE } from "../../../main/queue/connect.ts";
import { QueueRunner } from "../../../main/queue/queue-runner.ts";
import { type ServeOptions, serve, WrongMachine } from "../../../main/queue/serve.ts";
import { dataOf, jobIdOf, MOST_DEATHS } from "../../../main/queue/shot-job.ts";
import { QueueStatus } from "../../../main/queue/status.ts";
import { emptyFolder } from "../../support/folder.ts";
import { jobContext } from "../../support/job-context.ts";
import { hasRedis, RedisServer } from "../../support/redis.ts";
import { nothingOf, smallShots } from "../../support/shots.ts";

type Perform = ServeOptions["perform"];

/** Works in this process until the test is over. */
function worker(server: RedisServer, perform: Perform, slots = 1) {
  const stop = new AbortController();
  const notes: string[] = [];
  const context = { signal: stop.signal, report: () => {}, note: (line: string) => void notes.push(line) };
  const over = serve({ address: server.address, slots, perform }, context);
  const end = async () => {
    stop.abort(new Error("stopped"));
    return await over;
  };
  onTestFinished(async () => void (await end()));
  return { end, notes };
}

/** Asks for shots. */
function ask(server: RedisServer, tasks: readonly ShotTask[]) {
  const outcomes: ShotOutcome[] = [];
  const context = jobContext();
  const over = new QueueRunner(server.address).run(tasks, (one) => outcomes.push(one), context);
  // A test that fails before it waits for them tells why itself.
  over.catch(() => {});
  return { outcomes, over, notes: context.notes };
}

/** Does a shot in which nothing is, at once. */
const doNothing: Perform = async (task) => {
  const outcome = nothingOf(task);
  await writeOutcome(outcome);
  return outcome;
};

const stemsOf = (outcomes: readonly ShotOutcome[]) => outcomes.map(({ task }) => task.stem).sort();

describe.runIf(hasRedis)("a queue of shots", { timeout: 60_000 }, () => {
  test("each shot is done once, whoever asks and works at the same time", async () => {
    const server = await RedisServer.start();
    const tasks = smallShots(emptyFolder(), 40);
    const begun: string[] = [];
    const perform: Perform = (task, ...rest) => {
      begun.push(task.stem);
      return doNothing(task, ...rest);
    };
    const [one, two] = [ask(server, tasks), ask(server, tasks)];
    worker(server, perform, 2);
    worker(server, perform);
    await Promise.all([one.over, two.over]);
    const stems = tasks.map(({ stem }) => stem).sort();
    expect(stemsOf(one.outcomes)).toEqual(stems);
    expect(stemsOf(two.outcomes)).toEqual(stems);
    expect(begun.sort()).toEqual(stems);
    const left = await server.client().keys(`${PREFIX}:${QUEUE}:shot-*`);
    expect(left).toEqual([]);
  });

  test("who asks where nobody works is told so, once, and served when somebody comes", async () => {
    const server = await RedisServer.start();
    const asked = ask(server, smallShots(emptyFolder(), 2));
    const alone = () => asked.notes.filter((note) => note.startsWith("nobody works on the queue; "));
    await expect.poll(alone, { timeout: 30_000 }).toHaveLength(1);
    worker(server, doNothing);
    await asked.over;
    expect(asked.outcomes).toHaveLength(2);
    expect(alone()).toHaveLength(1);
  });

  test("a shot that cannot be done is a fault after several tries, and tried again when it is asked for again", async () => {
    const server = await RedisServer.start();
    const tasks = smallShots(emptyFolder(), 3);
    const tries = new Map<string, number>();
    let mended = false;
    worker(server, async (task, ...rest) => {
      tries.set(task.stem, (tries.get(task.stem) ?? 0) + 1);
      if (task.stem.endsWith(".1") && !mended) throw new Error("its process ended with signal SIGKILL");
      return doNothing(task, ...rest);
    });
    const first = ask(server, tasks);
    await first.over;
    const failed = first.outcomes.find(({ fault }) => fault !== null);
    expect(failed).toMatchObject({ task: { stem: "squats.1" }, take: null });
    expect(failed?.fault).toContain("its process ended with signal SIGKILL");
    expect(tries).toEqual(
      new Map([
        ["squats.0", 1],
        ["squats.1", MOST_DEATHS.child],
        ["squats.2", 1],
      ]),
    );
    mended = true;
    const again = ask(server, tasks);
    await again.over;
    expect(again.outcomes.map(({ fault }) => fault)).toEqual([null, null, null]);
  });

  test("who works and who asks outlives a Redis that is killed, and one that forgets everything", async () => {
    const server = await RedisServer.start();
    const tasks = smallShots(emptyFolder(), 60);
    const begun: string[] = [];
    const done = worker(server, async (task, ...rest) => {
      begun.push(task.stem);
      if (begun.length === 15) {
        await server.kill();
        await server.restart();
      }
      if (begun.length === 30) await server.client().flushall();
      return doNothing(task, ...rest);
    });
    const asked = ask(server, tasks);
    await asked.over;
    expect(stemsOf(asked.outcomes)).toEqual(tasks.map(({ stem }) => stem).sort());
    expect(new Set(begun).size).toBe(60);
    expect(done.notes.join("\n")).toContain("does not answer; waiting until it does");
  });

  test("who is stopped gives back what was begun, and the next one begins at once", async () => {
    const server = await RedisServer.start();
    const tasks = smallShots(emptyFolder(), 1);
    const began = Promise.withResolvers<void>();
    const first = worker(server, (_, signal) => {
      began.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    const asked = ask(server, tasks);
    await began.promise;
    expect(await first.end()).toEqual({ done: 0, failed: 0 });
    expect(await server.client().llen(`${PREFIX}:${QUEUE}:wait`)).toBe(1);
    worker(server, doNothing);
    await asked.over;
    expect(asked.outcomes).toHaveLength(1);
  });

  test("what a machine cannot do others do", async () => {
    const server = await RedisServer.start();
    const tasks = smallShots(emptyFolder(), 6);
    const wrong = worker(server, () => Promise.reject(new WrongMachine("/films is not seen from here")));
    const asked = ask(server, tasks);
    await expect.poll(() => wrong.notes.length).toBeGreaterThan(1);
    worker(server, doNothing);
    await asked.over;
    expect(asked.outcomes.map(({ fault }) => fault)).toEqual(tasks.map(() => null));
    expect((await wrong.end()).failed).toBe(0);
  });

  test("a film that has changed since it was queued is done as it is now", async () => {
    const server = await RedisServer.start();
    const old = smallShots(emptyFolder(), 5);
    const queue = new Queue(QUEUE, { connection: { port: server.port }, prefix: PREFIX });
    onTestFinished(() => queue.close());
    for (const task of old) await queue.add("shot", dataOf(task), { jobId: jobIdOf(task) });
    const asked = ask(
      server,
      old.map((task) => ({ ...task, filmState: "another" })),
    );
    await expect
      .poll(async () => JSON.parse((await queue.getJob(jobIdOf(old[4]!)))!.data.task).filmState)
      .toBe("another");
    worker(server, doNothing);
    await asked.over;
    expect(new Set(asked.outcomes.map(({ task }) => task.filmState))).toEqual(new Set(["another"]));
  });

  test("an outcome that has gone is noticed, whatever the queue says", async () => {
    const server = await RedisServer.start();
    const [task] = smallShots(emptyFolder(), 1);
    let times = 0;
    worker(server, async (one, ...rest) => {
      const outcome = await doNothing(one, ...rest);
      if (++times === 1) rmSync(outcomeFileOf(one));
      return outcome;
    });
    await ask(server, [task!]).over;
    expect(times).toBe(2);
  });

  test("what waits, who works and how quickly is seen, and what is hostile in it is not", async () => {
    const server = await RedisServer.start(["--appendonly", "yes"], "secret");
    const status = new QueueStatus(server.address);
    onTestFinished(() => status.close());
    const tasks = smallShots(emptyFolder(), 10);
    const enough = Promise.withResolvers<void>();
    let begun = 0;
    const working = worker(server, async (task, ...rest) => {
      if (++begun > 6) await enough.promise;
      return doNothing(task, ...rest);
    });
    const asked = ask(server, tasks);
    const redis = server.client();
    await redis.hset(`${PREFIX}:workers`, {
      rogue: "{",
      other: JSON.stringify({ name: "other", slots: -1 }),
    });
    await expect
      .poll(() => status.look())
      .toMatchObject({
        ...{ answers: true, waiting: 3, active: 1, failed: 0, done: 6 },
        workers: [{ slots: 1, done: 6, failed: 0 }],
      });
    const { address, workers } = await status.look();
    expect(address).toBe(`redis://***@127.0.0.1:${server.port}`);
    expect(workers[0]!.speed).toBeGreaterThan(0);
    enough.resolve();
    await asked.over;
    await working.end();
    expect(await status.look()).toMatchObject({ waiting: 0, active: 0, done: 10, workers: [] });
    await server.kill();
    await expect.poll(() => status.look()).toMatchObject({ answers: false, workers: [] });
  });

  test.each<[string, unknown]>([
    ["a text", "rm -rf /"],
    ["no text", { task: 5 }],
    ["a task that is none", { task: "{}" }],
    ["a task nested without end", { task: "[".repeat(100_000) }],
    ["a path as stem", { task: JSON.stringify({ ...smallShots("/archive", 1)[0], stem: "../out" }) }],
    ["a task with more in it", { task: JSON.stringify({ ...smallShots("/archive", 1)[0], command: "rm" }) }],
  ])("%s in the queue is no shot, and those behind it are done", async (_, data) => {
    const server = await RedisServer.start();
    const queue = new Queue(QUEUE, { connection: { port: server.port }, prefix: PREFIX });
    onTestFinished(() => queue.close());
    await queue.add("shot", data);
    const begun: string[] = [];
    const { notes } = worker(server, (task, ...rest) => {
      begun.push(task.stem);
      return doNothing(task, ...rest);
    });
    await ask(server, smallShots(emptyFolder(), 1)).over;
    await expect.poll(() => queue.getFailedCount()).toBe(1);
    expect(begun).toEqual(["squats.0"]);
    expect(notes.join("\n")).toContain("what is in the queue is no shot");
  });
});
