import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Sizes } from "../engine/predict/layers.ts";
import { moduleBeside } from "../paths.ts";
import type { BackendChoice } from "../runtime/tensorflow.ts";
import type { Dataset } from "./dataset.ts";
import { type Learning, learn } from "./learner.ts";
import type { Plan } from "./sampler.ts";
import type { ShardLosses, ShardRequest, WorkerReport, WorkerTask } from "./worker.ts";

export interface TrainerOptions {
  readonly seed: number;
  readonly steps: number;
  readonly shards: number;
  readonly backend: BackendChoice;
}

export interface StepReport extends ShardLosses {
  readonly step: number;
  readonly horizon: number;
  readonly gradient: number;
  readonly frames: number;
}

const BATCH = 64;
const SEEN_FRAMES = 45;
const SHORTEST_HORIZON = 6;
const LONGEST_HORIZON = 36;
const RATE = 1e-3;
const KL_WEIGHT = 0.01;

/** How training goes from its first step, share 0, to its last, share 1. */
function schedule(step: number, steps: number) {
  const share = step / steps;
  const grown = Math.min(1, share / 0.5);
  const rate =
    RATE *
    Math.min(1, (step + 1) / 50) *
    (share < 0.5 ? 1 : 0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * (2 * share - 1))));
  return {
    horizon: Math.round(SHORTEST_HORIZON + (LONGEST_HORIZON - SHORTEST_HORIZON) * grown),
    rate,
    klWeight: KL_WEIGHT * (0.1 + 0.9 * Math.min(1, share / 0.3)),
  };
}

/** Learns in worker threads, each with a backend and a shard of every batch of its own. */
export class Trainer {
  readonly #options: TrainerOptions;
  readonly #learning: Learning;
  readonly #gradients: Float32Array[];
  readonly #workers: Worker[];
  backend = "";

  private constructor(options: TrainerOptions, learning: Learning, workers: Worker[]) {
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
    const task: WorkerTask = {
      backend: options.backend,
      sizes,
      dataset,
      constants,
      parameters: learning.parameters,
    };
    const workers = Array.from(
      { length: options.shards },
      () => new Worker(moduleBeside(import.meta.url, "worker"), { workerData: task }),
    );
    const trainer = new Trainer(options, learning, workers);
    const reports = await Promise.all(workers.map((worker) => reportOf(worker)));
    trainer.backend = (reports[0] as { backend: string }).backend;
    return trainer;
  }

  /** One batch, shared out; then one step along its gradient. */
  async step(): Promise<StepReport> {
    const { seed, steps, shards } = this.#options;
    const { step } = this.#learning;
    const { horizon, rate, klWeight } = schedule(step, steps);
    const plan: Plan = { size: BATCH / shards, seenFrames: SEEN_FRAMES, horizon };
    const reports = await Promise.all(
      this.#workers.map((worker, shard) => {
        const request: ShardRequest = {
          gradient: this.#gradients[shard]!,
          plan,
          klWeight,
          place: [seed, step, shard],
        };
        worker.postMessage(request);
        return reportOf(worker);
      }),
    );
    const losses = reports.map((report) => (report as { losses: ShardLosses }).losses);
    const mean = (key: keyof ShardLosses) => losses.reduce((sum, loss) => sum + loss[key], 0) / losses.length;
    const gradient = learn(this.#learning, this.#gradients, rate);
    return {
      step: step + 1,
      horizon,
      gradient,
      frames: BATCH * (SEEN_FRAMES + horizon),
      total: mean("total"),
      position: mean("position"),
      velocity: mean("velocity"),
      divergence: mean("divergence"),
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

async function reportOf(worker: Worker): Promise<WorkerReport> {
  const [report] = await once(worker, "message");
  return report as WorkerReport;
}
