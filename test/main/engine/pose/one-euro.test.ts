import { expect, test } from "vitest";
import { OneEuroFilter } from "../../../../main/engine/pose/one-euro.ts";

const smoothing = { minCutoff: 1, beta: 10 };

/** What the filter makes of x(t) at the given times, metres. */
function filtered(
  times: readonly number[],
  x: (t: number) => number,
  settings = smoothing,
  metre = 1,
): number[] {
  const filter = new OneEuroFilter(settings);
  return times.map((t) => {
    filter.update(t, metre * x(t), 0, 0, metre);
    return filter.x / metre;
  });
}

const every = (period: number, seconds: number) =>
  Array.from({ length: seconds / period }, (_, i) => i * period);

/** Repeatable noise between -1 and 1. */
const noise = (t: number) => ((Math.sin(t * 12345.678) * 43758.5453) % 1) * 1;

test("the first point passes as it is", () => {
  const filter = new OneEuroFilter(smoothing);
  filter.update(7, 1, 2, 3, 1);
  expect([filter.x, filter.y, filter.z]).toEqual([1, 2, 3]);
});

test("the step after the first is that of the paper", () => {
  const filter = new OneEuroFilter({ minCutoff: 1, beta: 0.5 });
  filter.update(0, 0, 0, 0, 1);
  filter.update(0.1, 1, 0, 0, 1);
  // Casiez 2012: speed 1 / 0.1 through a low pass of 1 Hz, then x through one of minCutoff + beta * speed.
  const alpha = (cutoff: number) => 1 / (1 + 1 / (2 * Math.PI * cutoff) / 0.1);
  const speed = alpha(1) * 10;
  expect(filter.x).toBeCloseTo(alpha(1 + 0.5 * speed) * 1, 12);
});

test("a trembling point is held at least four times calmer", () => {
  const times = every(1 / 30, 4);
  const out = filtered(times, (t) => 0.005 * noise(t)).slice(30);
  const spread = (values: readonly number[]) => Math.hypot(...values) / Math.sqrt(values.length);
  expect(spread(out)).toBeLessThan(spread(times.slice(30).map((t) => 0.005 * noise(t))) / 4);
});

test("a hand that swings 80 cm in 0.4 s is never more than 4 cm behind", () => {
  const swing = (t: number) => 0.4 * (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, (t - 2) / 0.4))));
  const times = every(1 / 30, 4);
  const late = filtered(times, swing).map((x, i) => Math.abs(x - swing(times[i]!)));
  expect(Math.max(...late)).toBeLessThan(0.04);
});

test("times decide, not the number of frames: half the rate ends in nearly the same place", () => {
  const ramp = (t: number) => 0.5 * t;
  const [often, seldom] = [
    filtered(every(1 / 60, 2), ramp).at(-1)!,
    filtered(every(1 / 30, 2), ramp).at(-1)!,
  ];
  expect(often - ramp(2 - 1 / 60)).toBeCloseTo(seldom - ramp(2 - 1 / 30), 2);
});

test("uneven times give no overshoot", () => {
  const times = [0, 0.01, 0.2, 0.21, 0.6, 0.63, 0.64, 1.5];
  const out = filtered(times, (t) => (t < 0.2 ? 0 : 1));
  for (let i = 1; i < out.length; i++) expect(out[i]).toBeGreaterThanOrEqual(out[i - 1]!);
  expect(Math.max(...out)).toBeLessThanOrEqual(1);
  expect(out.at(-1)).toBeGreaterThan(0.9);
});

test("the same time again changes nothing", () => {
  const filter = new OneEuroFilter(smoothing);
  filter.update(1, 0, 0, 0, 1);
  filter.update(1, 5, 5, 5, 1);
  expect(filter.x).toBe(0);
});

test("a body drawn at another size is smoothed alike", () => {
  const swing = (t: number) => 0.3 * Math.sin(6 * t);
  const times = every(1 / 30, 2);
  const [near, far] = [filtered(times, swing, smoothing, 0.5), filtered(times, swing, smoothing, 0.1)];
  expect(far).toEqual(near.map((x) => expect.closeTo(x, 9)));
});

test("after a reset the next point is the first again", () => {
  const filter = new OneEuroFilter(smoothing);
  filter.update(0, 0, 0, 0, 1);
  filter.update(0.03, 1, 0, 0, 1);
  filter.reset();
  filter.update(0.06, 9, 0, 0, 1);
  expect(filter.x).toBe(9);
});
