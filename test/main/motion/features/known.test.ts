import { expect, test } from "vitest";
import { clipOf } from "../../../../main/motion/clip.ts";
import {
  alignment,
  motionBeats,
  smoothMotionBeats,
} from "../../../../main/motion/features/beat-alignment.ts";
import { beatsIn } from "../../../../main/motion/features/beats.ts";
import { cloudOf, frechet, spread } from "../../../../main/motion/features/frechet.ts";
import { geometricFeatures } from "../../../../main/motion/features/geometric.ts";
import { kineticFeatures } from "../../../../main/motion/features/kinetic.ts";
import { STANDING } from "../../../support/bodies.ts";
import known from "./known.json" with { type: "json" };

/*
 * Against an independent implementation: known.py, beside this file, computes the same figures of the same motion with
 * numpy and scipy, and wrote known.json.
 */

const FPS = 30;
const FRAMES = 60;

const clip = clipOf(
  Array.from({ length: FRAMES }, (_, frame) => {
    const t = frame / FPS;
    const swing = (joint: number, axis: number) =>
      ((0.6 * (joint % 5)) / 4) * Math.sin(2 * Math.PI * (0.5 + 0.1 * axis) * t + 0.7 * joint + axis);
    return {
      body: STANDING.map(({ x, y, z }, joint) => ({
        x: x + swing(joint, 0),
        y: y + swing(joint, 1),
        z: z + swing(joint, 2),
      })),
      root: { x: 0.4 * Math.sin(1.3 * t), y: 0.9 + 0.05 * Math.sin(4 * t), z: 0.3 * Math.cos(0.9 * t) },
    };
  }),
);

/** Positions are float32 in a clip: a few in ten million. Accelerations multiply that by the square of the rate. */
const near = (ours: Float64Array, theirs: readonly number[]) => {
  expect(ours.length).toBe(theirs.length);
  ours.forEach((value, index) => {
    expect(Math.abs(value / theirs[index]! - 1), `feature ${index}`).toBeLessThan(1e-4);
  });
};

test("kinetic features are those of the definition", () => {
  near(kineticFeatures(clip, FPS), known.kinetic);
});

test("with the misplaced bracket they are those of the reference code", () => {
  near(kineticFeatures(clip, FPS, "misplaced"), known.misplaced);
});

test("geometric features are those of the definition, frame for frame", () => {
  const frames = Array.from(geometricFeatures(clip, FPS), (share) => Math.round(share * (FRAMES - 1)));
  expect(frames).toEqual(known.geometricFrames);
});

test("kinematic beats are the minima that scipy finds", () => {
  expect(known.beats.length).toBeGreaterThan(0);
  expect(beatsIn(clip, FPS)).toEqual(known.beats);
});

test("beats of the smoothed speed, and both beat alignments, are those of scipy", () => {
  const smooth = smoothMotionBeats(clip, FPS);
  expect(smooth.map((beat) => Math.round(beat * FPS))).toEqual(known.smoothBeats);
  expect(known.smoothBeats.length).toBeGreaterThan(0);
  expect(alignment(motionBeats(clip, FPS), known.music)).toBeCloseTo(known.overMotion, 7);
  expect(alignment(known.music, smooth)).toBeCloseTo(known.overMusic, 7);
});

const samples = (of: (i: number, k: number) => number): Float64Array[] =>
  Array.from({ length: 40 }, (_, i) => Float64Array.from({ length: 4 }, (__, k) => of(i, k)));
const a = samples((i, k) => Math.sin((1.7 + 0.3 * k) * i + k * k) + (k === 1 ? 0.025 * i : 0));
const b = samples((i, k) => 1.5 * Math.cos(0.9 * i * (k + 1)) + 0.3 * k);

test("the Frechet distance is that of scipy's matrix root, and none from a cloud to itself", () => {
  expect(frechet(cloudOf(a), cloudOf(b))).toBeCloseTo(known.frechet, 9);
  expect(frechet(cloudOf(b), cloudOf(a))).toBeCloseTo(known.frechet, 9);
  expect(frechet(cloudOf(a), cloudOf(a))).toBeCloseTo(0, 9);
});

test("Dist is the mean distance between two samples", () => {
  expect(spread(a)).toBeCloseTo(known.spread, 9);
});
