import { Queue } from "bullmq";
import { Redis } from "ioredis";
import type { QueueState, QueueWorker } from "../../shared/desk/queue.ts";
import { concealed } from "../system/log/concealed.ts";
import { printable } from "../system/log/printable.ts";
import { lasting, PREFIX, QUEUE } from "./connect.ts";
import { type Member, presentOf } from "./roster.ts";

/** Who looks at the queue waits for no Redis longer than this, milliseconds. */
const PATIENCE = 2000;
const MOST_WORKERS = 200;

/** Looks at the queue, from time to time. */
export class QueueStatus {
  readonly #address: string;
  readonly #redis: Redis;
  readonly #queue: Queue;

  constructor(address: string) {
    this.#address = printable(concealed(address));
    const { url, ...options } = lasting(address);
    this.#redis = new Redis(address, { ...options, commandTimeout: PATIENCE, connectTimeout: PATIENCE });
    this.#queue = new Queue(QUEUE, {
      ...{ connection: this.#redis, prefix: PREFIX, skipVersionCheck: true, skipMetasUpdate: true },
    });
    // Whether it answers is seen when somebody looks.
    for (const one of [this.#redis, this.#queue]) one.on("error", () => {});
  }

  /** Never throws. */
  async look(): Promise<QueueState> {
    const nothing = { waiting: 0, active: 0, failed: 0, done: 0, workers: [] };
    if (this.#redis.status !== "ready") return { address: this.#address, answers: false, ...nothing };
    try {
      const [counts, { meta }, present] = await Promise.all([
        this.#queue.getJobCounts("wait", "delayed", "active", "failed"),
        this.#queue.getMetrics("completed", 0, 0),
        presentOf(this.#redis),
      ]);
      const { wait = 0, delayed = 0, active = 0, failed = 0 } = counts;
      return {
        ...{ address: this.#address, answers: true, waiting: wait + delayed, active, failed },
        done: Number(meta.count),
        workers: present.slice(0, MOST_WORKERS).map(workerOf),
      };
    } catch {
      return { address: this.#address, answers: false, ...nothing };
    }
  }

  close(): void {
    this.#redis.disconnect();
  }
}

function workerOf({ name, slots, done, failed, seconds, since, at }: Member): QueueWorker {
  const speed = at > since ? seconds / (at - since) : 0;
  return { name: printable(name), slots, done, failed, speed };
}
