import { parentPort, workerData } from "node:worker_threads";
import { constantTensors } from "../../generators/recurrent-cvae/layers.ts";
import { Network } from "../../generators/recurrent-cvae/network.ts";
import { CONSTANT_BLOCKS, type Sizes, viewBlocks } from "../../generators/recurrent-cvae/weights.ts";
import { seededRandom } from "../../motion/random.ts";
import { type Backend, startTensorflow } from "../../runtime/tensorflow.ts";
import type { Dataset } from "./dataset.ts";
import { LearntLayers } from "./learnt-layers.ts";
import { type Losses, objective, recall } from "./objective.ts";
import { drawBatch, openDataset, type Plan } from "./sampler.ts";

/** What a worker is born with. The arrays are shared: parameters are read, the gradient is written. */
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
  readonly plan: Plan;
  readonly klWeight: number;
  /** Where in the run, so that chance is the same whenever it is done: seed, step, shard. */
  readonly place: readonly number[];
}

export type ShardLosses = Readonly<Record<keyof Losses, number>>;

const { backend, sizes, dataset, constants, parameters } = workerData as WorkerTask;
const port = parentPort!;
await startTensorflow(backend);
const layers = new LearntLayers(sizes, constantTensors(viewBlocks(CONSTANT_BLOCKS, constants)));
const network = new Network(sizes, layers);
const archive = openDataset(dataset, constants);

port.on("message", async ({ gradient, plan, klWeight, place }: ShardRequest) => {
  const batch = drawBatch(archive, sizes, plan, seededRandom(...place));
  const losses = await layers.gradient(
    parameters,
    () => recall(network, batch),
    (recalled) => ({ ...objective(network, batch, recalled, klWeight) }),
    gradient,
  );
  port.postMessage(losses satisfies ShardLosses);
});
port.postMessage("ready");
