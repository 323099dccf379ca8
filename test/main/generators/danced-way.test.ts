import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importAll } from "../../../main/archive/import/import-all.ts";
import { tracksOf } from "../../../main/archive/tracks.ts";
import { dancedWay } from "../../../main/generators/danced-way.ts";
import { quantile } from "../../../main/learn/evaluate/bootstrap.ts";
import { slideIn, stretchIn } from "../../../main/learn/evaluate/metrics/body.ts";
import { type Clip, clipOf, framesIn, part, roomAcceleration, rowAt } from "../../../main/motion/clip.ts";
import type { MotionFrame } from "../../../main/motion/motion-frame.ts";
import { meanProportions, onBodyOf } from "../../../main/motion/patches/embodied.ts";
import { type Random, seededRandom } from "../../../main/motion/random.ts";
import { Sequence } from "../../../main/motion/sequence/sequence.ts";
import { openGenerator } from "../../../main/runtime/open-generator.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { jobContext } from "../../support/job-context.ts";
import { amount, LONG } from "../../support/long.ts";
import { demoPhrases } from "../../support/ordinary-dancing.ts";
import { sharedData } from "../../support/shared-data.ts";

const FPS = 30;
const BEFORE = 5;
const NEXT = 3;
const PAIRS = amount({ everyday: 8, long: 200 });
/** Stretches of recorded dance that joins are held against. */
const REAL = amount({ everyday: 200, long: 2000 });
const [SHORTEST, LONGEST] = [0.5, 2];

const generator = await openGenerator(join(projectRoot, "models/first"), "wasm");
const mocap = LONG ? sharedData("mocap/clean") : null;

async function dances(): Promise<readonly (readonly MotionFrame[])[]> {
  if (mocap === null) return (await demoPhrases()).map(({ frames }) => frames);
  const output = mkdtempSync(join(tmpdir(), "continuo-test-"));
  try {
    const provenance = { source: "", licence: "", tags: [] };
    const facts = { fps: null, up: null, scale: null, map: null, force: false };
    const split = join(mocap, "index.json");
    await importAll({ input: join(mocap, "cmu"), output, split, provenance, ...facts }, jobContext());
    const all: (readonly MotionFrame[])[] = [];
    for (const of of ["train", "validation"])
      for await (const { frames } of tracksOf(join(output, of), () => {})) all.push(frames);
    return all;
  } finally {
    rmSync(output, { recursive: true });
  }
}

interface Measured {
  /** Metres a second. */
  readonly slide: number;
  /** The change of velocity at the first frame of the join, and at the first after it, metres a second. */
  readonly jolts: readonly number[];
}

const joltAt = (clip: Clip, frame: number): number =>
  FPS * roomAcceleration(rowAt(clip, frame - 2), rowAt(clip, frame - 1), rowAt(clip, frame));

function stretchOf(all: readonly (readonly MotionFrame[])[], seconds: number, random: Random): MotionFrame[] {
  const long = all.filter(({ length }) => length > framesIn(seconds, FPS));
  const dance = long[Math.floor(random() * long.length)]!;
  const count = framesIn(seconds, FPS);
  const from = Math.floor(random() * (dance.length - count));
  return dance.slice(from, from + count);
}

async function joined(
  from: Clip,
  to: Clip,
  frames: number,
): Promise<Measured & { readonly stretch: number }> {
  const way = await dancedWay(
    generator,
    { before: from, next: to, frames, keepsPlace: false },
    seededRandom(0),
  );
  const sequence = new Sequence(FPS);
  sequence.dance(from);
  sequence.way(way);
  sequence.dance(to);
  const danced = sequence.danced();
  expect(danced.frames).toBe(from.frames + frames + to.frames);
  const [begin, end] = [from.frames, from.frames + frames];
  return {
    slide: slideIn(part(danced, begin - 1, end + 1), from, FPS),
    jolts: [joltAt(danced, begin), joltAt(danced, end)],
    stretch: stretchIn(danced, from).most,
  };
}

test("danced joins of half a second to two stretch no bone, and slide and jolt no more than recorded dance", {
  timeout: 900_000,
}, async () => {
  const all = await dances();
  const random = seededRandom(5);
  const seconds = () => SHORTEST + (LONGEST - SHORTEST) * random();
  const real = Array.from({ length: REAL }, () => {
    const lasts = seconds();
    const stretch = stretchOf(all, 2 + lasts, random);
    const clip = clipOf(onBodyOf(stretch, meanProportions(stretch)));
    return {
      slide: slideIn(part(clip, 2 * FPS - 1, clip.frames), clip, FPS),
      jolts: [joltAt(clip, 2 * FPS)],
    };
  });
  const joins: Awaited<ReturnType<typeof joined>>[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const from = stretchOf(all, BEFORE, random);
    const body = meanProportions(from);
    const to = clipOf(onBodyOf(stretchOf(all, NEXT, random), body));
    joins.push(await joined(clipOf(onBodyOf(from, body)), to, framesIn(seconds(), FPS)));
  }
  const at = (values: readonly number[], share: number) => quantile(Float64Array.from(values).sort(), share);
  const usual = at(
    real.map(({ slide }) => slide),
    0.95,
  );
  const slides = joins.map(({ slide }) => slide);
  const [joltsOfJoins, joltsOfReal] = [joins, real].map((of) => of.flatMap(({ jolts }) => jolts)) as [
    number[],
    number[],
  ];
  console.info(
    `${joins.length} joins: slide ${at(slides, 0.5).toFixed(3)} m/s at the median, ${Math.max(...slides).toFixed(3)} at most, real's 95th percentile ${usual.toFixed(3)}; jolts ${at(joltsOfJoins, 0.95).toFixed(3)} m/s at the 95th percentile, real's ${at(joltsOfReal, 0.95).toFixed(3)}; bones ${(100 * Math.max(...joins.map(({ stretch }) => stretch))).toFixed(3)} % off at most`,
  );
  expect(Math.max(...joins.map(({ stretch }) => stretch))).toBeLessThan(1e-3);
  expect(Math.max(...slides)).toBeLessThan(usual);
  expect(at(joltsOfJoins, 0.95)).toBeLessThan(1.25 * at(joltsOfReal, 0.95));
});
