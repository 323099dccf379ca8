import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { ModelLayers } from "../../../../main/generators/recurrent-cvae/layers.ts";
import { Network } from "../../../../main/generators/recurrent-cvae/network.ts";
import { PLACEMENT_SIZE, STATE_SIZE, stateOf } from "../../../../main/motion/motion-state.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";
import { SMALL, smallModel } from "../../../support/small-model.ts";

let network: Network;
beforeAll(async () => {
  await startTensorflow("wasm", "live");
  network = new Network(SMALL, new ModelLayers(SMALL, smallModel().values));
});

/** Some state, the whole of it turned about the vertical by `angle` radians. */
function turned(angle: number): Float32Array {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [before, now] = [0, 0.1].map((phase) => {
    const placement = new Float32Array(PLACEMENT_SIZE);
    for (let at = 0; at < PLACEMENT_SIZE; at += 3) {
      const [x, y, z] = [0.3 * Math.sin(at + phase), 0.2 * Math.cos(2 * at + phase), 0.1 * Math.sin(3 * at)];
      placement.set([x * cos + z * sin, y, z * cos - x * sin], at);
    }
    return placement;
  }) as [Float32Array, Float32Array];
  const state = new Float32Array(STATE_SIZE);
  stateOf(before, now, state);
  return state;
}

function refined(observed: Float32Array, noiseLevel: number): Float32Array {
  return tf
    .tidy(() => {
      const state = tf.tensor2d(observed, [1, STATE_SIZE]);
      const high: tf.Tensor2D = tf.fill([1, SMALL.hidden], 0.3);
      return network.refine(state, network.headingOf(state), tf.tensor2d([[noiseLevel]]), high);
    })
    .dataSync() as Float32Array;
}

const difference = (a: Float32Array, b: Float32Array) => a.map((value, i) => value - b[i]!);
const length = (vector: Float32Array) => Math.hypot(...vector);

test("a state without noise is not refined, a noisy one is", () => {
  const observed = turned(0);
  expect(refined(observed, 0)).toEqual(observed);
  expect(length(difference(refined(observed, 0.03), observed))).toBeGreaterThan(0.001);
});

test("a state is refined the same whichever way it faces", () => {
  const [ahead, aside] = [0, 1].map((angle) => difference(refined(turned(angle), 0.03), turned(angle)));
  expect(length(aside!)).toBeCloseTo(length(ahead!), 4);
  const [sin, cos] = [Math.sin(1), Math.cos(1)];
  for (let at = 0; at < STATE_SIZE; at += 3) {
    const [x, y, z] = ahead!.subarray(at, at + 3) as unknown as [number, number, number];
    expect(aside![at]).toBeCloseTo(x * cos + z * sin, 4);
    expect(aside![at + 1]).toBeCloseTo(y, 4);
    expect(aside![at + 2]).toBeCloseTo(z * cos - x * sin, 4);
  }
});
