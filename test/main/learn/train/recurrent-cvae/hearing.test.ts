import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HEARD_SIZE } from "../../../../../main/generators/recurrent-cvae/heard.ts";
import { constantTensors } from "../../../../../main/generators/recurrent-cvae/layers.ts";
import { Network } from "../../../../../main/generators/recurrent-cvae/network.ts";
import { measureConstants } from "../../../../../main/learn/train/constants/constants.ts";
import { standardise } from "../../../../../main/learn/train/data/dataset.ts";
import {
  applyGradients,
  initialOptimiserState,
  parameterCounts,
} from "../../../../../main/learn/train/optimiser/optimiser.ts";
import { TrainableLayers } from "../../../../../main/learn/train/optimiser/trainable-layers.ts";
import { drawMusic, hearingLosses, listen } from "../../../../../main/learn/train/recurrent-cvae/hearing.ts";
import { drawBatch, openDataset } from "../../../../../main/learn/train/recurrent-cvae/sampler.ts";
import { hearingSchedule, scheduleAt } from "../../../../../main/learn/train/recurrent-cvae/schedule.ts";
import { recurrentCvaeHearing } from "../../../../../main/learn/train/recurrent-cvae/training.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";
import { startTensorflow } from "../../../../../main/runtime/tensorflow.ts";
import { sineDance } from "../../../../support/dances.ts";
import { SMALL, SMALL_HEARING } from "../../../../support/small-model.ts";

const SLOW = { timeout: 120_000 };
const FPS = 30;
const dance = { name: "sines", style: "swing", fps: FPS, source: "", licence: "" };
const dataset = await standardise(
  [{ ...dance, frames: sineDance({ seconds: 20 }) }],
  join(mkdtempSync(join(tmpdir(), "continuo-test-")), "placements"),
);
const constants = measureConstants(dataset);

const shape = { size: 8, observedFrames: 18, horizon: 10 };
const archive = openDataset(dataset, constants);
const usualSpeed = archive.meanSpeed[0]!;

test(
  "while it learns to hear, the dance stays as it is to the last bit, and the loss falls",
  SLOW,
  async () => {
    await startTensorflow("wasm");
    const groups = recurrentCvaeHearing.groups(SMALL_HEARING);
    const [dancing, hearing] = parameterCounts(groups) as [number, number];
    const rates = [0, 0.01];
    const steps = [dancing, hearing].map((count, group) => ({ count, learningRate: rates[group]! }));
    const state = initialOptimiserState(groups, seededRandom(5));
    const before = state.parameters.slice();
    const layers = new TrainableLayers(groups);
    const network = new Network(SMALL_HEARING, {
      constants: constantTensors(constants),
      linear: (name, x) => layers.linear(name, x),
    });
    const batch = drawBatch(archive, SMALL_HEARING, shape, seededRandom(1));
    const music = drawMusic(batch, SMALL_HEARING, FPS, usualSpeed, seededRandom(2));
    const gradient = new Float32Array(state.parameters.length);
    const totals: number[] = [];
    while (totals.length < 8) {
      const losses = await layers.gradient(
        state.parameters,
        () => listen(network, batch, music),
        (start) => hearingLosses(network, batch, music, start),
        gradient,
        rates,
      );
      totals.push(losses.total);
      expect(gradient.subarray(0, dancing).every((slope) => slope === 0)).toBe(true);
      applyGradients(state, [gradient], steps);
    }
    for (const own of [state.parameters, state.average])
      expect(own.subarray(0, dancing)).toEqual(before.subarray(0, dancing));
    expect(state.parameters.subarray(dancing)).not.toEqual(before.subarray(dancing));
    expect(totals.at(-1)).toBeLessThan(totals[0]!);
  },
);

test("half of the rows hear their own body's beats, half a steady one; a row's silence is all zeros", () => {
  const longer = { ...shape, horizon: 30 };
  for (const seed of [1, 2, 3]) {
    const batch = drawBatch(archive, SMALL_HEARING, longer, seededRandom(seed));
    const { heard, isHeard, rhythm, freeFrames, noise } = drawMusic(
      batch,
      SMALL_HEARING,
      FPS,
      usualSpeed,
      seededRandom(seed),
    );
    expect(freeFrames % SMALL_HEARING.segment).toBe(0);
    expect(noise).toHaveLength(
      ((freeFrames + longer.horizon) / SMALL_HEARING.segment) * 8 * SMALL_HEARING.latent,
    );
    for (let row = 0; row < longer.size; row++) {
      const at = (frame: number) =>
        heard.subarray((frame * 8 + row) * HEARD_SIZE, (frame * 8 + row + 1) * HEARD_SIZE);
      const rows = Array.from({ length: freeFrames + longer.horizon }, (_, frame) => at(frame));
      const [free, rolled] = [rows.slice(0, freeFrames), rows.slice(freeFrames)];
      rolled.forEach((one, frame) => {
        expect(isHeard[frame * 8 + row]).toBe(one[HEARD_SIZE - 1]);
        if (isHeard[frame * 8 + row] === 1) return;
        expect([...one]).toEqual(Array(HEARD_SIZE).fill(0));
        expect(rhythm[frame * 8 + row]).toBe(0);
      });
      if (row < 4) expect(free.every((one) => one.every((value) => value === 0))).toBe(true);
      else {
        const periods = rows.map(([, , since, to]) => since! + to!);
        // Heard a little early or late.
        expect(Math.max(...periods) - Math.min(...periods)).toBeLessThan(0.25);
        const slowest = rolled.reduce(
          (least, _, k) => (rhythm[k * 8 + row]! < rhythm[least * 8 + row]! ? k : least),
          0,
        );
        const [, cosine] = rolled[slowest]!;
        expect(cosine).toBeGreaterThan(0.7);
      }
    }
    const own = isHeard.filter((_, index) => index % 8 < 4);
    expect(own.some((one) => one === 1)).toBe(true);
  }
});

test("the last steps learn to hear, for as long as the dance's would be in a run of its own; the deaf never do", () => {
  const [deaf, whole] = [scheduleAt(84, 85, SMALL), scheduleAt(84, 100, SMALL_HEARING)];
  expect(whole).toEqual(deaf);
  expect(whole).toMatchObject({ hears: false, learningRates: [expect.any(Number), 0] });
  expect(scheduleAt(85, 100, SMALL_HEARING)).toEqual(hearingSchedule(0, 15));
  expect(scheduleAt(99, 100, SMALL_HEARING)).toMatchObject({
    hears: true,
    learningRates: [0, expect.any(Number)],
  });
  expect(scheduleAt(99, 100, SMALL).hears).toBe(false);
});
