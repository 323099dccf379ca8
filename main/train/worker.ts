import { parentPort, workerData } from "node:worker_threads";
import type { Sizes } from "../engine/predict/layers.ts";
import { CONSTANT_BLOCKS, constantTensors, viewBlocks } from "../engine/predict/layers.ts";
import { Network } from "../engine/predict/network.ts";
import { type BackendChoice, startTensorflow } from "../runtime/tensorflow.ts";
import { chanceOf } from "./chance.ts";
import type { Dataset } from "./dataset.ts";
import { LearntLayers } from "./learnt-layers.ts";
import { objective } from "./objective.ts";
import { drawBatch, type Plan } from "./sampler.ts";

/** What a worker is born with. The arrays are shared: parameters are read, the gradient is written. */
export interface WorkerTask {
  readonly backend: BackendChoice;
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

export interface ShardLosses {
  readonly total: number;
  readonly position: number;
  readonly velocity: number;
  readonly divergence: number;
}

export type WorkerReport = { readonly backend: string } | { readonly losses: ShardLosses };

const { backend, sizes, dataset, constants, parameters } = workerData as WorkerTask;
const port = parentPort!;
const started = await startTensorflow(backend);
const layers = new LearntLayers(sizes, constantTensors(viewBlocks(CONSTANT_BLOCKS, constants)));
const network = new Network(sizes, layers);

port.on("message", ({ gradient, plan, klWeight, place }: ShardRequest) => {
  const batch = drawBatch(dataset, sizes, plan, chanceOf(...place));
  let losses: ShardLosses | null = null;
  const loss = () => {
    const { total, position, velocity, divergence } = objective(network, batch, klWeight);
    const value = (scalar: { dataSync(): ArrayLike<number> }) => scalar.dataSync()[0]!;
    losses = {
      total: value(total),
      position: value(position),
      velocity: value(velocity),
      divergence: value(divergence),
    };
    return total;
  };
  layers.gradient(parameters, loss, gradient);
  port.postMessage({ losses: losses! } satisfies WorkerReport);
});
port.postMessage({ backend: started.description } satisfies WorkerReport);
