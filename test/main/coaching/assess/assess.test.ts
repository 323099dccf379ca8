import { expect, test } from "vitest";
import {
  type Assessment,
  assessing,
  type DancedToBeats,
  measured,
} from "../../../../main/coaching/assess/assess.ts";
import { MEASURES } from "../../../../main/coaching/assess/measures/measures.ts";
import { withNoise } from "../../../../main/coaching/assess/noise.ts";
import {
  isTold,
  MOST,
  percentileIn,
  type Scale,
  stylesWith,
} from "../../../../main/coaching/assess/scale.ts";
import { scoreOf } from "../../../../main/coaching/assess/score.ts";
import { clipOf } from "../../../../main/motion/clip.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { sineDance } from "../../../support/dances.ts";

const [STILL] = sineDance({ seconds: 1 }) as [MotionFrame];
const CLEAN = { clip: clipOf(sineDance({ seconds: 12 })), fps: 30, beats: [] };

function assessed(dance: DancedToBeats, rounds = 8): Assessment {
  const all = assessing(MEASURES, dance, rounds);
  for (;;) {
    const round = all.next();
    if (round.done) return round.value;
  }
}

test("what noise adds is taken off again: accelerations are as without it, and the truth is in the interval", () => {
  const truth = measured(MEASURES, CLEAN);
  const noise = { inPlane: 0.02, depth: 0.05, correlation: 0 };
  const noisy = { ...CLEAN, clip: withNoise(CLEAN.clip, noise, seededRandom(4)) };
  const seen = measured(MEASURES, noisy);
  const corrected = assessed(noisy);
  for (const name of ["time", "weight", "openness", "height", "variety"]) {
    const { value, low, high } = corrected.get(name)!;
    expect(low, name).toBeLessThan(value);
    expect(high, name).toBeGreaterThan(value);
    expect(Math.abs(value - truth.get(name)!), name).toBeLessThan(1.5 * (high - low));
  }
  const off = (of: number) => Math.abs(of - truth.get("time")!);
  expect(off(corrected.get("time")!.value)).toBeLessThan(off(seen.get("time")!) / 3);
});

test("somebody who stands is not taken to dance for the camera's noise: of rhythm nothing is said", () => {
  const beats = Array.from({ length: 24 }, (_, n) => n / 2);
  const still = { ...CLEAN, clip: clipOf(sineDance({ seconds: 12 }).fill(STILL)) };
  const noisy = (dance: DancedToBeats) => {
    const noise = { inPlane: 0.02, depth: 0.05, correlation: 0 };
    return assessed({ ...dance, beats, clip: withNoise(dance.clip, noise, seededRandom(5)) }, 4);
  };
  expect(["steadiness", "pace", "entrainment"].filter((name) => noisy(still).has(name))).toEqual([]);
  expect(["steadiness", "entrainment"].filter((name) => !noisy(CLEAN).has(name))).toEqual([]);
});

test("a dance without noise has intervals of nearly nothing, and the values that were measured", () => {
  const truth = measured(MEASURES, CLEAN);
  for (const [name, { value, low, high }] of assessed(CLEAN, 4)) {
    expect(Math.abs(value - truth.get(name)!), name).toBeLessThan(0.03 * Math.max(1, Math.abs(value)));
    expect(high - low, name).toBeLessThan(0.1 * Math.max(1, Math.abs(value)));
  }
});

const DECILES = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const told = { spread: 0.1, off: 0 };
const measureScale = {
  styles: { salsa: DECILES, ballet: DECILES.map((decile) => decile / 10) },
  all: DECILES,
  repeatability: { "30": told, "15": told, recorded: told },
};
const SCALE: Scale = {
  ...{ source: "ours", licence: "none", stretches: { salsa: 11, ballet: 11 }, seconds: 300 },
  measures: { turning: measureScale, low: measureScale },
};

test("a value's percent is read between the deciles, and ends at theirs", () => {
  expect([-1, 0, 5, 55, 100, 101].map((value) => percentileIn(DECILES, value))).toEqual([
    0, 0, 5, 55, 100, 100,
  ]);
  expect(percentileIn(Array(11).fill(3), 3)).toBe(100);
  expect(stylesWith(measureScale, 30)).toEqual(["salsa"]);
  expect(stylesWith(measureScale, 9)).toEqual(["ballet"]);
});

test("what scatters or is off by more than the most is not told, of slow cameras either", () => {
  expect(isTold(measureScale)).toBe(true);
  for (const as of ["30", "15", "recorded"] as const)
    for (const worse of [
      { spread: MOST + 0.01, off: 0 },
      { spread: 0, off: -MOST - 0.01 },
    ]) {
      const bad = { ...measureScale, repeatability: { ...measureScale.repeatability, [as]: worse } };
      expect(isTold(bad)).toBe(false);
    }
});

test("a score is the mean percentile by the weights, turned over where less is better, without what is not there", () => {
  const at = (value: number) => ({ value, low: value, high: value });
  const dance = new Map([
    ["turning", at(80)],
    ["low", at(30)],
  ]);
  const score = (weights: Record<string, number>) => scoreOf(dance, SCALE, { style: "salsa", weights });
  expect(score({ turning: 1 })).toEqual({ value: 80, style: "salsa", missing: [] });
  expect(score({ turning: 3, low: -1 })?.value).toBeCloseTo((3 * 80 + 70) / 4, 12);
  expect(score({ turning: 1, area: 5 })).toEqual({ value: 80, style: "salsa", missing: ["area"] });
  expect(score({ area: 5 })).toBeNull();
});
