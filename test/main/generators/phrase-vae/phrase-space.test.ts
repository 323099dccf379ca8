import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tracksOf } from "../../../../main/archive/tracks.ts";
import type { Model } from "../../../../main/generators/model.ts";
import {
  between,
  cutTo,
  near,
  PhraseSpace,
  type Point,
} from "../../../../main/generators/phrase-vae/phrase-space.ts";
import { FRAME_SIZE, type Sizes } from "../../../../main/generators/phrase-vae/weights.ts";
import { figuresOf } from "../../../../main/learn/train/phrase-vae/figures.ts";
import { gaussian, seededRandom } from "../../../../main/motion/random.ts";
import { loadModel } from "../../../../main/runtime/model-files.ts";
import { startTensorflow } from "../../../../main/runtime/tensorflow.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";

const LATENT = 32;
const point = (seed: number, segments = 8): Point => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: segments * LATENT }, () => gaussian(random));
};
const length = (of: Point) => Math.hypot(...of);

test("what is drawn near lies farther away with sigma, and as far from the middle", () => {
  const from = point(1);
  const away = [0, 0.5, 1, 4].map((sigma) => {
    const drawn = near(from, sigma, seededRandom(2));
    expect(length(drawn) / length(from)).toBeCloseTo(1, 0.5);
    return length(drawn.map((value, i) => value - from[i]!));
  });
  expect(away[0]).toBe(0);
  expect(away).toEqual([...away].sort((a, b) => a - b));
});

test("between two phrases lie both ends, and halfway what is as far from the middle as they are", () => {
  const [a, b] = [point(1), point(2)];
  const at = (share: number) => between(a, b, LATENT, () => share);
  expect([...at(0)].map((value, i) => Math.abs(value - a[i]!)).every((off) => off < 1e-5)).toBe(true);
  expect([...at(1)].map((value, i) => Math.abs(value - b[i]!)).every((off) => off < 1e-5)).toBe(true);
  expect(length(at(0.5)) / length(a)).toBeGreaterThan(0.9);
  expect(length(between(a, a.slice(), LATENT, () => 0.5)) / length(a)).toBeCloseTo(1, 5);
  const opposite = between(
    a,
    a.map((value) => -value),
    LATENT,
    () => 0.3,
  );
  expect(opposite.every(Number.isFinite)).toBe(true);
});

test("a phrase cut to another length begins, or ends, as it did", () => {
  const of = Float32Array.of(1, 2, 3);
  expect([...cutTo(of, 2, 1, "begins")]).toEqual([1, 2]);
  expect([...cutTo(of, 5, 1, "begins")]).toEqual([1, 2, 3, 1, 2]);
  expect([...cutTo(of, 2, 1, "ends")]).toEqual([2, 3]);
  expect([...cutTo(of, 5, 1, "ends")]).toEqual([2, 3, 1, 2, 3]);
  expect([...cutTo(of, 3, 1, "ends")]).toEqual([1, 2, 3]);
});

describe("the space that ships", () => {
  let space: PhraseSpace;
  beforeAll(async () => {
    await startTensorflow("wasm", "live");
    space = new PhraseSpace((await loadModel(join(projectRoot, "models/phrases"))) as Model<Sizes>);
  });
  afterAll(() => space.dispose());

  test("keeps its card's bars on the dancer of the demo: half of keyframes' error, no stop in between, no dead latent", async () => {
    const tracks = await Array.fromAsync(tracksOf(join(projectRoot, "assets"), () => {}));
    const figures = await figuresOf(space, tracks, 30);
    expect(figures.phrases).toBeGreaterThan(4);
    expect(figures.error).toBeLessThan(0.6 * figures.keyframes);
    expect(figures.error).toBeLessThan(0.06);
    expect(Math.abs(figures.halfway - 1)).toBeLessThan(0.25);
    expect(figures.nearEnds).toBeGreaterThan(0.8);
    expect(figures.active).toBe(figures.latents);
    for (const speed of figures.speeds) expect(Math.abs(speed - 1)).toBeLessThan(0.25);
  });

  test("phrases that are written together come out as by themselves, to the bit", async () => {
    const points = [point(1), point(2), point(3)];
    const together = await space.decode(points);
    for (const [index, one] of points.entries())
      expect((await space.decode([one]))[0]).toEqual(together[index]);
    expect(await space.decode([])).toEqual([]);
  });

  test("a latent decides its own half second and what leads to it, and nothing else", async () => {
    const before = point(1);
    const after = before.slice();
    for (let i = 0; i < LATENT; i++) after[i]! += 2;
    const [a, b] = await space.decode([before, after]);
    const changes = Array.from({ length: 8 }, (_, segment) => {
      const [from, to] = [segment, segment + 1].map((at) => at * space.segment * FRAME_SIZE);
      return Math.hypot(...a!.slice(from, to).map((value, i) => value - b![from! + i]!));
    });
    expect(changes[0]).toBeGreaterThan(4 * changes[2]!);
    expect(changes[2]).toBeGreaterThan(0);
    // Two blocks of three neighbours at the rate of segments, and two at that of patches.
    for (const far of changes.slice(4)) expect(far).toBe(0);
  });
});
