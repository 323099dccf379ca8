import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importAll } from "../../../../main/archive/import/import-all.ts";
import { layOutMoments } from "../../../../main/archive/map/lay-out-moments.ts";
import { tracksOf } from "../../../../main/archive/tracks.ts";
import { quantile } from "../../../../main/learn/evaluate/bootstrap.ts";
import { slideIn, stretchIn } from "../../../../main/learn/evaluate/metrics/body.ts";
import {
  type Clip,
  clipOf,
  part,
  roomAcceleration,
  roomDistance,
  rowAt,
} from "../../../../main/motion/clip.ts";
import { type DancedLine, dancedLine } from "../../../../main/motion/map-line/danced-line.ts";
import { groundOf } from "../../../../main/motion/map-line/ground.ts";
import { pacedLine } from "../../../../main/motion/map-line/paced-line.ts";
import { FEATURES, writeFeatures } from "../../../../main/motion/moments/features.ts";
import { AXES, type Moments, placementAt, pointOf } from "../../../../main/motion/moments/moments.ts";
import { MomentsBuilder } from "../../../../main/motion/moments/moments-builder.ts";
import { PoseIndex } from "../../../../main/motion/moments/pose-index.ts";
import { principalAxes, project } from "../../../../main/motion/moments/principal-axes.ts";
import type { MotionFrame } from "../../../../main/motion/motion-frame.ts";
import { frameOfPlacement } from "../../../../main/motion/placement.ts";
import { placementOfRow } from "../../../../main/motion/sequence/bones-of-rows.ts";
import { finished } from "../../../../main/motion/slices.ts";
import { drawnLines } from "../../../support/drawn-lines.ts";
import { jobContext } from "../../../support/job-context.ts";
import { amount, LONG } from "../../../support/long.ts";
import { demoPhrases } from "../../../support/ordinary-dancing.ts";
import { sharedData } from "../../../support/shared-data.ts";

const FPS = 30;
const LINES = amount({ everyday: 13, long: 50 });
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
    for await (const { frames } of tracksOf(join(output, "train"), () => {})) all.push(frames);
    return all;
  } finally {
    rmSync(output, { recursive: true });
  }
}

async function momentsOf(all: readonly (readonly MotionFrame[])[]) {
  const builder = new MomentsBuilder(FPS);
  const about = { person: 1, dancer: "", style: "", source: "", begin: 0 };
  for (const [index, frames] of all.entries()) builder.add({ ...about, take: `${index}` }, frames);
  return builder.build(() => Promise.resolve());
}

/** A map by the two directions in which moments differ most. */
function flattened(points: Float32Array): Float32Array {
  const axes = principalAxes(points, AXES, 2);
  const places = new Float32Array((2 * points.length) / AXES);
  for (let moment = 0; moment * AXES < points.length; moment++)
    project(axes, points.subarray(moment * AXES, (moment + 1) * AXES), places, 2 * moment);
  const [xs, ys] = [0, 1].map((axis) => places.filter((_, index) => index % 2 === axis)) as [
    Float32Array,
    Float32Array,
  ];
  const [left, bottom] = [xs, ys].map((values) =>
    values.reduce((least, value) => Math.min(least, value)),
  ) as [number, number];
  const span = [xs, ys].map(
    (values, axis) => values.reduce((most, value) => Math.max(most, value)) - [left, bottom][axis]!,
  );
  return places.map((value, index) => (value - [left, bottom][index % 2]!) / Math.max(...span));
}

/** As `continuo map` makes it. */
const laidOut = (moments: Moments): Float32Array => layOutMoments({ ...moments, seed: 0 }, () => {}).places;

const accelerationAt = (clip: Clip, frame: number): number =>
  FPS * FPS * roomAcceleration(rowAt(clip, frame - 2), rowAt(clip, frame - 1), rowAt(clip, frame));

/** Mean speed of the joints, metres a second. */
function speedOf(clip: Clip): number {
  let sum = 0;
  for (let frame = 1; frame < clip.frames; frame++)
    sum += roomDistance(rowAt(clip, frame - 1), rowAt(clip, frame));
  return (FPS * sum) / (clip.frames - 1);
}

const at = (values: readonly number[], share: number) => quantile(Float64Array.from(values).sort(), share);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The takes themselves, on the body that lines are danced with. */
function realOf({ tracks, ...moments }: Moments) {
  const accelerations: number[] = [];
  const speeds: number[] = [];
  const slides: number[] = [];
  for (const { first, count } of tracks) {
    const frames = Array.from({ length: count }, (_, frame) =>
      frameOfPlacement(placementAt(moments, first + frame)),
    );
    const clip = clipOf(frames);
    for (let frame = 2; frame < count; frame++) accelerations.push(accelerationAt(clip, frame));
    for (let begin = 0; begin + 2 * FPS <= count; begin += FPS) {
      const stretch = part(clip, begin, begin + 2 * FPS);
      speeds.push(speedOf(stretch));
      slides.push(slideIn(stretch, clip, FPS));
    }
  }
  return { accelerations, speeds, slides };
}

/** The frame in which each stretch but the first begins, and the one after: there velocities change. */
const seamsOf = ({ stretches }: DancedLine): readonly number[] => {
  let frame = 0;
  return stretches.slice(0, -1).flatMap(({ frames }) => {
    frame += frames;
    return [frame, frame + 1];
  });
};

test("lines of all shapes are danced by a body that keeps its bones, as fast as people dance and without a jolt", {
  timeout: 1_200_000,
}, async () => {
  const { moments, tree } = await momentsOf(await dances());
  const places = LONG ? laidOut(moments) : flattened(moments.points);
  const ground = groundOf(moments, places);
  const index = new PoseIndex(moments.points, AXES, tree);
  const real = realOf(moments);
  const [hard, slow, fast] = [at(real.accelerations, 0.99), at(real.speeds, 0.05), at(real.speeds, 0.95)];
  let smooth = 0;
  const rows: {
    readonly away: number;
    readonly mapped: number;
    readonly least: number;
    readonly slide: number;
  }[] = [];
  for (const { name, line } of drawnLines(places, LINES)) {
    const paced = pacedLine(line, ground.speeds, FPS);
    const danced = finished(dancedLine(ground, paced))!;
    const clip = clipOf(danced.frames);
    expect(clip.frames, name).toBe(paced.frames);
    expect(stretchIn(clip, clip).most, name).toBeLessThan(1e-4);
    const speed = speedOf(clip);
    expect(speed, name).toBeGreaterThan(slow);
    expect(speed, name).toBeLessThan(fast);
    const hardest = Math.max(0, ...seamsOf(danced).map((frame) => accelerationAt(clip, frame)));
    smooth += Number(hardest <= hard);
    expect(
      danced.stretches.slice(0, -1).every(({ frames }) => frames >= FPS / 2),
      `${name}: no stretch is shorter than half a second`,
    ).toBe(true);
    // Where the poses that are shown are on the map, joined as they are: where the moment most like each is.
    const mapped: number[] = [];
    const features = new Float32Array(FEATURES);
    for (let frame = 2; frame < clip.frames; frame += 3) {
      const [now, before] = [frame, frame - 2].map((each) => placementOfRow(rowAt(clip, each))) as [
        Float32Array,
        Float32Array,
      ];
      writeFeatures(now, before, FPS, features);
      const [like] = index.nearest(pointOf(moments, features), 1, Number.POSITIVE_INFINITY, 1);
      const [x, y] = places.subarray(2 * like!.frame, 2 * like!.frame + 2) as unknown as [number, number];
      mapped.push(Math.hypot(x - paced.places[2 * frame]!, y - paced.places[2 * frame + 1]!));
    }
    const row = {
      away: danced.away,
      mapped: mean(mapped),
      least: danced.least,
      slide: slideIn(clip, clip, FPS),
    };
    rows.push(row);
    console.info(
      `${name.padEnd(20)} ${(paced.frames / FPS).toFixed(1)} s in ${danced.stretches.length} stretches, ${row.away.toFixed(3)} from the line, its poses ${row.mapped.toFixed(3)}, the nearest places ${row.least.toFixed(3)}; ${speed.toFixed(2)} m/s, hardest seam ${hardest.toFixed(1)} m/s2`,
    );
  }
  const of = (value: (row: (typeof rows)[number]) => number) => mean(rows.map(value));
  console.info(
    `${rows.length} lines, ${smooth} without a jolt beyond ${hard.toFixed(1)} m/s2; moments ${of(({ away }) => away).toFixed(4)} from them, poses ${of(({ mapped }) => mapped).toFixed(4)}, the nearest places ${of(({ least }) => least).toFixed(4)} widths of the map; feet slide ${of(({ slide }) => slide).toFixed(3)} m/s, real's ${mean(real.slides).toFixed(3)}`,
  );
  expect(smooth).toBeGreaterThanOrEqual(0.95 * rows.length);
  expect(of(({ slide }) => slide)).toBeLessThan(at(real.slides, 0.95));
});
