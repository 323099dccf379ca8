import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SIGNAL_PICTURE } from "../../../main/docs/blocks.ts";
import { signalPicture } from "../../../main/docs/signal-picture.ts";
import { RESTING, SIGNAL_NAMES } from "../../../main/motion/signals/signal.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";

const moments = Array.from({ length: 20 }, (_, n) => ({
  t: n / 10,
  values: { ...RESTING, energy: n / 20, phase: (n / 10) % 1, turn: n >= 5 && n < 10 ? 1 : 0 },
}));

const labels = (svg: string) => [...svg.matchAll(/text-anchor="end">(\w+)</g)].map(([, name]) => name);
const curves = (svg: string) => [...svg.matchAll(/class="curve" d="([^"]+)"/g)].map(([, d]) => d!);

test("every signal has its row, in the order in which they are sent", () => {
  const svg = signalPicture(moments);
  expect(labels(svg)).toEqual(SIGNAL_NAMES);
  expect(curves(svg)).toHaveLength(SIGNAL_NAMES.length);
});

test("a curve rises with its signal, and the pen is lifted where a circle begins again", () => {
  const [energy, ...rest] = curves(signalPicture(moments));
  const heights = [...energy!.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
  expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  expect(rest[SIGNAL_NAMES.indexOf("phase") - 1]!.match(/M/g)).toHaveLength(2);
});

test("it is shaded while the partner has the turn", () => {
  const shades = [...signalPicture(moments).matchAll(/class="turn" x="([\d.]+)" width="([\d.]+)"/g)];
  expect(shades).toHaveLength(1);
  const [, x, width] = shades[0]!.map(Number);
  expect(width! / x!).toBeCloseTo(((0.4 / 1.9) * 764) / (96 + (0.5 / 1.9) * 764), 2);
});

test("the picture in the reference shows them all (`npm run docs` draws it)", () => {
  expect(labels(readFileSync(join(projectRoot, SIGNAL_PICTURE), "utf8"))).toEqual(SIGNAL_NAMES);
});
