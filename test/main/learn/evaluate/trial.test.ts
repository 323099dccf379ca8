import { beforeAll, expect, test } from "vitest";
import { damped } from "../../../../main/generators/baselines/damped.ts";
import { nearest } from "../../../../main/generators/baselines/nearest.ts";
import { repeat } from "../../../../main/generators/baselines/repeat.ts";
import { continueAll } from "../../../../main/learn/evaluate/continuations.ts";
import type { Giveaway } from "../../../../main/learn/evaluate/giveaways.ts";
import { alive } from "../../../../main/learn/evaluate/metrics/alive.ts";
import { beat } from "../../../../main/learn/evaluate/metrics/beat.ts";
import { body } from "../../../../main/learn/evaluate/metrics/body.ts";
import { calibrated } from "../../../../main/learn/evaluate/metrics/calibrated.ts";
import { camera } from "../../../../main/learn/evaluate/metrics/camera.ts";
import { cost } from "../../../../main/learn/evaluate/metrics/cost.ts";
import { error } from "../../../../main/learn/evaluate/metrics/error.ts";
import { fidelity } from "../../../../main/learn/evaluate/metrics/fidelity.ts";
import { likeness } from "../../../../main/learn/evaluate/metrics/likeness.ts";
import { lively } from "../../../../main/learn/evaluate/metrics/lively.ts";
import { options } from "../../../../main/learn/evaluate/metrics/options.ts";
import { seam } from "../../../../main/learn/evaluate/metrics/seam.ts";
import { METRICS, type Metric, type MetricName } from "../../../../main/learn/evaluate/report.ts";
import { unseenTake } from "../../../../main/learn/evaluate/seeds.ts";
import type { Trial } from "../../../../main/learn/evaluate/trial.ts";
import { Work } from "../../../../main/learn/evaluate/work.ts";
import { sineDance } from "../../../support/dances.ts";
import { jobContext } from "../../../support/job-context.ts";
import { VelocityGenerator } from "../../../support/velocity-generator.ts";

/*
 * A whole trial of a simple generator: every family of figures, of a size that takes seconds. The two styles are one dance,
 * of tall arms that swing and of a body that hardly moves.
 */

const dance = (style: string, from: number, seconds: number) => {
  const frames = sineDance({ seconds, from });
  const calm = frames.map((frame, index) => (style === "calm" ? frames[Math.floor(index / 4)]! : frame));
  return unseenTake({ name: style, style, fps: 30, source: "", licence: "", frames: calm });
};
const archive = [dance("swing", 0, 40), dance("calm", 0, 40)];
const clips = archive.map(({ clip }) => clip);
const unseen = [dance("swing", 7, 20), dance("calm", 7, 20)];

const trial: Trial = {
  fps: 30,
  model: { name: "model", generator: new VelocityGenerator(), isVaried: true },
  beside: [],
  baselines: [
    { name: "repeat", generator: repeat(30), isVaried: false },
    { name: "damped", generator: damped(30), isVaried: false },
    { name: "nearest", generator: nearest(clips, 30), isVaried: true },
  ],
  unseen,
  training: archive,
  seed: 1,
  counts: {
    errorSeeds: 24,
    optionSeeds: 4,
    continuations: 48,
    rollouts: 6,
    rolloutSeconds: 31,
    timedSteps: 40,
  },
  work: new Work(jobContext()),
};

let figures: readonly Metric[] = [];
let giveaways: readonly Giveaway[] = [];

async function measured(): Promise<readonly Metric[]> {
  const continued = await continueAll(trial);
  let clock = 0;
  const likely = await likeness(trial, continued!);
  if (typeof likely === "string") expect.fail(likely);
  giveaways = likely.giveaways;
  const onBeat = await beat(trial, continued!);
  if (typeof onBeat === "string") expect.fail(onBeat);
  const found = [
    await error(trial),
    await calibrated(trial),
    await camera(trial),
    await options(trial),
    await alive(trial),
    lively(continued!),
    body(continued!, trial.fps),
    likely.figures,
    onBeat.figures,
    await fidelity(trial),
    await seam(trial),
    await cost(trial, [{ parameters: 5e5, bytes: 2e6 }], () => clock++),
  ];
  return found.flatMap((family) => (typeof family === "string" ? expect.fail(family) : family));
}

beforeAll(async () => {
  figures = await measured();
}, 120_000);

function value(of: MetricName, what: string, name: string): number {
  const figure = figures.find((one) => one.of === of && one.what === what);
  return (figure ?? expect.fail(`no ${what} among ${figures.map((one) => one.what).join("; ")}`)).values[
    name
  ]!.value;
}

test("every family is measured, and every number is one, within its interval", () => {
  for (const family of METRICS)
    expect(
      figures.some(({ of }) => of === family),
      family,
    ).toBe(true);
  for (const { what, values, samples } of figures) {
    expect(samples, what).toBeGreaterThan(0);
    for (const [name, { value: found, low, high }] of Object.entries(values)) {
      const place = `${what} of ${name}`;
      expect(found, place).not.toBeNaN();
      expect(low, place).toBeLessThanOrEqual(high);
    }
  }
});

test("the same trial measures the same", async () => {
  expect(await error(trial)).toEqual(figures.filter(({ of }) => of === "error"));
});

test("a swing that is predicted as a straight line is foreseen once it is known, and standing still counts as 1", () => {
  expect(value("calibrated", "error calibrated on her, of not, at 567 ms", "model")).toBeLessThan(0.6);
  expect(value("calibrated", "error ratio, calibrated on her, at 567 ms", "repeat")).toBe(1);
  const { byStyle, byTake, samples } = figures.find(({ of }) => of === "calibrated")!;
  expect(byStyle!.map(({ name }) => name)).toEqual(["calm", "swing"]);
  expect(byTake!.reduce((sum, take) => sum + take.samples, 0)).toBe(samples);
});

test("a poor camera takes a generator that goes on with the last velocity farther off than one that repeats", () => {
  const price = (name: string) => value("camera", "off at 400 ms after a poor seed, of a good one", name);
  expect(price("repeat")).toBeGreaterThan(1);
  expect(price("model")).toBeGreaterThan(2 * price("repeat"));
  const ratio = (seed: string, name: string) =>
    value("camera", `error ratio at 400 ms after a ${seed} seed`, name);
  expect([ratio("good", "repeat"), ratio("poor", "repeat")]).toEqual([1, 1]);
  expect(ratio("poor", "model") / ratio("good", "model")).toBeCloseTo(price("model") / price("repeat"), 9);
});

test("to repeat is as far off as repeating, frozen, and no seam in position", () => {
  expect(value("error", "error ratio at 400 ms", "repeat")).toBe(1);
  expect(value("alive", "frozen, T 1", "repeat")).toBe(1);
  expect(value("alive", "diverged, T 1", "repeat")).toBe(0);
  expect(value("seam", "jump in position", "repeat")).toBe(0);
  expect(value("options", "APD, T 1", "repeat")).toBe(0);
});

test("real dances are real: their own bones, their own style, and no likeness is nearer", () => {
  expect(value("body", "bone length off at most", "real")).toBeLessThan(0.01);
  expect(value("fidelity", "in the seed's style at 0-2 s", "real")).toBeGreaterThan(0.9);
  for (const name of ["repeat", "model"]) {
    expect(value("likeness", "FID kinetic", name)).toBeGreaterThan(value("likeness", "FID kinetic", "real"));
  }
  expect(value("likeness", "told from real", "repeat")).toBeGreaterThan(0.9);
});

test("the best of 50 is no farther off than one", () => {
  expect(value("options", "best of 50 to one, T 1", "model")).toBeLessThan(1);
  expect(value("options", "APD, T 2", "model")).toBeGreaterThan(value("options", "APD, T 0.5", "model"));
});

test("a step's time is what the clock says", () => {
  expect(value("cost", "step of 1, p50", "model")).toBe(1);
  expect(value("cost", "parameters", "model")).toBe(0.5);
});

test("every figure that is of seeds is also that of each style and of each take", () => {
  const whole = ["cost"];
  const withoutGroups = figures.filter(({ byStyle }) => byStyle === undefined);
  for (const { of, what } of withoutGroups)
    expect(whole.includes(of) || /^(FID|Dist|speed \d|acceleration \d|CMD)/.test(what), what).toBe(true);
  for (const { of, byStyle, byTake, samples, values, what } of figures.filter((figure) => figure.byStyle)) {
    // Who hardly moves has no beat that music could be fitted to.
    expect(
      byStyle!.map(({ name }) => name),
      what,
    ).toEqual(of === "beat" ? ["swing"] : ["calm", "swing"]);
    // A take here is a style.
    expect(byTake, what).toEqual(byStyle);
    expect(
      byStyle!.reduce((sum, group) => sum + group.samples, 0),
      what,
    ).toBe(samples);
    for (const { values: own } of byStyle!) expect(Object.keys(own), what).toEqual(Object.keys(values));
  }
});

test("a style's error ratio is that of its own standing still, whatever the others do", async () => {
  const own = (
    await error({ ...trial, unseen: [unseen[0]!], counts: { ...trial.counts, errorSeeds: 12 } })
  ).find(({ what }) => what === "error ratio at 400 ms")!;
  const all = figures.find(({ what }) => what === "error ratio at 400 ms")!;
  const swing = all.byStyle!.find(({ name }) => name === "swing")!;
  expect(swing.samples).toBe(own.samples);
  expect(swing.values.model!.value).toBeCloseTo(own.values.model!.value, 9);
});

test("to repeat has none of the dancer's speed, and the dancer all of it, in each style", () => {
  const speed = figures.find(({ of, what }) => of === "lively" && what === "speed over 8 s")!;
  for (const values of [speed.values, ...speed.byStyle!.map((group) => group.values)]) {
    expect(values.real!.value).toBe(1);
    expect(values.repeat!.value).toBeLessThan(0.01);
    expect(values.damped!.value).toBeLessThan(0.5);
  }
});

test("the shares of what gives the model away add up to all of it, the strongest first", () => {
  expect(giveaways.length).toBeGreaterThan(50);
  expect(giveaways.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
  expect(giveaways.map(({ share }) => share)).toEqual(
    giveaways.map(({ share }) => share).sort((a, b) => b - a),
  );
  expect(new Set(giveaways.map(({ feature }) => feature)).size).toBe(giveaways.length);
});
