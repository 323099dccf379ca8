import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { lstm, lstmShapes } from "../../../../main/generators/peers/lstm.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";

await startTensorflow("cpu");

const [B, INPUTS, H] = [3, 2, 4];
const table = (rows: number, columns: number, seed: number): tf.Tensor2D =>
  tf.tensor2d(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + 1.7 * i)),
    [rows, columns],
  );
const names = Object.keys(lstmShapes(INPUTS, H, 2));
const matrices = Object.values(lstmShapes(INPUTS, H, 2)).map(([rows, columns], i) => table(rows, columns, i));

type Network = (args: readonly tf.Tensor[]) => tf.Tensor2D;

/** Two frames of two layers, whose weights and input are given: what the highest gives at last. */
const ours: Network = ([first, second, input]) => {
  const of = (name: string) => (name === names[0] ? first : second) as tf.Tensor2D;
  const layers = { linear: (name: string, x: tf.Tensor2D): tf.Tensor2D => tf.matMul(x, of(name)) };
  const zeros = Array.from({ length: 2 }, (): tf.Tensor2D => tf.zeros([B, 2 * H]));
  const { states } = lstm(layers, input as tf.Tensor2D, zeros);
  return lstm(layers, input as tf.Tensor2D, states).output;
};

/** The same from TensorFlow's own operations, which know their own slopes. */
const plain: Network = ([first, second, input]) => {
  const zeros = (): tf.Tensor2D => tf.zeros([B, H]);
  const states = [0, 1].map(() => ({ hidden: zeros(), memory: zeros() }));
  let output = input as tf.Tensor2D;
  for (let frame = 0; frame < 2; frame++) {
    output = input as tf.Tensor2D;
    for (const [layer, weights] of [first, second].entries()) {
      const { hidden, memory } = states[layer]!;
      const all: tf.Tensor2D = tf.matMul(tf.concat([output, hidden], 1), weights as tf.Tensor2D);
      const [i, f, o, g] = tf.split(all, 4, 1) as tf.Tensor2D[];
      const kept: tf.Tensor2D = tf.add(
        tf.mul(tf.sigmoid(tf.add(f!, 1)), memory),
        tf.mul(tf.sigmoid(i!), tf.tanh(g!)),
      );
      output = tf.mul(tf.sigmoid(o!), tf.tanh(kept));
      states[layer] = { hidden: output, memory: kept };
    }
  }
  return output;
};

test("the layers and their slopes are those of the same made of single operations", () => {
  const args = [...matrices, table(B, INPUTS, 9)];
  const weights = table(B, H, 4);
  const slopesOf = (network: Network) =>
    tf.grads((...all: tf.Tensor[]) => tf.sum(tf.mul(weights, network(all))))(args);
  const expected = slopesOf(plain);
  const pairs = [[ours(args), plain(args)], ...slopesOf(ours).map((slope, i) => [slope, expected[i]!])];
  expect(Math.max(...tf.abs(expected[0]!).dataSync())).toBeGreaterThan(0.01);
  for (const [found, right] of pairs) {
    const values = right!.dataSync();
    expect(found!.shape).toEqual(right!.shape);
    found!.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(values[i]!, 5);
    });
  }
});
