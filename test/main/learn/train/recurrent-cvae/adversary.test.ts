import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { blocksLength, viewBlocks } from "../../../../../main/generators/blocks.ts";
import { constantTensors } from "../../../../../main/generators/recurrent-cvae/layers.ts";
import { Network } from "../../../../../main/generators/recurrent-cvae/network.ts";
import { measureConstants } from "../../../../../main/learn/train/constants/constants.ts";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import {
  applyGradients,
  initialOptimiserState,
  parameterCount,
} from "../../../../../main/learn/train/optimiser/optimiser.ts";
import {
  parameterBlocks,
  TrainableLayers,
} from "../../../../../main/learn/train/optimiser/trainable-layers.ts";
import { drawNoise, objectiveWithCritic } from "../../../../../main/learn/train/recurrent-cvae/adversary.ts";
import { criticLayers, criticLosses, seenOf } from "../../../../../main/learn/train/recurrent-cvae/critic.ts";
import { burnIn } from "../../../../../main/learn/train/recurrent-cvae/encoder.ts";
import { objective } from "../../../../../main/learn/train/recurrent-cvae/objective.ts";
import { drawBatch, openDataset } from "../../../../../main/learn/train/recurrent-cvae/sampler.ts";
import { scheduleWithCritic } from "../../../../../main/learn/train/recurrent-cvae/schedule.ts";
import { recurrentCvaeWithCritic } from "../../../../../main/learn/train/recurrent-cvae/training.ts";
import { STATE_SIZE } from "../../../../../main/motion/motion-state.ts";
import { gaussian, seededRandom } from "../../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../../main/runtime/tensorflow.ts";
import { sineDance } from "../../../../support/dances.ts";
import { SMALL, SMALL_GROUPS } from "../../../../support/small-model.ts";

beforeAll(async () => {
  await startTensorflow("wasm");
});

const dance = { name: "sines", style: "swing", fps: 30, source: "", licence: "" };
const dataset = await standardise(
  [{ ...dance, frames: sineDance({ seconds: 20 }) }],
  join(mkdtempSync(join(tmpdir(), "continuo-test-")), "placements"),
);
const constants = measureConstants(dataset);
const archive = openDataset(dataset, constants);
const SLOW = { timeout: 120_000 };

const groups = recurrentCvaeWithCritic(1).groups(SMALL);
const ofNetwork = parameterCount(SMALL_GROUPS);

/** The gradient of a batch of a network that has learnt nothing, and its losses. */
async function gradientWith(weight: number) {
  const layers = new TrainableLayers(groups);
  const network = networkOf(layers);
  const { parameters } = initialOptimiserState(groups, seededRandom(2));
  const batch = drawBatch(archive, SMALL, { size: 8, observedFrames: 16, horizon: 7 }, seededRandom(3));
  const noise = drawNoise(batch, SMALL.segment, SMALL.latent, seededRandom(4));
  const gradient = new Float32Array(parameters.length);
  const losses = await layers.gradient(
    parameters,
    () => burnIn(network, batch),
    (burnedIn) => ({ ...objectiveWithCritic(network, batch, burnedIn, 0.01, { layers, weight }, noise) }),
    gradient,
  );
  return {
    losses,
    network: gradient.subarray(0, ofNetwork),
    critic: gradient.subarray(ofNetwork),
    parameters,
    batch,
  };
}

const networkOf = (layers: TrainableLayers): Network =>
  new Network(SMALL, { constants: constantTensors(constants), linear: (name, x) => layers.linear(name, x) });

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0);

test("a critic that is not heeded leaves the network's gradient as it is without one", SLOW, async () => {
  const { losses, network, batch, parameters } = await gradientWith(0);
  const layers = new TrainableLayers(SMALL_GROUPS);
  const alone = networkOf(layers);
  const gradient = new Float32Array(ofNetwork);
  const without = await layers.gradient(
    parameters.subarray(0, ofNetwork),
    () => burnIn(alone, batch),
    (burnedIn) => ({ ...objective(alone, batch, burnedIn, 0.01) }),
    gradient,
  );
  expect(largestDifference(network, gradient)).toBeLessThan(1e-5);
  expect(losses.total).toBeCloseTo(without.total + losses.critic!, 4);
});

test("one that is heeded moves the network, and learns the same itself", SLOW, async () => {
  const [deaf, heeding] = [await gradientWith(0), await gradientWith(1)];
  expect(heeding.losses.total).toBeCloseTo(deaf.losses.total + deaf.losses.adversarial!, 4);
  expect(largestDifference(heeding.network, deaf.network)).toBeGreaterThan(1e-3);
  expect(
    largestDifference(
      heeding.critic,
      heeding.critic.map(() => 0),
    ),
  ).toBeGreaterThan(1e-3);
  expect(largestDifference(heeding.critic, deaf.critic)).toBeLessThan(1e-6);
});

test("a step against the adversarial loss's gradient makes that loss smaller", SLOW, async () => {
  const [deaf, heeding] = [await gradientWith(0), await gradientWith(1)];
  const slope = heeding.network.map((value, index) => value - deaf.network[index]!);
  const squares = slope.reduce((sum, value) => sum + value * value, 0);
  const step = 1e-2 / Math.sqrt(squares);
  const layers = new TrainableLayers(groups);
  const network = networkOf(layers);
  const { parameters, batch } = deaf;
  for (let i = 0; i < ofNetwork; i++) parameters[i]! -= step * slope[i]!;
  const noise = drawNoise(batch, SMALL.segment, SMALL.latent, seededRandom(4));
  const { adversarial } = await layers.gradient(
    parameters,
    () => burnIn(network, batch),
    (burnedIn) => ({ ...objectiveWithCritic(network, batch, burnedIn, 0.01, { layers, weight: 1 }, noise) }),
    new Float32Array(parameters.length),
  );
  expect(adversarial).toBeLessThan(deaf.losses.adversarial!);
});

test("it learns to tell a dance from the same with every frame shaken", SLOW, async () => {
  const own = [{ layers: criticLayers(SMALL.styles), small: [] }];
  const layers = new TrainableLayers(own);
  const network = networkOf(layers);
  const state = initialOptimiserState(own, seededRandom(5));
  const count = blocksLength(parameterBlocks(own));
  const toldAt: number[] = [];
  for (let step = 0; step < 40; step++) {
    const random = seededRandom(6, step);
    const { future, size } = drawBatch(archive, SMALL, { size: 8, observedFrames: 16, horizon: 7 }, random);
    const shaken = future.map((value) => value + 0.01 * gaussian(random));
    const windows = (states: Float32Array) => ({
      frames: seenOf(
        network,
        Array.from({ length: 12 }, (_, frame) =>
          tf.tensor2d(states.subarray(frame * size * STATE_SIZE, (frame + 1) * size * STATE_SIZE), [
            size,
            STATE_SIZE,
          ]),
        ),
      ),
      style: tf.ones([size, SMALL.styles]) as tf.Tensor2D,
    });
    const gradient = new Float32Array(count);
    const { toldApart } = await layers.gradient(
      state.parameters,
      () => null,
      () => {
        const judged = criticLosses({ layers, weight: 0 }, windows(future), windows(shaken));
        return { ...judged, total: judged.critic };
      },
      gradient,
    );
    toldAt.push(toldApart!);
    applyGradients(state, [gradient], [{ count, learningRate: 1e-3 }]);
  }
  expect(toldAt[0]).toBeLessThan(0.8);
  expect(Math.min(...toldAt.slice(-5))).toBeGreaterThan(0.9);
});

test(
  "variety is the distance between continuations: none where the prior leaves no choice",
  SLOW,
  async () => {
    const { losses } = await gradientWith(1);
    expect(losses.variety).toBeGreaterThan(0);
    const layers = new TrainableLayers(groups);
    const network = networkOf(layers);
    const { parameters } = initialOptimiserState(groups, seededRandom(2));
    // The latents reach the decoder no more.
    const decoder = viewBlocks(parameterBlocks(groups), parameters).get("decoder.in.matrix")!;
    const { hidden, latent, decoder: width } = SMALL;
    const first = decoder.length / width - latent - 1;
    expect(first).toBeGreaterThan(hidden);
    decoder.fill(0, first * width, (first + latent) * width);
    const batch = drawBatch(archive, SMALL, { size: 8, observedFrames: 16, horizon: 7 }, seededRandom(3));
    const noise = drawNoise(batch, SMALL.segment, latent, seededRandom(4));
    const { variety } = await layers.gradient(
      parameters,
      () => burnIn(network, batch),
      (burnedIn) => ({
        ...objectiveWithCritic(network, batch, burnedIn, 0.01, { layers, weight: 1 }, noise),
      }),
      new Float32Array(parameters.length),
    );
    expect(variety).toBeLessThan(1e-5);
  },
);

test("the critic learns from the beginning, and is heeded from the middle on", () => {
  const weights = [0, 49, 50, 55, 60, 99].map(
    (step) => scheduleWithCritic(step, 100, 0.5, SMALL).criticWeight,
  );
  [0, 0, 0, 0.25, 0.5, 0.5].forEach((weight, index) => {
    expect(weights[index]).toBeCloseTo(weight, 6);
  });
  expect(scheduleWithCritic(0, 100, 0.5, SMALL).learningRates.at(-1)).toBeGreaterThan(0);
});

test("what is told of it names a critic that wins outright, and continuations that are all the same", () => {
  const losses = { total: 1, position: 0, divergence: 0, motionStatistics: 0 };
  const told = (toldApart: number, variety: number) =>
    recurrentCvaeWithCritic(1)
      .details({ ...losses, toldApart, variety })
      .slice(-2);
  expect(told(0.8, 0.6)).toEqual(["critic right in 80 %", "variety 60 %"]);
  expect(told(0.99, 0.1)).toEqual(["critic right in 99 %, wins outright", "variety 10 %, collapsed"]);
});
