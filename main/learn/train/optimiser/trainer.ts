import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { NamedSizes } from "../../../generators/model.ts";
import type { Backend } from "../../../runtime/tensorflow.ts";
import { moduleBeside } from "../../../system/files/paths.ts";
import type { Dataset } from "../data/dataset.ts";
import { trainableType } from "../registry.ts";
import type { LossValues, TrainableType } from "../trainable-type.ts";
import type { TrainingChoice } from "../types.ts";
import { applyGradients, type OptimiserState, parameterCounts } from "./optimiser.ts";
import type { ShardAnswer, ShardRequest, WorkerTask } from "./worker.ts";

export interface TrainerOptions extends TrainingChoice {
  readonly seed: number;
  readonly steps: number;
  /** Parts of a batch, each with a thread of its own; part of the result, since sums are rounded. */
  readonly shards: number;
  readonly backend: Backend;
}

export interface StepReport {
  readonly step: number;
  /** Frames of dance in the batch. */
  readonly frames: number;
  /** Whether the parameters changed: a batch whose gradient is not finite teaches nothing. */
  readonly learnt: boolean;
  readonly losses: LossValues;
}

/** More threads than this share a batch no faster. */
const MOST_SHARDS = 4;

/** As many threads as these cores allow, that a batch of so many sequences can be shared out to evenly. */
export function evenShards(size: number, cores: number): number {
  let shards = Math.min(MOST_SHARDS, cores);
  while (size % shards !== 0) shards--;
  return shards;
}

/** Data-parallel training: each worker thread has a backend of its own and computes a shard of every batch. */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #type: TrainableType;
  readonly #sizes: NamedSizes;
  /** How many parameters each group has. */
  readonly #counts: readonly number[];
  readonly #state: OptimiserState;
  readonly #gradients: readonly Float32Array[];
  readonly #workers: readonly Worker[];
  /** Rejects when a worker has ended, also between two steps. */
  readonly #ended: Promise<never>;

  private constructor(
    options: TrainerOptions,
    sizes: NamedSizes,
    state: OptimiserState,
    workers: readonly Worker[],
    ended: Promise<never>,
  ) {
    this.#ended = ended;
    this.#options = options;
    this.#sizes = sizes;
    this.#type = trainableType(options);
    this.#counts = parameterCounts(this.#type.groups(sizes));
    this.#state = state;
    this.#workers = workers;
    this.#gradients = Array.from(
      { length: options.shards },
      () => new Float32Array(new SharedArrayBuffer(state.parameters.byteLength)),
    );
  }

  static async start(
    options: TrainerOptions,
    sizes: NamedSizes,
    dataset: Dataset,
    constants: Float32Array,
    state: OptimiserState,
  ): Promise<Trainer> {
    const { type, critic, hearing = false, backend } = options;
    const choice: TrainingChoice = { type, critic, hearing };
    const task: WorkerTask = { choice, backend, sizes, dataset, constants, parameters: state.parameters };
    const workers = Array.from(
      { length: options.shards },
      () => new Worker(moduleBeside(import.meta.url, "worker"), { workerData: task }),
    );
    const ended = endOf(workers);
    const trainer = new Trainer(options, sizes, state, workers, ended);
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
    const schedule = this.#type.scheduleAt(step, steps, this.#sizes);
    const size = schedule.size / shards;
    const answers = this.#workers.map(async (worker, shard): Promise<ShardAnswer> => {
      const gradient = this.#gradients[shard]!;
      const seeds = [seed, step, shard];
      const request = { gradient, schedule: { ...schedule, size }, firstRow: shard * size, seeds };
      worker.postMessage(request satisfies ShardRequest);
      const [answer] = await once(worker, "message");
      return answer as ShardAnswer;
    });
    const answered = await Promise.race([Promise.all(answers), this.#ended]);
    const { learningRates } = schedule;
    const groups = this.#counts.map((count, group) => ({ count, learningRate: learningRates[group]! }));
    const norm = applyGradients(this.#state, this.#gradients, groups);
    return {
      step: step + 1,
      frames: answered.reduce((sum, { frames }) => sum + frames, 0),
      learnt: Number.isFinite(norm),
      losses: meanLosses(answered.map(({ losses }) => losses)),
    };
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

/** Mean of each loss, over those that have it. */
export function meanLosses(losses: readonly LossValues[]): LossValues {
  const mean = (name: string) => {
    const own = losses.flatMap((loss) => loss[name] ?? []);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  const names = new Set(losses.flatMap((loss) => Object.keys(loss)));
  return Object.fromEntries([...names].map((name) => [name, mean(name)])) as LossValues;
}
