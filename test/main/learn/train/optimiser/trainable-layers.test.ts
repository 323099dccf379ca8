import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { viewBlocks } from "../../../../../main/generators/blocks.ts";
import { constantTensors, type Layers } from "../../../../../main/generators/recurrent-cvae/layers.ts";
import { Network } from "../../../../../main/generators/recurrent-cvae/network.ts";
import { measureConstants } from "../../../../../main/learn/train/constants/constants.ts";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import { initialOptimiserState } from "../../../../../main/learn/train/optimiser/optimiser.ts";
import {
  parameterBlocks,
  TrainableLayers,
} from "../../../../../main/learn/train/optimiser/trainable-layers.ts";
import { burnIn } from "../../../../../main/learn/train/recurrent-cvae/encoder.ts";
import { objective } from "../../../../../main/learn/train/recurrent-cvae/objective.ts";
import { drawBatch, openDataset } from "../../../../../main/learn/train/recurrent-cvae/sampler.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../../main/runtime/tensorflow.ts";
import { sineDance } from "../../../../support/dances.ts";
import { SMALL, SMALL_GROUPS } from "../../../../support/small-model.ts";

beforeAll(async () => {
  await startTensorflow("cpu");
});

const about = { style: "swing", fps: 30, source: "", licence: "" };
const placements = join(mkdtempSync(join(tmpdir(), "continuo-test-")), "placements");
const dataset = await standardise(
  [{ ...about, name: "sines", frames: sineDance({ seconds: 20 }) }],
  placements,
);
const measured = measureConstants(dataset);
const archive = openDataset(dataset, measured);
const SLOW = { timeout: 60_000 };
const batchShape = { size: 4, observedFrames: 16, horizon: 7 };

test("the gradients that the layers collect are those that TensorFlow computes by itself", SLOW, async () => {
  const constants = constantTensors(measured);
  const { parameters } = initialOptimiserState(SMALL_GROUPS, seededRandom(2));
  const batch = drawBatch(archive, SMALL, batchShape, seededRandom(3));
  const ours = new Float32Array(parameters.length);
  const layers = new TrainableLayers(SMALL_GROUPS);
  const network = new Network(SMALL, { constants, linear: (name, x) => layers.linear(name, x) });
  const losses = await layers.gradient(
    parameters,
    () => burnIn(network, batch),
    (burnedIn) => ({ ...objective(network, batch, burnedIn, 0.01) }),
    ours,
  );

  const blocks = parameterBlocks(SMALL_GROUPS);
  const values = viewBlocks(blocks, parameters);
  const tensors = blocks.map(({ name, shape }) => tf.tensor(values.get(name)!, [...shape]));
  const byName = new Map(blocks.map(({ name }, i) => [name, tensors[i]!]));
  const plain: Layers = {
    constants,
    linear: (name, x) =>
      tf.add(tf.matMul(x, byName.get(`${name}.matrix`) as tf.Tensor2D), byName.get(`${name}.bias`)!),
  };
  const slow = new Network(SMALL, plain);
  const start = burnIn(slow, batch);
  const slopes = tf.grads(() => objective(slow, batch, start, 0.01).total)(tensors);
  const theirs = viewBlocks(blocks, ours);
  const off = blocks.flatMap(({ name }, i) =>
    Array.from(
      slopes[i]!.dataSync(),
      (slope, k) => Math.abs(theirs.get(name)![k]! - slope) / Math.max(1, Math.abs(slope)),
    ),
  );
  expect(Math.max(...off)).toBeLessThan(1e-4);
  expect(Math.max(...ours)).toBeGreaterThan(0.01);
  expect(losses.total).toBeCloseTo(objective(slow, batch, start, 0.01).total.dataSync()[0]!, 4);
});

test("a step of training leaves no tensor behind", SLOW, async () => {
  const constants = constantTensors(measured);
  const { parameters } = initialOptimiserState(SMALL_GROUPS, seededRandom(2));
  const layers = new TrainableLayers(SMALL_GROUPS);
  const network = new Network(SMALL, { constants, linear: (name, x) => layers.linear(name, x) });
  const step = async (seed: number) => {
    const batch = drawBatch(archive, SMALL, batchShape, seededRandom(seed));
    const out = new Float32Array(parameters.length);
    const loss = (burnedIn: ReturnType<typeof burnIn>) => ({ ...objective(network, batch, burnedIn, 0.01) });
    await layers.gradient(parameters, () => burnIn(network, batch), loss, out);
  };
  await step(1);
  const { numTensors } = tf.memory();
  await step(2);
  expect(tf.memory().numTensors).toBe(numTensors);
});
