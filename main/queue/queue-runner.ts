import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Job, Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { ShotOutcome, ShotTask } from "../archive/ingest/shot.ts";
import { OUTCOMES, readOutcome } from "../archive/ingest/shot-files.ts";
import { makeFolder } from "../system/files/paths.ts";
import type { JobContext } from "../system/job.ts";
import { printable } from "../system/log/printable.ts";
import { pause } from "../system/pause.ts";
import { checkRedis, lasting, lastingRedis, PREFIX, QUEUE } from "./connect.ts";
import { Reachability } from "./reachability.ts";
import { BEAT_EVERY, presentOf } from "./roster.ts";
import { dataOf, jobIdOf, MOST_DEATHS, type ShotJobData } from "./shot-job.ts";

/** Jobs that are looked at together. */
const CHUNK = 250;
/** Between two looks at everything, milliseconds, or so many times as long as a look took. */
const LOOK_EVERY = 2000;
const REST = 20;
/** Who closes a connection waits for no Redis longer than this, milliseconds. */
const FAREWELL = 3000;
/** Failed jobs are kept for whoever asked for them and is away meanwhile. */
const KEPT_FAILED = { count: 10_000, age: 7 * 24 * 3600 };

/**
 * Has shots done by whoever works on the queue. What is true of a shot lies in the archive: the queue may forget, tell
 * twice or not at all. So its events only say when to look, and every while all that is missing is looked for and, where
 * neither its outcome nor its job is there, queued again.
 */
export class QueueRunner {
  readonly #address: string;

  constructor(address: string) {
    this.#address = address;
  }

  /** As `ShotRunner` says. When it is stopped, what waits in the queue stays there, and is done. */
  async run(
    tasks: readonly ShotTask[],
    onOutcome: (outcome: ShotOutcome) => void,
    { signal, note }: JobContext,
  ): Promise<void> {
    for (const line of await checkRedis(this.#address)) note(line);
    // By it who works knows an archive.
    for (const archive of new Set(tasks.map((task) => task.archive)))
      await makeFolder(join(archive, OUTCOMES));
    const watch = new Watch(this.#address, tasks, onOutcome, note);
    try {
      await watch.untilDone(signal);
    } finally {
      await watch.close();
    }
    if (watch.missing > 0)
      note(
        `${watch.missing} ${watch.missing === 1 ? "shot stays" : "shots stay"} in the queue; the same command asks for them again`,
      );
    signal.throwIfAborted();
  }
}

class Watch {
  readonly #redis: Redis;
  readonly #queue: Queue<ShotJobData>;
  readonly #events: QueueEvents;
  readonly #missing: Map<string, ShotTask>;
  readonly #onOutcome: (outcome: ShotOutcome) => void;
  readonly #reachable: Reachability;
  readonly #note: (line: string) => void;
  /** Since when nobody has worked, milliseconds; null while somebody does. */
  #aloneSince: number | null = null;
  #isAloneTold = false;
  /** Ends the rest between two looks. */
  #wake = new AbortController();

  constructor(
    address: string,
    tasks: readonly ShotTask[],
    onOutcome: (outcome: ShotOutcome) => void,
    note: (line: string) => void,
  ) {
    this.#missing = new Map(tasks.map((task) => [jobIdOf(task), task]));
    this.#onOutcome = onOutcome;
    this.#note = note;
    this.#reachable = new Reachability(address, note);
    const options = { prefix: PREFIX, skipVersionCheck: true };
    this.#redis = lastingRedis(address);
    this.#queue = new Queue(QUEUE, { connection: this.#redis, ...options });
    this.#events = new QueueEvents(QUEUE, { connection: lasting(address), ...options });
    for (const one of [this.#redis, this.#queue, this.#events]) this.#reachable.watch(one);
    this.#redis.on("ready", () => {
      this.#reachable.back();
      // What restarts may have forgotten.
      this.#wake.abort();
    });
    this.#events.on("completed", ({ jobId }) => void this.#settle(jobId, null));
    this.#events.on("failed", ({ jobId, failedReason }) => void this.#settle(jobId, failedReason));
  }

  get missing(): number {
    return this.#missing.size;
  }

  async untilDone(signal: AbortSignal): Promise<void> {
    const stopped = Promise.withResolvers<void>();
    const stop = () => {
      stopped.resolve();
      this.#wake.abort();
    };
    signal.addEventListener("abort", stop);
    try {
      // Without Redis this waits for it; whoever stops does not.
      await Promise.race([this.#looking(signal), stopped.promise]);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  async close(): Promise<void> {
    const closed = Promise.all([this.#queue.close(), this.#events.close()]).catch(() => {});
    await Promise.race([closed, pause(FAREWELL, new AbortController().signal)]);
    // Whoever is away is not waited for.
    this.#redis.disconnect();
    void this.#events.disconnect().catch(() => {});
  }

  async #looking(signal: AbortSignal): Promise<void> {
    await this.#events.waitUntilReady();
    for (let first = true; this.#missing.size > 0 && !signal.aborted; first = false) {
      this.#wake = new AbortController();
      const began = performance.now();
      await this.#look(first);
      if (this.#missing.size > 0) await this.#tellWhetherAlone();
      const took = performance.now() - began;
      if (this.#missing.size > 0) await pause(Math.max(LOOK_EVERY, REST * took), this.#wake.signal);
    }
  }

  /** Who waits for workers that do not come is told once, until some have come and gone. */
  async #tellWhetherAlone(): Promise<void> {
    if ((await presentOf(this.#redis)).length > 0) {
      [this.#aloneSince, this.#isAloneTold] = [null, false];
      return;
    }
    this.#aloneSince ??= performance.now();
    // A Redis that has forgotten everything hears of who works at their next word.
    if (this.#isAloneTold || performance.now() - this.#aloneSince < 2 * BEAT_EVERY) return;
    this.#isAloneTold = true;
    this.#note("nobody works on the queue; `continuo work` does, here or on another machine");
  }

  /** @param first what failed before, or is queued in another state of its film, is to be done now. */
  async #look(first: boolean): Promise<void> {
    const outcomes = new Map<string, ReadonlySet<string>>();
    for (const { archive } of this.#missing.values())
      if (!outcomes.has(archive)) outcomes.set(archive, await namesIn(join(archive, OUTCOMES)));
    const all = [...this.#missing];
    for (let i = 0; i < all.length; i += CHUNK) {
      const chunk = all.slice(i, i + CHUNK);
      const absent = await Promise.all(
        chunk.map(async ([id, task]) => {
          const mayBeDone = outcomes.get(task.archive)!.has(`${task.stem}.json`);
          if (mayBeDone && (await this.#settle(id, null))) return null;
          return (await this.#isQueued(id, task, first)) ? null : task;
        }),
      );
      await this.#add(absent.filter((task) => task !== null));
      await setImmediate();
    }
  }

  /** Whether somebody will do it, or has found that nobody can. */
  async #isQueued(id: string, task: ShotTask, first: boolean): Promise<boolean> {
    const job = (await this.#queue.getJob(id)) as Job<ShotJobData> | undefined;
    if (!job) return false;
    const hasFailed = job.finishedOn !== undefined && job.failedReason !== undefined;
    if (hasFailed && !first) return this.#settle(id, job.failedReason);
    if (!hasFailed && (!first || job.data?.task === dataOf(task).task)) return true;
    // What somebody works on cannot be taken away: it is asked for again afterwards.
    return job.remove().then(
      () => false,
      () => true,
    );
  }

  async #add(tasks: readonly ShotTask[]): Promise<void> {
    if (tasks.length === 0) return;
    await this.#queue.addBulk(
      tasks.map((task) => ({
        name: "shot",
        data: dataOf(task),
        opts: {
          ...{ jobId: jobIdOf(task), attempts: MOST_DEATHS.child, stackTraceLimit: 1 },
          backoff: { type: "exponential", delay: 1000 },
          ...{ removeOnComplete: true, removeOnFail: KEPT_FAILED },
        },
      })),
    );
  }

  /** @param fault why it could not be done, as who worked says. @returns whether it is over */
  async #settle(id: string, fault: string | null): Promise<boolean> {
    const task = this.#missing.get(id);
    if (!task) return true;
    const done = await readOutcome(task);
    const outcome = done ?? (fault === null ? null : faultOf(task, printable(fault, 400)));
    // Meanwhile it may have been settled from another side.
    if (!outcome || !this.#missing.delete(id)) return outcome !== null;
    this.#onOutcome(outcome);
    if (this.#missing.size === 0) this.#wake.abort();
    return true;
  }
}

async function namesIn(folder: string): Promise<ReadonlySet<string>> {
  return new Set(await readdir(folder).catch(() => []));
}

/** The outcome of a shot that could not be done at all. */
const faultOf = (task: ShotTask, fault: string): ShotOutcome => ({
  ...{ task, frames: 0, fps: 0, take: null, kept: [], rejected: [], people: [], camera: null, fault },
});
