import { expect, test } from "vitest";
import { AUDIO_FEATURES, audioFeatures } from "../../../shared/music/features.ts";

/** Where FACT's frames are librosa's without any resampling. */
const RATE = 30_720;
const FPS = 60;

/** A tone of A3, and a click each half second. */
const samples = Float32Array.from({ length: 2 * RATE }, (_, i) => {
  const [t, sinceClick] = [i / RATE, (i / RATE) % 0.5];
  const click = 0.6 * Math.sin(2 * Math.PI * 1500 * sinceClick) * Math.exp(-sinceClick / 0.02);
  return 0.3 * Math.sin(2 * Math.PI * 220 * t) + click;
});
const { frames, width, values } = audioFeatures(samples, RATE, FPS);
const row = (frame: number) => Array.from(values.subarray(frame * width, (frame + 1) * width));
const framesWith = (feature: number) =>
  Array.from({ length: frames }, (_, frame) => frame).filter((frame) => row(frame)[feature] === 1);

function expectNear(given: readonly number[], expected: readonly number[]): void {
  expect(given).toHaveLength(expected.length);
  for (const [i, value] of given.entries()) expect(value).toBeCloseTo(expected[i]!, 2);
}

test("cepstral coefficients, onset envelope and onset peaks are those of librosa 0.11", () => {
  expect([frames, width]).toEqual([121, AUDIO_FEATURES]);
  // biome-ignore format: two rows of numbers
  expectNear(row(62).slice(1, 21), [
    -501.118, 71.116, 24.692, 12.962, 44.41, 71.042, 50.203, -1.314, -29.256, -10.506,
    19.41, 13.234, -28.24, -58.966, -46.863, -12.843, -2.008, -26.553, -52.935, -46.476,
  ]);
  // biome-ignore format: two rows of numbers
  expectNear(row(40).slice(1, 21), [
    -527.172, 57.523, 51.367, 46.031, 42.338, 37.058, 27.429, 15.154, 4.722, -1.804,
    -6.926, -14.069, -22.848, -29.297, -30.755, -29.177, -28.644, -30.26, -30.933, -27.553,
  ]);
  expectNear(
    [28, 29, 30, 31, 32, 33].map((frame) => row(frame)[0]!),
    [0, 0.011, 0.084, 27.771, 5.931, 0.005],
  );
  expect(framesWith(33)).toEqual([31, 61, 91]);
});

test("the harmony is A, and beats are where it clicks", () => {
  const chroma = row(60).slice(21, 33);
  expect(chroma.indexOf(Math.max(...chroma))).toBe(9);
  expect(Math.hypot(...chroma)).toBeCloseTo(1, 5);
  expect(framesWith(34)).toEqual([30, 60, 90]);
});

test("silence and nothing have features too", () => {
  const silent = audioFeatures(new Float32Array(RATE), RATE, FPS);
  expect(silent.frames).toBe(61);
  expect(silent.values.every(Number.isFinite)).toBe(true);
  expect(audioFeatures(new Float32Array(0), RATE, FPS).frames).toBe(0);
  expect(() => audioFeatures(samples, RATE, 0)).toThrow(/0 frames a second/);
});
