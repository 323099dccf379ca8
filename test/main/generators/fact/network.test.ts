import * as tf from "@tensorflow/tfjs-core";
import * as v from "valibot";
import { beforeAll, expect, test } from "vitest";
import { blocksLength, layerBlocks } from "../../../../main/generators/blocks.ts";
import { FactNetwork, goingOn } from "../../../../main/generators/fact/network.ts";
import {
  linearLayers,
  PUBLISHED,
  type Sizes,
  SizesSchema,
  SMALL,
  valueCount,
} from "../../../../main/generators/fact/weights.ts";
import { FixedLayers } from "../../../../main/generators/linear-layers.ts";
import { POSE_SIZE } from "../../../../main/generators/peers/pose.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";

beforeAll(async () => {
  await startTensorflow("wasm");
});

const SIZES: Sizes = {
  ...{ hidden: 6, heads: 2, intermediate: 5, motionLayers: 1, audioLayers: 1, crossLayers: 1 },
  ...{ seed: 4, heard: 8, future: 4, patch: 2, heardPatch: 4, audio: 2, latent: 3 },
};
const ROWS = 2;

const layers = linearLayers(SIZES);
const values = Float32Array.from(
  { length: blocksLength(layerBlocks(layers)) },
  (_, i) => 0.4 * Math.sin(1 + 1.7 * i + 0.01 * i * i),
);
const input = (columns: number, from: number) =>
  tf.tensor2d(
    Array.from({ length: ROWS * columns }, (_, i) => Math.sin(from + 0.9 * i)),
    [ROWS, columns],
  );

type Rows = number[][];
/** A layer on rows, from the numbers of a model as they lie there. */
function plainLinear(name: string, rows: Rows): Rows {
  let at = 0;
  for (const [other, [inputs, outputs]] of Object.entries(layers)) {
    if (other === name) {
      const bias = at + inputs * outputs;
      return rows.map((row) =>
        Array.from({ length: outputs }, (_, j) =>
          row.reduce((sum, x, i) => sum + x * values[at + i * outputs + j]!, values[bias + j]!),
        ),
      );
    }
    at += (inputs + 1) * outputs;
  }
  throw new Error(name);
}
const plainNorm = (rows: Rows): Rows =>
  rows.map((row) => {
    const mean = row.reduce((sum, x) => sum + x, 0) / row.length;
    const deviation = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length + 1e-5);
    return row.map((x) => (x - mean) / deviation);
  });
const plainGelu = (rows: Rows): Rows =>
  rows.map((row) =>
    row.map((x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))),
  );
const plus = (a: Rows, b: Rows): Rows => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));

/** One sequence through one layer of a transformer. */
function plainTransformer(name: string, tokens: Rows): Rows {
  const { hidden, heads } = SIZES;
  const size = hidden / heads;
  const all = plainLinear(`${name}.0.heads`, plainNorm(tokens));
  const read = all.map((row) =>
    Array.from({ length: hidden }, (_, column) => {
      const head = size * Math.floor(column / size);
      const scores = all.map((other) => {
        let score = 0;
        for (let i = 0; i < size; i++) score += row[head + i]! * other[hidden + head + i]!;
        return Math.exp(score / Math.sqrt(size));
      });
      const total = scores.reduce((sum, score) => sum + score, 0);
      return all.reduce((sum, other, i) => sum + (scores[i]! / total) * other[2 * hidden + column]!, 0);
    }),
  );
  const attended = plus(tokens, plainLinear(`${name}.0.joined`, read));
  const wide = plainGelu(plainLinear(`${name}.0.wide`, plainNorm(attended)));
  return plus(attended, plainLinear(`${name}.0.narrow`, wide));
}

/** Each token knows its place: the row of the encoding is added that is its place's. */
const plainPlaces = (name: string, tokens: Rows): Rows => {
  const identity = tokens.map((_, i) => tokens.map((_other, j) => (i === j ? 1 : 0)));
  return plus(tokens, plainLinear(`${name}.position`, identity));
};

const cut = (row: ArrayLike<number>, size: number): Rows =>
  Array.from({ length: row.length / size }, (_, i) =>
    Array.from({ length: size }, (_column, j) => row[i * size + j]!),
  );

function plainFollow(seed: ArrayLike<number>, music: ArrayLike<number>, latent: ArrayLike<number>): number[] {
  const { patch, heardPatch, audio, future, heard } = SIZES;
  const read = (name: string, tokens: Rows) => plainPlaces(name, plainLinear(`${name}.read`, tokens));
  const motion = plainTransformer("motion", read("motion", cut(seed, patch * POSE_SIZE)));
  const heardAll = plainTransformer("audio", read("audio", cut(music, heardPatch * audio)));
  const both = plainTransformer("cross", plainPlaces("cross", [...motion, ...heardAll]));
  const foreseen = plainNorm(both.slice(0, future / patch));
  const given = foreseen.map((token, i) => {
    const from = (heard / 2 + i * patch) * audio;
    return [...token, ...Array.from(music).slice(from, from + patch * audio), ...Array.from(latent)];
  });
  const change = plainLinear("future.narrow", plainGelu(plainLinear("future.wide", given))).flat();
  const [before, last] = cut(seed, POSE_SIZE).slice(-2) as [number[], number[]];
  return change.map((_, i) => {
    const [frame, column] = [Math.floor(i / POSE_SIZE), i % POSE_SIZE];
    let [value, total] = [0, 0];
    for (let offset = -4; offset <= 4; offset++) {
      const weight = Math.exp((-0.5 * offset ** 2) / 1.25 ** 2);
      const from = Math.min(frame + offset, future - 1);
      value += from < 0 ? 0 : weight * change[from * POSE_SIZE + column]!;
      total += weight;
    }
    value /= total;
    let reach = 0;
    for (let k = 0; k <= frame; k++) reach += 0.8 ** (k + 1);
    const moves = column < POSE_SIZE - 3 ? last[column]! - before[column]! : 0;
    return value + last[column]! + reach * moves;
  });
}

test("the network is that of a plain reference, encodings of place and attention of all heads included", () => {
  const network = new FactNetwork(SIZES, new FixedLayers(layers, values));
  const seed = input(SIZES.seed * POSE_SIZE, 1);
  const music = input(SIZES.heard * SIZES.audio, 2);
  const latent = input(SIZES.latent, 3);
  const found = network.follow(network.foresee(seed, music), seed, music, latent).arraySync();
  found.forEach((row, index) => {
    const of = (tensor: tf.Tensor2D) => tensor.arraySync()[index]!;
    const right = plainFollow(of(seed), of(music), of(latent));
    expect(row).toHaveLength(right.length);
    expect(Math.max(...row.map((value, i) => Math.abs(value - right[i]!)))).toBeLessThan(1e-4);
  });
});

test("what nothing is predicted of goes on as it moved, slower and slower", () => {
  const seed = tf.tensor2d(
    [0, 1].flatMap((frame) => new Array(POSE_SIZE).fill(frame)),
    [1, 2 * POSE_SIZE],
  );
  const [row] = goingOn(seed, 3).arraySync() as number[][];
  const column = (at: number) => [0, 1, 2].map((frame) => row![frame * POSE_SIZE + at]!);
  for (const [i, expected] of [1.8, 2.44, 2.952].entries()) expect(column(0)[i]).toBeCloseTo(expected, 4);
  // A velocity along the floor, and a turn, stay as they are.
  for (const at of [55, 56, 57]) expect(column(at)).toEqual([1, 1, 1]);
});

test("the sizes of the paper: two, two and twelve layers of 800, of 120 frames of a seed and 240 of music", () => {
  const shapes = linearLayers(PUBLISHED);
  expect(shapes["cross.11.heads"]).toEqual([800, 2400]);
  expect(shapes["cross.12.heads"]).toBeUndefined();
  expect(shapes["motion.1.wide"]).toEqual([800, 3072]);
  expect(shapes["cross.position"]).toEqual([360, 800]);
  expect(shapes["future.narrow"]).toEqual([3072, POSE_SIZE]);
  // 16 layers of 800: four matrices of attention and two of 3072 each.
  expect(valueCount(PUBLISHED)).toBeGreaterThan(16 * (4 * 800 ** 2 + 2 * 800 * 3072));
  expect(4 * valueCount(SMALL)).toBeLessThan(2.2e6);
  for (const sizes of [PUBLISHED, SMALL]) expect(v.parse(SizesSchema, sizes)).toEqual(sizes);
});

test.each([
  ["hidden is no multiple of heads", { heads: 3 }],
  ["seed and future are no multiples of patch, or heard is none of heardPatch", { seed: 61 }],
  ["future has more tokens than seed and heard", { future: 240 }],
])("sizes that no network can have are refused: %s", (message, wrong) => {
  const { success, issues } = v.safeParse(SizesSchema, { ...SMALL, ...wrong });
  expect(success).toBe(false);
  expect(issues!.map((issue) => issue.message)).toContain(message);
});
