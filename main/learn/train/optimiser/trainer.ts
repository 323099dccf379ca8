import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Sizes } from "../../../generators/recurrent-cvae/weights.ts";
import type { Backend } from "../../../runtime/tensorflow.ts";
import { moduleBeside } from "../../../system/files/paths.ts";
import type { Dataset } from "../data/dataset.ts";
import { applyGradients, type OptimiserState } from "./optimiser.ts";
import { scheduleAt } from "./schedule.ts";
import type { LossValues, ShardRequest, WorkerTask } from "./worker.ts";

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
  /** Frames observed and rolled out. */
  readonly frames: number;
  /** Whether the parameters changed: a batch whose gradient is not finite teaches nothing. */
  readonly learnt: boolean;
  readonly losses: LossValues;
}

/** Data-parallel training: each worker thread has a backend of its own and computes a shard of every batch. */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #state: OptimiserState;
  readonly #gradients: readonly Float32Array[];
  readonly #workers: readonly Worker[];
  /** Rejects when a worker has ended, also between two steps. */
  readonly #ended: Promise<never>;

  private constructor(
    options: TrainerOptions,
    state: OptimiserState,
    workers: readonly Worker[],
    ended: Promise<never>,
  ) {
    this.#ended = ended;
    this.#options = options;
    this.#state = state;
    this.#workers = workers;
    this.#gradients = Array.from(
      { length: options.shards },
      () => new Float32Array(new SharedArrayBuffer(state.parameters.byteLength)),
    );
  }

  static async start(
    options: TrainerOptions,
    sizes: Sizes,
    dataset: Dataset,
    constants: Float32Array,
    state: OptimiserState,
  ): Promise<Trainer> {
    const { backend } = options;
    const task: WorkerTask = { backend, sizes, dataset, constants, parameters: state.parameters };
    const workers = Array.from(
      { length: options.shards },
      () => new Worker(moduleBeside(import.meta.url, "worker"), { workerData: task }),
    );
    const ended = endOf(workers);
    const trainer = new Trainer(options, state, workers, ended);
    try {
      await Promise.race([Promise.all(workers.map((worker) => once(worker, "message"))), ended]);
    } catch (error) {
      await trainer.stop();
      throw error;
    }
    return trainer;
  }

  /** Computes the gradient of one batch and takes one step along it. */
  async step(): Promise<StepReport> {
    const { seed, steps, shards } = this.#options;
    const { step } = this.#state;
    const { shape, learningRate, klWeight } = scheduleAt(step, steps);
    const shardShape = { ...shape, size: shape.size / shards };
    const answers = this.#workers.map(async (worker, shard): Promise<LossValues> => {
      const gradient = this.#gradients[shard]!;
      const seeds = [seed, step, shard];
      const firstRow = shard * shardShape.size;
      worker.postMessage({ gradient, shape: shardShape, firstRow, klWeight, seeds } satisfies ShardRequest);
      const [answer] = await once(worker, "message");
      return answer as LossValues;
    });
    const losses = await Promise.race([Promise.all(answers), this.#ended]);
    const norm = applyGradients(this.#state, this.#gradients, learningRate);
    const { observedFrames, horizon, size } = shape;
    const frames = size * (observedFrames + horizon);
    return { step: step + 1, horizon, frames, learnt: Number.isFinite(norm), losses: meanLosses(losses) };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** Rejects when one of them ends, for whatever reason: no batch can do without its shard. */
function endOf(workers: readonly Worker[]): Promise<never> {
  const end = Promise.withResolvers<never>();
  // Between two steps nobody waits for it.
  end.promise.catch(() => {});
  for (const worker of workers) {
    worker.on("error", end.reject);
    worker.on("exit", (code) =>
      end.reject(new Error(`a worker of the training ended with exit code ${code}`)),
    );
  }
  return end.promise;
}

/** Mean of each loss. */
export function meanLosses(losses: readonly LossValues[]): LossValues {
  const mean = (key: keyof LossValues) => losses.reduce((sum, loss) => sum + loss[key], 0) / losses.length;
  return {
    total: mean("total"),
    position: mean("position"),
    velocity: mean("velocity"),
    oneStep: mean("oneStep"),
    refinement: mean("refinement"),
    divergence: mean("divergence"),
    motionStatistics: mean("motionStatistics"),
    meanPose: mean("meanPose"),
    style: mean("style"),
  };
}
