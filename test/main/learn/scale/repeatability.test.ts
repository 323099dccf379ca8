import { expect, test } from "vitest";
import { readScale, SHIPPED_SCALE } from "../../../../main/archive/coaching/scale-file.ts";
import { assessing, type DancedToBeats, measured } from "../../../../main/coaching/assess/assess.ts";
import { MEASURES } from "../../../../main/coaching/assess/measures/measures.ts";
import { isTold, MOST, type SeenAs } from "../../../../main/coaching/assess/scale.ts";
import { deviationOf, meanOf } from "../../../../main/coaching/assess/statistics.ts";
import { seenBy } from "../../../../main/learn/scale/seen-by-camera.ts";
import { clipOf, frameOf, rowAt } from "../../../../main/motion/clip.ts";
import { motionBeats } from "../../../../main/motion/features/beat-alignment.ts";
import { beatsOfGrid, fittedGrid } from "../../../../main/motion/features/beat-grid.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { cleanDances } from "../../../support/clean-dances.ts";
import { LONG } from "../../../support/long.ts";

/*
 * What is shown repeats: dances are seen twice by a poor camera, each time with other noise than the scale was made with. The
 * long form has the reference data's, but for what was animated by hand, and holds each measure to what the scale says;
 * the everyday form has one of the demo's, and holds the mean of all measures to it.
 */

const FPS = 30;
/** As the scale: long dances count as several. */
const LONG_STRETCH = 15 * FPS;
const SHORTEST = 4 * FPS;
const ROUNDS = LONG ? 6 : 4;
const SMOOTHING = { minCutoff: 1, beta: 10 };
/** Recordings are named by their numbers. */
const RECORDED = /^(\d|demo)/;

const { measures: scale } = await readScale(SHIPPED_SCALE);
const dances = (await cleanDances())
  .filter(({ name, clip }) => RECORDED.test(name) && clip.frames >= SHORTEST)
  .flatMap(({ clip }) =>
    inParts(Array.from({ length: clip.frames }, (_, frame) => frameOf(rowAt(clip, frame)))),
  )
  .slice(0, LONG ? undefined : 1)
  .map((frames) => {
    const grid = fittedGrid(motionBeats(clipOf(frames), FPS));
    return { frames, beats: grid ? beatsOfGrid(grid, 0, frames.length / FPS) : [] };
  });
const clean = dances.map(({ frames, beats }) =>
  measured(MEASURES, { clip: clipOf(frames), fps: FPS, beats }),
);

function inParts(frames: readonly MotionFrame[]): readonly (readonly MotionFrame[])[] {
  const count = Math.max(1, Math.round(frames.length / LONG_STRETCH));
  const length = Math.floor(frames.length / count);
  return Array.from({ length: count }, (_, n) => frames.slice(n * length, (n + 1) * length));
}

function valuesOf(dance: DancedToBeats): ReadonlyMap<string, number> {
  const rounds = assessing(MEASURES, dance, ROUNDS);
  for (;;) {
    const round = rounds.next();
    if (round.done) return new Map([...round.value].map(([name, { value }]) => [name, value]));
  }
}

/** Of values that lie evenly between neighbouring deciles. */
function deviationIn(deciles: readonly number[]): number {
  const steps = deciles.slice(1).map((to, index) => [deciles[index]!, to] as const);
  const mean = meanOf(steps.map(([from, to]) => (from + to) / 2));
  return Math.sqrt(meanOf(steps.map(([from, to]) => (from * from + from * to + to * to) / 3)) - mean ** 2);
}

/** What the archive differs by; of what it has no range, what these dances do. */
const spreadOf = (name: string): number => {
  const { all } = scale[name]!;
  return all ? deviationIn(all) : deviationOf(clean.map((one) => one.get(name)!).filter(Number.isFinite));
};

test.each<SeenAs>(["30", "15"])(
  "every measure that is shown at %s frames a second is nearly the same when a dance is seen again",
  (as) => {
    const looks = dances.map(({ frames, beats }, index) =>
      [2, 3].map((look) => valuesOf({ ...seenBy(as, frames, SMOOTHING, [index, look]), beats })),
    );
    const ratios = MEASURES.flatMap(({ name }) => {
      const own = scale[name];
      const apart = looks.flatMap(([a, b]) => (a!.get(name) ?? Number.NaN) - (b!.get(name) ?? Number.NaN));
      const known = apart.filter(Number.isFinite);
      if (!own || !isTold(own) || known.length === 0) return [];
      return [{ name, ratio: Math.sqrt(meanOf(known.map((one) => one ** 2 / 2))) / spreadOf(name) }];
    }).filter(({ ratio }) => Number.isFinite(ratio));
    if (LONG) {
      console.log(
        `${as} a second, ${dances.length} dances: ${ratios.map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`).join(", ")}`,
      );
      for (const { name, ratio } of ratios) expect(ratio, name).toBeLessThanOrEqual(MOST);
    }
    expect(ratios.length).toBeGreaterThan(15);
    expect(meanOf(ratios.map(({ ratio }) => ratio))).toBeLessThanOrEqual(MOST / 2);
  },
);
