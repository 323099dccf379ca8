import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Sizes } from "../../generators/recurrent-cvae/weights.ts";
import type { Backend } from "../../runtime/tensorflow.ts";
import { moduleBeside } from "../../system/paths.ts";
import type { Dataset } from "./dataset.ts";
import { applyGradients, type Learning } from "./learning.ts";
import { planAt } from "./schedule.ts";
import type { ShardLosses, ShardRequest, WorkerTask } from "./worker.ts";

export interface TrainerOptions {
  readonly seed: number;
  readonly steps: number;
  /** Parts of a batch, each with a thread of its own; part of the result, since sums are rounded. */
  readonly shards: number;
  readonly backend: Backend;
}

export interface StepReport {
  readonly step: number;
  readonly horizon: number;
  /** Frames that were read or danced. */
  readonly frames: number;
  readonly losses: ShardLosses;
}

/** Learns in worker threads, each with a backend and a shard of every batch of its own. */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #learning: Learning;
  readonly #gradients: readonly Float32Array[];
  readonly #workers: readonly Worker[];

  private constructor(options: TrainerOptions, learning: Learning, workers: readonly Worker[]) {
    this.#options = options;
    this.#learning = learning;
    this.#workers = workers;
    this.#gradients = Array.from(
      { length: options.shards },
      () => new Float32Array(new SharedArrayBuffer(learning.parameters.byteLength)),
    );
  }

  static async start(
    options: TrainerOptions,
    sizes: Sizes,
    dataset: Dataset,
    constants: Float32Array,
    learning: Learning,
  ): Promise<Trainer> {
    const { backend } = options;
    const task: WorkerTask = { backend, sizes, dataset, constants, parameters: learning.parameters };
    const workers = Array.from(
      { length: options.shards },
      () => new Worker(moduleBeside(import.meta.url, "worker"), { workerData: task }),
    );
    await Promise.all(workers.map((worker) => once(worker, "message")));
    return new Trainer(options, learning, workers);
  }

  /** One batch, shared out; then one step along its gradient. */
  async step(): Promise<StepReport> {
    const { seed, steps, shards } = this.#options;
    const { step } = this.#learning;
    const { plan, rate, klWeight } = planAt(step, steps);
    const reports = await Promise.all(
      this.#workers.map(async (worker, shard): Promise<ShardLosses> => {
        const gradient = this.#gradients[shard]!;
        const own = { ...plan, size: plan.size / shards };
        worker.postMessage({
          gradient,
          plan: own,
          klWeight,
          place: [seed, step, shard],
        } satisfies ShardRequest);
        const [losses] = await once(worker, "message");
        return losses as ShardLosses;
      }),
    );
    applyGradients(this.#learning, this.#gradients, rate);
    const losses = meanOf(reports);
    const { seenFrames, horizon, size } = plan;
    return { step: step + 1, horizon, frames: size * (seenFrames + horizon), losses };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** Mean of each loss. */
export function meanOf(losses: readonly ShardLosses[]): ShardLosses {
  const mean = (key: keyof ShardLosses) => losses.reduce((sum, loss) => sum + loss[key], 0) / losses.length;
  return {
    total: mean("total"),
    position: mean("position"),
    velocity: mean("velocity"),
    foresight: mean("foresight"),
    amends: mean("amends"),
    divergence: mean("divergence"),
    liveliness: mean("liveliness"),
    style: mean("style"),
  };
}
