import { expect, test } from "vitest";
import { clipOf, part } from "../../../../main/motion/clip.ts";
import { beatsIn, bodyBeats } from "../../../../main/motion/features/beats.ts";
import { STANDING } from "../../../support/bodies.ts";

const FPS = 30;
const USUAL = 0.01;

/** The ends of swings lie between two frames, nearer to one: of two that are alike, neither is the slower. */
const OFF = 0.01;

/** Swings to and fro: it is slowest at either end, a beat each `seconds`; stands still from `stops` on. */
const swinging = (seconds: number, reach: number, stops = Number.POSITIVE_INFINITY) =>
  clipOf(
    Array.from({ length: 6 * FPS }, (_, frame) => ({
      body: STANDING,
      root: { x: reach * Math.cos((Math.PI * (Math.min(frame / FPS, stops) + OFF)) / seconds), y: 0.9, z: 0 },
    })),
  );

test("a swing is heard as the beats at its ends, and as loud as it is wide", () => {
  const clip = swinging(0.5, 0.3);
  const [heard, wider] = [clip, swinging(0.5, 0.6)].map((one) => bodyBeats(one, FPS, USUAL));
  const known = [...heard!.entries()].filter(([frame]) => frame > 30 && frame < 150);
  for (const [frame, at] of known) {
    expect(at!.sinceBeat + at!.toBeat).toBeCloseTo(0.5);
    // A speed is of the way from one frame to the next, so that its least is half a frame after the end of a swing.
    expect(Math.abs(((frame / FPS + 0.25) % 0.5) - ((at!.sinceBeat + 0.25) % 0.5))).toBeLessThan(1.01 / FPS);
    expect(at!.energy).toBeGreaterThan(0);
    expect(wider![frame]!.energy).toBeGreaterThan(at!.energy);
    expect(wider![frame]!.energy).toBeLessThan(1);
  }
});

test("as fast as the archive's mean is an energy of one half", () => {
  const clip = swinging(0.5, 0.3);
  // Of a sine's ends 0.6 m apart in 15 frames.
  const middle = bodyBeats(clip, FPS, 0.6 / 15)[90]!;
  expect(middle.energy).toBeCloseTo(0.5, 2);
});

test("nothing is heard before the first beat, after the last one, and between beats that are far apart", () => {
  const stopping = bodyBeats(swinging(0.5, 0.3, 3.4), FPS, USUAL);
  expect(stopping[80]).not.toBeNull();
  expect(stopping.slice(105).every((at) => at === null)).toBe(true);
  expect(bodyBeats(swinging(1.8, 0.3), FPS, USUAL).every((at) => at === null)).toBe(true);
  expect(bodyBeats(part(swinging(0.5, 0.3), 0, 1), FPS, USUAL)).toEqual([null]);
  const beats = beatsIn(swinging(0.5, 0.3), FPS);
  expect(bodyBeats(swinging(0.5, 0.3), FPS, USUAL)[beats[0]! - 1] ?? null).toBeNull();
});
