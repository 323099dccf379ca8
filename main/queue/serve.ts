import { hostname } from "node:os";
import { DelayedError, type Job, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { ShotOutcome, ShotTask } from "../archive/ingest/shot.ts";
import { backoff } from "../system/backoff.ts";
import { UserError } from "../system/errors.ts";
import type { JobContext } from "../system/job.ts";
import { printable } from "../system/log/printable.ts";
import { pause } from "../system/pause.ts";
import { checkRedis, lasting, lastingRedis, PREFIX, QUEUE } from "./connect.ts";
import { Reachability } from "./reachability.ts";
import { BEAT_EVERY, sayFarewell, sayPresent } from "./roster.ts";
import { MOST_DEATHS, MOST_STARTS, type ShotJobData, taskOf } from "./shot-job.ts";

/** A shot is this worker's as long as it says so within this time, milliseconds; who was killed says nothing. */
const LOCK = 10_000;
const LOOK_FOR_KILLED = 5000;
/** After a shot that failed the next waits, longer after each in a row: where a machine is at fault, others are quicker. */
const WAIT = { first: 500, longest: 60_000 } as const;
/** What this machine cannot do goes to the others after so long, milliseconds, which lets what comes behind it pass. */
const RETURNED_AFTER = 1000;
/** Who leaves waits for no Redis longer than this, milliseconds. */
const FAREWELL = 4000;

/** This machine cannot do the shot, another might: it goes back into the queue. */
export class WrongMachine extends UserError {}

export interface ServeOptions {
  readonly address: string;
  /** Shots side by side. */
  readonly slots: number;
  /**
   * Does a shot, away from this event loop, which has to say every few seconds that it is still there.
   * @param isAgain somebody has begun it before.
   * @throws the signal's reason; WrongMachine; whatever else the shot has failed of, so that it is tried again
   */
  readonly perform: (task: ShotTask, signal: AbortSignal, isAgain: boolean) => Promise<ShotOutcome>;
}

export interface Served {
  readonly done: number;
  readonly failed: number;
}

/** Does shots from the queue until it is stopped; then gives back what it has begun. */
export async function serve(options: ServeOptions, context: JobContext): Promise<Served> {
  const { address } = options;
  for (const line of await checkRedis(address)) context.note(line);
  const server = new Server(options, context);
  await server.untilStopped();
  return server.served;
}

class Server {
  readonly #options: ServeOptions;
  readonly #context: JobContext;
  readonly #name = `${hostname()}:${process.pid}`;
  readonly #worker: Worker<ShotJobData>;
  readonly #roster: Redis;
  #done = 0;
  #failed = 0;
  #seconds = 0;
  #failedInARow = 0;

  constructor(options: ServeOptions, context: JobContext) {
    const { address, slots } = options;
    [this.#options, this.#context] = [options, context];
    const reachable = new Reachability(address, context.note);
    this.#worker = new Worker(QUEUE, (job, token) => this.#process(job, token!), {
      ...{ connection: lasting(address), prefix: PREFIX, skipVersionCheck: true, concurrency: slots },
      ...{ name: this.#name, metrics: { maxDataPoints: 1 }, autorun: false, runRetryDelay: 1000 },
      ...{ lockDuration: LOCK, stalledInterval: LOOK_FOR_KILLED },
      ...{ maxStalledCount: MOST_DEATHS.worker, maxStartedAttempts: MOST_STARTS },
    });
    this.#roster = lastingRedis(address);
    for (const one of [this.#worker, this.#roster]) reachable.watch(one);
    this.#roster.on("ready", () => reachable.back());
  }

  get served(): Served {
    return { done: this.#done, failed: this.#failed };
  }

  async untilStopped(): Promise<void> {
    const { signal } = this.#context;
    this.#report();
    const running = this.#worker.run();
    running.catch(() => {});
    await Promise.race([running, this.#beating(signal)]);
    await this.#leave();
  }

  async #beating(signal: AbortSignal): Promise<void> {
    let since: number | null = null;
    while (!signal.aborted) {
      const roll = { name: this.#name, slots: this.#options.slots, ...this.served, seconds: this.#seconds };
      // Where Redis is away, it is waited for; whoever stops does not.
      const said: Promise<number | null> = sayPresent(this.#roster, roll, since).catch(() => null);
      since = (await Promise.race([said, aborted(signal)])) ?? since;
      await pause(BEAT_EVERY, signal);
    }
  }

  async #leave(): Promise<void> {
    const farewell = Promise.all([this.#worker.close(), sayFarewell(this.#roster, this.#name)]);
    await Promise.race([farewell.catch(() => {}), pause(FAREWELL, new AbortController().signal)]);
    // A second time it waits for nobody.
    void this.#worker.disconnect().catch(() => {});
    this.#roster.disconnect();
  }

  async #process(job: Job<ShotJobData>, token: string): Promise<null> {
    const { signal, note } = this.#context;
    try {
      const task = taskOf(job.data);
      const outcome = await this.#options.perform(task, signal, job.attemptsStarted > 1);
      if (outcome.fault !== null) throw new UserError(outcome.fault);
      this.#done++;
      this.#seconds += task.end - task.begin;
      this.#failedInARow = 0;
      this.#report();
      return null;
    } catch (error) {
      if (!signal.aborted) {
        const wait = backoff(++this.#failedInARow, WAIT.first, WAIT.longest);
        const line = printable((error as Error).message, 400);
        note(wait > 5000 ? `${line}; the next shot in ${(wait / 1000).toFixed(0)} s` : line);
        if (error instanceof WrongMachine) await job.moveToDelayed(Date.now() + RETURNED_AFTER, token);
        await pause(wait, signal);
        if (error instanceof WrongMachine) throw new DelayedError();
      }
      if (!signal.aborted) {
        this.#failed++;
        this.#report();
        throw new Error(printable((error as Error).message, 400));
      }
      // Given back: another worker begins at once.
      await job.moveToWait(token);
      throw new WaitingError();
    }
  }

  #report(): void {
    const details = this.#failed > 0 ? [`${this.#failed} failed`] : [];
    this.#context.report({ phase: "working", unit: "shot", done: this.#done, total: null, details });
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener("abort", () => resolve(null), { once: true });
  });
}
