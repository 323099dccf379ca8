import { expect, test } from "vitest";
import { cumulativeMotion } from "../../../../../main/learn/evaluate/metrics/alive.ts";
import { RolloutStats, realMotionStats } from "../../../../../main/learn/evaluate/metrics/rollout-stats.ts";
import { dancedOf } from "../../../../../main/learn/evaluate/seeds.ts";
import { clipOf, ROW, rowAt } from "../../../../../main/motion/clip.ts";
import { sineDance } from "../../../../support/dances.ts";

const frames = sineDance({ seconds: 40 });
const danced = dancedOf({ name: "", style: "swing", fps: 30, source: "", licence: "", frames });
const life = realMotionStats([danced], [danced], 30);

/** Three continuations side by side: what each shows in a frame. */
function watched(seconds: number, shows: readonly ((frame: number) => Float32Array)[]): RolloutStats {
  const all = (frame: number) => {
    const rows = new Float32Array(shows.length * ROW);
    shows.forEach((show, index) => {
      rows.set(show(frame), index * ROW);
    });
    return rows;
  };
  const watch = new RolloutStats(life, all(0));
  for (let frame = 1; frame <= seconds * 30; frame++) watch.add(all(frame));
  return watch;
}

const real = (frame: number) => rowAt(danced.clip, frame);

test("a real dance is alive, one that stops for two seconds is frozen, one that flies apart has diverged", () => {
  const watch = watched(20, [
    real,
    (frame) => real(frame < 100 ? frame : Math.max(100, frame - 62)),
    (frame) => real(frame).map((value) => value * (1 + frame / 300)),
  ]);
  expect(watch.frozen).toEqual([false, true, false]);
  expect(watch.diverged).toEqual([false, false, true]);
});

test("standing still for less than two seconds is a rest", () => {
  const watch = watched(20, [(frame) => real(frame < 100 ? frame : Math.max(100, frame - 50))]);
  expect(watch.frozen).toEqual([false]);
});

test("what is not a number has diverged", () => {
  const watch = watched(1, [
    (frame) => real(frame).map((value, i) => (frame === 9 && i === 4 ? Number.NaN : value)),
  ]);
  expect(watch.diverged).toEqual([true]);
});

test("a dance at double speed has twice the speed and four times the acceleration of the real one, slice by slice", () => {
  const smooth = clipOf(sineDance({ seconds: 72, fps: 30 }));
  const own = realMotionStats([{ ...danced, clip: smooth }], [danced], 30);
  const watch = new RolloutStats(own, rowAt(smooth, 0).slice());
  for (let frame = 2; frame < 2160; frame += 2) watch.add(rowAt(smooth, frame).slice());
  expect(watch.speeds).toHaveLength(2);
  expect(watch.speeds[0]![0]).toBeCloseTo(2, 1);
  expect(watch.accelerations[0]![0]! / 4).toBeCloseTo(1, 1);
});

test("the cumulative motion distribution counts early frames more", () => {
  // T = 5: 4 * 0.005 + 3 * 0.005 + 2 * 0.025 + 1 * 0.015
  expect(cumulativeMotion([0.03, 0.02, 0.05, 0.01], 0.025)).toBeCloseTo(0.1, 12);
  expect(cumulativeMotion([0.025, 0.025], 0.025)).toBe(0);
});
