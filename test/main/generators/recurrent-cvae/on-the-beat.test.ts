import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importAll } from "../../../../main/archive/import/import-all.ts";
import { tracksOf } from "../../../../main/archive/tracks.ts";
import { observePhrases } from "../../../../main/generators/generate.ts";
import { type Clip, clipOf, roomDistance, rowAt } from "../../../../main/motion/clip.ts";
import {
  alignment,
  motionBeats,
  smoothMotionBeats,
} from "../../../../main/motion/features/beat-alignment.ts";
import { type BeatGrid, beatsOfGrid, fittedGrid } from "../../../../main/motion/features/beat-grid.ts";
import { floorOf, slidingOn } from "../../../../main/motion/foot-sliding.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { openGenerator } from "../../../../main/runtime/open-generator.ts";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { beatAt, type Heard, timeOfBeat } from "../../../../shared/music.ts";
import { jobContext } from "../../../support/job-context.ts";
import { amount, LONG } from "../../../support/long.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";
import { sharedData } from "../../../support/shared-data.ts";

/*
 * Every day six dancers of the demo for six seconds, too short a dance to find the beats that it falls on; in the long form 20 of the archive for 20 s at three tempi, held
 * against the archive's own dances: `real` to the even beats on which they fall best, `random` to any of these tempi.
 */

const FPS = 30;
const SECONDS = amount({ everyday: 6, long: 20 });
const DANCERS = amount({ everyday: 6, long: 20 });
const TEMPI = LONG ? [90, 110, 130] : [110];
const SEED = 2 * FPS;
/** Half the distance from `random` to `real`, as the long form found it. */
const HALF = [0.11, 0.06];

const generator = await openGenerator(join(projectRoot, "models/first"), "wasm");
const mocap = LONG ? sharedData("mocap/clean") : null;

async function danced(): Promise<
  Readonly<Record<"train" | "validation", readonly (readonly MotionFrame[])[]>>
> {
  if (mocap === null) {
    const all = (await demoPhrases()).map(({ frames }) => frames);
    return { train: all, validation: all.filter(({ length }) => length >= SEED) };
  }
  const output = mkdtempSync(join(tmpdir(), "continuo-test-"));
  try {
    const provenance = { source: "", licence: "", tags: [] };
    const facts = { fps: null, up: null, scale: null, map: null, force: false };
    const split = join(mocap, "index.json");
    await importAll({ input: join(mocap, "cmu"), output, split, provenance, ...facts }, jobContext());
    const of = async (part: string) =>
      (await Array.fromAsync(tracksOf(join(output, part), () => {}))).map(({ frames }) => frames);
    return { train: await of("train"), validation: await of("validation") };
  } finally {
    rmSync(output, { recursive: true });
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

function speedOf(clip: Clip): number {
  const steps = Array.from({ length: clip.frames - 1 }, (_, f) =>
    roomDistance(rowAt(clip, f), rowAt(clip, f + 1)),
  );
  return FPS * mean(steps);
}

/** By FACT's definition and by the later one. */
function alignments(clip: Clip, grid: BeatGrid): readonly [fact: number, later: number] {
  const music = beatsOfGrid(grid, 0, clip.frames / FPS);
  return [alignment(motionBeats(clip, FPS), music), alignment(music, smoothMotionBeats(clip, FPS))];
}

/** Continuations of the seeds, each of which hears its own grid, or nothing. */
async function continued(seeds: readonly (readonly MotionFrame[])[], grids: readonly BeatGrid[] | null) {
  let states = observePhrases(generator, seeds);
  const frames: MotionFrame[][] = seeds.map(() => []);
  const random = seededRandom(9);
  for (let frame = 0; frame < SECONDS * FPS; frame++) {
    const heard = grids?.map((grid): Heard => {
      const beat = beatAt(grid, frame / FPS);
      const around = (of: number) => Math.abs(timeOfBeat(grid, of) - frame / FPS);
      return { sinceBeat: around(Math.floor(beat)), toBeat: around(Math.floor(beat) + 1), energy: 0.5 };
    });
    const steps = await generator.step(
      states,
      { temperature: 1, styles: null, heard: heard ?? null },
      random,
    );
    states = steps.map(({ state }) => state);
    steps.forEach((step, row) => {
      frames[row]!.push(step.frame);
    });
  }
  return frames.map(clipOf);
}

test("who hears dances on the beat, as lively as she is and on her feet; the shifted beat takes her with it", {
  timeout: 1_200_000,
}, async () => {
  const { train, validation } = await danced();
  const stretches = train.flatMap((frames) =>
    Array.from({ length: Math.floor(frames.length / (SECONDS * FPS)) }, (_, index) =>
      clipOf(frames.slice(index * SECONDS * FPS, (index + 1) * SECONDS * FPS)),
    ),
  );
  const random = seededRandom(3);
  const anyGrid = (tempo: number): BeatGrid => ({ tempo, beat: random(), t: 0 });
  const real: (readonly [number, number])[] = [];
  const chance: (readonly [number, number])[] = [];
  for (const clip of stretches) {
    const fitted = fittedGrid(motionBeats(clip, FPS));
    if (!fitted) continue;
    real.push(alignments(clip, fitted));
    for (const tempo of TEMPI)
      for (let draw = 0; draw < 8; draw++) chance.push(alignments(clip, anyGrid(tempo)));
  }
  const measured = [0, 1].map(
    (k) => (mean(real.map((one) => one[k]!)) - mean(chance.map((one) => one[k]!))) / 2,
  );
  const half = LONG ? measured : HALF;
  const realSlide = mean(validation.map((frames) => slidingOn(floorOf(clipOf(frames)), clipOf(frames), FPS)));

  const places = validation.flatMap((frames) =>
    Array.from({ length: Math.max(0, frames.length - SEED + 1) }, (_, from) =>
      frames.slice(from, from + SEED),
    ),
  );
  const seeds = Array.from(
    { length: DANCERS },
    (_, index) => places[Math.floor(((index + 0.5) * places.length) / DANCERS)]!,
  );
  const own = mean(seeds.map((seed) => speedOf(clipOf(seed))));
  const deaf = await continued(seeds, null);
  for (const tempo of TEMPI) {
    const grids = seeds.map(() => anyGrid(tempo));
    const shifted = grids.map((grid) => ({ ...grid, beat: grid.beat + 0.5 }));
    const heard = await continued(seeds, grids);
    const other = await continued(seeds, shifted);
    const scores = [heard, deaf, other].map((clips) =>
      [0, 1].map((k) => mean(clips.map((clip, row) => alignments(clip, grids[row]!)[k]!))),
    );
    if (LONG)
      console.log(tempo, { scores, real: real.length, half, speed: heard.map(speedOf), own, realSlide });
    for (const k of [0, 1]) {
      expect(scores[0]![k]).toBeGreaterThan(scores[1]![k]! + half[k]!);
      expect(scores[0]![k]).toBeGreaterThan(scores[2]![k]! + half[k]!);
    }
    const speed = mean(heard.map(speedOf)) / own;
    expect(speed).toBeGreaterThan(0.75);
    expect(speed).toBeLessThan(1.25);
    expect(mean(heard.map((clip) => slidingOn(floorOf(clip), clip, FPS)))).toBeLessThan(1.2 * realSlide);
  }
});
