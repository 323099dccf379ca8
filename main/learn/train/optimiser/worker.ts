/*
 * ENTRY of a worker thread: computes the gradient of one shard of a batch for each request.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { NamedSizes } from "../../../generators/model.ts";
import { seededRandom } from "../../../motion/random.ts";
import { type Backend, startTensorflow } from "../../../runtime/tensorflow.ts";
import type { Dataset } from "../data/dataset.ts";
import { trainableType } from "../registry.ts";
import type { LossValues, StepSchedule } from "../trainable-type.ts";
import type { TrainingChoice } from "../types.ts";
import { TrainableLayers } from "./trainable-layers.ts";

/** What a worker starts with. The arrays are shared memory: it reads the parameters and writes gradients. */
export interface WorkerTask {
  readonly choice: TrainingChoice;
  readonly backend: Backend;
  readonly sizes: NamedSizes;
  readonly dataset: Dataset;
  readonly constants: Float32Array;
  readonly parameters: Float32Array;
}

/** One shard of one step. */
export interface ShardRequest {
  readonly gradient: Float32Array;
  /** With the rows of the shard. */
  readonly schedule: StepSchedule;
  /** Of the shard in the whole batch. */
  readonly firstRow: number;
  /** Seed of the run, step and shard, so that a resumed run draws the same batches. */
  readonly seeds: readonly number[];
}

export interface ShardAnswer {
  readonly frames: number;
  readonly losses: LossValues;
}

const { choice, backend, sizes, dataset, constants, parameters } = workerData as WorkerTask;
const port = parentPort!;
await startTensorflow(backend);
const trainable = trainableType(choice);
const layers = new TrainableLayers(trainable.groups(sizes));
const objective = trainable.open({ sizes, layers, dataset, constants });

port.on("message", async ({ gradient, schedule, firstRow, seeds }: ShardRequest) => {
  const batch = objective.draw(schedule, firstRow, seededRandom(...seeds));
  const losses = await layers.gradient(
    parameters,
    () => batch.prepare(),
    (prepared) => batch.losses(prepared),
    gradient,
    schedule.learningRates,
  );
  port.postMessage({ frames: batch.frames, losses } satisfies ShardAnswer);
});
port.postMessage("ready");
