import { expect, test } from "vitest";
import { cumulativeMotion } from "../../../../../main/learn/evaluate/metrics/alive.ts";
import { RolloutStats, realMotionStats } from "../../../../../main/learn/evaluate/metrics/rollout-stats.ts";
import { unseenTake } from "../../../../../main/learn/evaluate/seeds.ts";
import { clipOf, ROW, rowAt } from "../../../../../main/motion/clip.ts";
import { sineDance } from "../../../../support/dances.ts";

const frames = sineDance({ seconds: 40 });
const take = unseenTake({ name: "", style: "swing", fps: 30, source: "", licence: "", frames });
const realStats = realMotionStats([take], [take], 30);

/** Statistics of rollouts side by side, of each of which a function gives the frames. */
function statsOf(seconds: number, shows: readonly ((frame: number) => Float32Array)[]): RolloutStats {
  const all = (frame: number) => {
    const rows = new Float32Array(shows.length * ROW);
    shows.forEach((show, index) => {
      rows.set(show(frame), index * ROW);
    });
    return rows;
  };
  const stats = new RolloutStats(realStats, all(0));
  for (let frame = 1; frame <= seconds * 30; frame++) stats.add(all(frame));
  return stats;
}

const real = (frame: number) => rowAt(take.clip, frame);

test("a real dance is alive, one that stops for two seconds is frozen, one that flies apart has diverged", () => {
  const stats = statsOf(20, [
    real,
    (frame) => real(frame < 100 ? frame : Math.max(100, frame - 62)),
    (frame) => real(frame).map((value) => value * (1 + frame / 300)),
  ]);
  expect(stats.frozen).toEqual([false, true, false]);
  expect(stats.diverged).toEqual([false, false, true]);
});

test("standing still for less than two seconds is a rest", () => {
  const stats = statsOf(20, [(frame) => real(frame < 100 ? frame : Math.max(100, frame - 50))]);
  expect(stats.frozen).toEqual([false]);
});

test("what is not a number has diverged", () => {
  const stats = statsOf(1, [
    (frame) => real(frame).map((value, i) => (frame === 9 && i === 4 ? Number.NaN : value)),
  ]);
  expect(stats.diverged).toEqual([true]);
});

test("a dance at double speed has twice the speed and four times the acceleration of the real one, slice by slice", () => {
  const smooth = clipOf(sineDance({ seconds: 72, fps: 30 }));
  const own = realMotionStats([{ ...take, clip: smooth }], [take], 30);
  const stats = new RolloutStats(own, rowAt(smooth, 0).slice());
  for (let frame = 2; frame < 2160; frame += 2) stats.add(rowAt(smooth, frame).slice());
  expect(stats.speeds).toHaveLength(2);
  expect(stats.speeds[0]![0]).toBeCloseTo(2, 1);
  expect(stats.accelerations[0]![0]! / 4).toBeCloseTo(1, 1);
});

test("the cumulative motion distribution counts early frames more", () => {
  // T = 5: 4 * 0.005 + 3 * 0.005 + 2 * 0.025 + 1 * 0.015
  expect(cumulativeMotion([0.03, 0.02, 0.05, 0.01], 0.025)).toBeCloseTo(0.1, 12);
  expect(cumulativeMotion([0.025, 0.025], 0.025)).toBe(0);
});
