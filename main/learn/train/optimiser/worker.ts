/*
 * ENTRY of a worker thread: computes the gradient of one shard of a batch for each request.
 */
import { parentPort, workerData } from "node:worker_threads";
import { constantTensors } from "../../../generators/recurrent-cvae/layers.ts";
import { Network } from "../../../generators/recurrent-cvae/network.ts";
import { CONSTANT_BLOCKS, type Sizes, viewBlocks } from "../../../generators/recurrent-cvae/weights.ts";
import { seededRandom } from "../../../motion/random.ts";
import { type Backend, startTensorflow } from "../../../runtime/tensorflow.ts";
import type { BatchShape } from "../data/batch.ts";
import type { Dataset } from "../data/dataset.ts";
import { drawBatch, openDataset } from "../data/sampler.ts";
import { burnIn } from "../objective/encoder.ts";
import { type Losses, objective } from "../objective/objective.ts";
import { TrainableLayers } from "./trainable-layers.ts";

/** What a worker starts with. The arrays are shared memory: it reads the parameters and writes gradients. */
export interface WorkerTask {
  readonly backend: Backend;
  readonly sizes: Sizes;
  readonly dataset: Dataset;
  readonly constants: Float32Array;
  readonly parameters: Float32Array;
}

/** One shard of one step. */
export interface ShardRequest {
  readonly gradient: Float32Array;
  readonly shape: BatchShape;
  /** Of the shard in the whole batch. */
  readonly firstRow: number;
  readonly klWeight: number;
  /** Seed of the run, step and shard, so that a resumed run draws the same batches. */
  readonly seeds: readonly number[];
}

export type LossValues = Readonly<Record<keyof Losses, number>>;

const { backend, sizes, dataset, constants, parameters } = workerData as WorkerTask;
const port = parentPort!;
await startTensorflow(backend);
const layers = new TrainableLayers(sizes, constantTensors(viewBlocks(CONSTANT_BLOCKS, constants)));
const network = new Network(sizes, layers);
const archive = openDataset(dataset, constants);

port.on("message", async ({ gradient, shape, firstRow, klWeight, seeds }: ShardRequest) => {
  const batch = drawBatch(archive, sizes, shape, seededRandom(...seeds), firstRow);
  const losses = await layers.gradient(
    parameters,
    () => burnIn(network, batch),
    (burnedIn) => ({ ...objective(network, batch, burnedIn, klWeight) }),
    gradient,
  );
  port.postMessage(losses satisfies LossValues);
});
port.postMessage("ready");
