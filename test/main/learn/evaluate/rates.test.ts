import { expect, test } from "vitest";
import { damped } from "../../../../main/generators/damped/damped.ts";
import { nearest } from "../../../../main/generators/nearest/nearest.ts";
import { repeat } from "../../../../main/generators/repeat/repeat.ts";
import { danceAll } from "../../../../main/learn/evaluate/dances.ts";
import { alive } from "../../../../main/learn/evaluate/metrics/alive.ts";
import { error } from "../../../../main/learn/evaluate/metrics/error.ts";
import { fidelity } from "../../../../main/learn/evaluate/metrics/fidelity.ts";
import { options } from "../../../../main/learn/evaluate/metrics/options.ts";
import { RolloutStats, realMotionStats } from "../../../../main/learn/evaluate/metrics/rollout-stats.ts";
import { seam } from "../../../../main/learn/evaluate/metrics/seam.ts";
import type { Metric } from "../../../../main/learn/evaluate/report.ts";
import { dancedOf } from "../../../../main/learn/evaluate/seeds.ts";
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
  return dancedOf({ name: style, style, fps: FILM, source: "", licence: "", frames: calm });
};
const archive = [dance("swing", 0, 20), dance("calm", 0, 20)];
const unseen = [dance("swing", 7, 14), dance("calm", 7, 14)];

const trialAt = (fps: number): Trial => ({
  fps,
  model: damped,
  baselines: [repeat, nearest(archive)],
  unseen,
  archive,
  seed: 1,
  counts: { paths: 12, choices: 3, dances: 16, lives: 3, lifeSeconds: 31, calls: 10 },
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
  const dances = (await danceAll(trialAt(FILM))) ?? expect.fail("no dance");
  dances.seeds.forEach(({ danced, end }, index) => {
    const real = dances.by.get("real")![index]!;
    expect(real.frames).toBe(240);
    expect(real.values).toHaveLength(240 * 60);
    expect(rowAt(real, 239)).toEqual(rowAt(danced.clip, end + 239));
  });
});

test("a life of five minutes has ten slices of half a minute, also at 29.97 frames a second", () => {
  const watch = new RolloutStats(realMotionStats(unseen, unseen, FILM), rowAt(unseen[0]!.clip, 0).slice());
  for (let frame = 1; frame <= Math.round(300 * FILM); frame++)
    watch.add(rowAt(unseen[0]!.clip, frame % 400).slice());
  expect(watch.speeds).toHaveLength(10);
});
