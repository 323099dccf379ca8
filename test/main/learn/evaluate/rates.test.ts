import { expect, test } from "vitest";
import { damped } from "../../../../main/generators/baselines/damped.ts";
import { nearest } from "../../../../main/generators/baselines/nearest.ts";
import { repeat } from "../../../../main/generators/baselines/repeat.ts";
import { continueAll } from "../../../../main/learn/evaluate/continuations.ts";
import { alive } from "../../../../main/learn/evaluate/metrics/alive.ts";
import { error } from "../../../../main/learn/evaluate/metrics/error.ts";
import { fidelity } from "../../../../main/learn/evaluate/metrics/fidelity.ts";
import { options } from "../../../../main/learn/evaluate/metrics/options.ts";
import { RolloutStats, realMotionStats } from "../../../../main/learn/evaluate/metrics/rollout-stats.ts";
import { seam } from "../../../../main/learn/evaluate/metrics/seam.ts";
import type { Metric } from "../../../../main/learn/evaluate/report.ts";
import { unseenTake } from "../../../../main/learn/evaluate/seeds.ts";
import type { Trial } from "../../../../main/learn/evaluate/trial.ts";
import { Work } from "../../../../main/learn/evaluate/work.ts";
import { rowAt } from "../../../../main/motion/clip.ts";
import { sineDance } from "../../../support/dances.ts";
import { jobContext } from "../../../support/job-context.ts";

/*
 * Distances know nothing of time: at 29.97 frames a second they are those of the same frames at 30, since so many
 * seconds are as many frames.
 */

const FILM = 29.97;
const dance = (style: string, from: number, seconds: number) => {
  const frames = sineDance({ seconds, from });
  const calm = frames.map((frame, index) => (style === "calm" ? frames[Math.floor(index / 4)]! : frame));
  return unseenTake({ name: style, style, fps: FILM, source: "", licence: "", frames: calm });
};
const archive = [dance("swing", 0, 20), dance("calm", 0, 20)];
const clips = archive.map(({ clip }) => clip);
const unseen = [dance("swing", 7, 14), dance("calm", 7, 14)];

const trialAt = (fps: number): Trial => ({
  fps,
  model: { name: "damped", generator: damped(fps), isVaried: false },
  beside: [],
  baselines: [
    { name: "repeat", generator: repeat(fps), isVaried: false },
    { name: "nearest", generator: nearest(clips, fps), isVaried: true },
  ],
  unseen,
  training: archive,
  seed: 1,
  counts: {
    errorSeeds: 12,
    optionSeeds: 3,
    continuations: 16,
    rollouts: 3,
    rolloutSeconds: 31,
    timedSteps: 10,
  },
  work: new Work(jobContext()),
});

/** The figures that are lengths, by what they measure. */
function lengths(figures: readonly Metric[] | string): Record<string, Metric["values"]> {
  if (typeof figures === "string") expect.fail(figures);
  const own = figures.filter(({ unit }) => unit === "mm");
  expect(own.length).toBeGreaterThan(0);
  return Object.fromEntries(
    own.map(({ what, values }, index) => [`${index} ${what.split(" at ")[0]}`, values]),
  );
}

for (const [name, measure] of Object.entries({ error, seam, options, fidelity, alive })) {
  test(`${name} is as many millimetres at 29.97 frames a second as at 30`, async () => {
    expect(lengths(await measure(trialAt(FILM)))).toEqual(lengths(await measure(trialAt(30))));
  });
}

test("at 29.97 frames a second what the dancers did is whole frames of theirs", async () => {
  const { seeds, by } = (await continueAll(trialAt(FILM))) ?? expect.fail("no dance");
  seeds.forEach(({ take, end }, index) => {
    const real = by.get("real")![index]!;
    expect(real.frames).toBe(240);
    expect(real.values).toHaveLength(240 * 60);
    expect(rowAt(real, 239)).toEqual(rowAt(take.clip, end + 239));
  });
});

test("a rollout of five minutes has ten slices of half a minute, also at 29.97 frames a second", () => {
  const stats = new RolloutStats(realMotionStats(unseen, unseen, FILM), rowAt(unseen[0]!.clip, 0).slice());
  for (let frame = 1; frame <= Math.round(300 * FILM); frame++)
    stats.add(rowAt(unseen[0]!.clip, frame % 400).slice());
  expect(stats.speeds).toHaveLength(10);
});
