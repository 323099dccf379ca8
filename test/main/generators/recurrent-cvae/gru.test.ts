import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { gru, tanh } from "../../../../main/generators/recurrent-cvae/gru.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";

beforeAll(async () => {
  await startTensorflow("cpu");
});

const B = 3;
const H = 4;
const table = (rows: number, columns: number, seed: number) =>
  tf.tensor2d(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + 1.7 * i)),
    [rows, columns],
  );

/** The same cell from TensorFlow's own operations, which know their own slopes. */
function plain(input: tf.Tensor2D, back: tf.Tensor2D, hidden: tf.Tensor2D): tf.Tensor2D {
  const [inR, inU, inN] = tf.split(input, 3, 1) as tf.Tensor2D[];
  const [backR, backU, backN] = tf.split(back, 3, 1) as tf.Tensor2D[];
  const r = tf.sigmoid(tf.add(inR!, backR!));
  const u = tf.sigmoid(tf.add(inU!, backU!));
  const n = tf.tanh(tf.add(inN!, tf.mul(r, backN!)));
  return tf.add(tf.mul(tf.sub(1, u), n), tf.mul(u, hidden));
}

test("the cell and its slopes are those of the same made of single operations", () => {
  const args: [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D] = [
    table(B, 3 * H, 1),
    table(B, 3 * H, 2),
    table(B, H, 3),
  ];
  const weights = table(B, H, 4);
  const slopesOf = (cell: typeof plain) =>
    tf.grads((input, back, hidden) =>
      tf.sum(tf.mul(weights, cell(input as tf.Tensor2D, back as tf.Tensor2D, hidden as tf.Tensor2D))),
    )(args);
  const pairs = [
    [gru(...args), plain(...args)],
    ...slopesOf(gru).map((slope, i) => [slope, slopesOf(plain)[i]!]),
  ];
  for (const [ours, theirs] of pairs) {
    const expected = theirs!.dataSync();
    expect(ours!.shape).toEqual(theirs!.shape);
    ours!.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 5);
    });
  }
});

test("tanh is tanh, far out too", () => {
  const x = [-40, -3, -0.1, 0, 0.1, 3, 40];
  tanh(tf.tensor1d(x))
    .dataSync()
    .forEach((y, i) => {
      expect(y).toBeCloseTo(Math.tanh(x[i]!), 5);
    });
});
