import { expect, test } from "vitest";
import { timeChart } from "../../../../main/pictures/report/time-chart.ts";

const chart = (values: ArrayLike<number>, begin = 0) =>
  timeChart({
    label: `curves of "A&B"`,
    courses: [{ name: "<arm>", told: "late", values, marks: [{ at: begin + 1, sign: "1" }] }],
    ...{ fps: 30, begin, low: -1, high: 1 },
    ticks: [{ value: 0, text: "0" }],
    shades: [{ stretch: { begin: begin + 1, end: begin + 2 }, sign: "A" }],
  });

const curveOf = (svg: string) => /class="curve" d="([^"]*)"/.exec(svg)![1]!;
const numbersOf = (path: string) => (path.match(/-?[\d.]+/g) ?? []).map(Number);

test("a curve goes from left to right, up with its values, and stays within its row", () => {
  const rising = numbersOf(curveOf(chart(Float32Array.from({ length: 90 }, (_, frame) => frame / 30 - 1.5))));
  const [xs, ys] = [0, 1].map((at) => rising.filter((_, index) => index % 2 === at));
  expect(xs).toEqual([...xs!].sort((a, b) => a - b));
  expect(ys).toEqual([...ys!].sort((a, b) => b - a));
  // What is beyond the bounds is drawn at them.
  expect(ys!.filter((y) => y === ys!.at(-1)).length).toBeGreaterThan(10);
});

test("a curve has a gap where nothing is known, and no number that is none", () => {
  const gap = chart(
    Float32Array.from({ length: 90 }, (_, frame) => (frame > 30 && frame < 40 ? Number.NaN : 0.5)),
  );
  expect(curveOf(gap).match(/M/g)).toHaveLength(2);
  expect(gap).not.toContain("NaN");
  expect(curveOf(chart(new Float32Array(90).fill(Number.NaN)))).toBe("");
});

test("an hour of dance has no longer curve than what can be seen of it, and times in whole minutes", () => {
  const hour = chart(new Float32Array(108_000));
  expect(curveOf(hour).match(/[ML]/g)!.length).toBeLessThanOrEqual(700);
  expect(hour.match(/>\d+ s</g)!.length).toBeLessThanOrEqual(14);
  expect(hour).toContain(">600 s<");
});

test("the axis counts from where the dance begins, with marks and grounds where they are", () => {
  const svg = chart(new Float32Array(90), 10);
  expect(svg.match(/>\d+(\.5)? s</g)).toEqual(
    ["10", "10.5", "11", "11.5", "12", "12.5", "13"].map((t) => `>${t} s<`),
  );
  const mark = Number(/<circle class="mark" cx="([\d.]+)"/.exec(svg)![1]);
  const ground = Number(/<rect class="shade" x="([\d.]+)"/.exec(svg)![1]);
  expect(mark).toBeCloseTo(ground, 1);
});

test("texts are escaped", () => {
  const svg = chart(new Float32Array(90));
  expect(svg).toContain("&lt;arm>");
  expect(svg).toContain('aria-label="curves of &quot;A&amp;B&quot;"');
});
