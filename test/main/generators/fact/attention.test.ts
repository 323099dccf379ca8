import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { attention, gelu, layerNorm } from "../../../../main/generators/fact/attention.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";

beforeAll(async () => {
  await startTensorflow("wasm");
});

const [BATCH, TOKENS, HEADS, HIDDEN] = [2, 5, 3, 6];
const numbers = (count: number, seed: number) =>
  Array.from({ length: count }, (_, i) => 1.5 * Math.sin(seed + 1.7 * i + 0.1 * i * i));

type Rows = readonly (readonly number[])[];
const rowsOf = (values: readonly number[], columns: number): Rows =>
  Array.from({ length: values.length / columns }, (_, row) =>
    values.slice(row * columns, (row + 1) * columns),
  );

/** As the paper writes it, token by token and head by head. */
function plainAttention(rows: Rows, tokens: number, heads: number): Rows {
  const hidden = rows[0]!.length / 3;
  const size = hidden / heads;
  return rows.map((row, index) => {
    const sequence = rows.slice(
      Math.floor(index / tokens) * tokens,
      Math.floor(index / tokens) * tokens + tokens,
    );
    const read: number[] = [];
    for (let head = 0; head < heads; head++) {
      const part = (of: readonly number[], which: number) =>
        of.slice(which * hidden + head * size, which * hidden + (head + 1) * size);
      const query = part(row, 0);
      const scores = sequence.map((other) =>
        Math.exp(part(other, 1).reduce((sum, key, i) => sum + key * query[i]!, 0) / Math.sqrt(size)),
      );
      const total = scores.reduce((sum, score) => sum + score, 0);
      for (let i = 0; i < size; i++)
        read.push(
          sequence.reduce((sum, other, token) => sum + (scores[token]! / total) * part(other, 2)[i]!, 0),
        );
    }
    return read;
  });
}

const plainNorm = (rows: Rows): Rows =>
  rows.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
  });

const plainGelu = (rows: Rows): Rows =>
  rows.map((row) =>
    row.map((x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))),
  );

const CASES = {
  attention: {
    columns: 3 * HIDDEN,
    ours: (x: tf.Tensor2D) => attention(x, TOKENS, HEADS),
    plain: (x: Rows) => plainAttention(x, TOKENS, HEADS),
  },
  "layer normalisation": { columns: HIDDEN, ours: layerNorm, plain: plainNorm },
  gelu: { columns: HIDDEN, ours: gelu, plain: plainGelu },
};

test.each(Object.entries(CASES))("%s is that of a plain reference, and so is its slope", (_, of) => {
  const values = numbers(BATCH * TOKENS * of.columns, 1);
  const input = tf.tensor2d(values, [BATCH * TOKENS, of.columns]);
  const found = of.ours(input);
  const right = of.plain(rowsOf(values, of.columns)).flat();
  expect(found.size).toBe(right.length);
  const off = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
  expect(off(found.dataSync(), right)).toBeLessThan(1e-4);

  // Along a direction of all inputs at once, by a difference of the reference, which is in double precision.
  const [weights, way] = [numbers(right.length, 4), numbers(values.length, 9)];
  const slope = tf
    .grad((x) => tf.sum(tf.mul(of.ours(x as tf.Tensor2D), tf.tensor2d(weights, found.shape))))(input)
    .dataSync();
  const along = way.reduce((sum, value, i) => sum + value * slope[i]!, 0);
  const step = 1e-5;
  const at = (share: number) =>
    of
      .plain(
        rowsOf(
          values.map((value, i) => value + share * way[i]!),
          of.columns,
        ),
      )
      .flat()
      .reduce((sum, value, i) => sum + value * weights[i]!, 0);
  const expected = (at(step) - at(-step)) / (2 * step);
  expect(Math.abs(expected)).toBeGreaterThan(0.1);
  expect(Math.abs(along / expected - 1)).toBeLessThan(1e-3);
});
