import { expect, test } from "vitest";
import { chanceOf } from "../../../../main/engine/chance.ts";
import { gaussian } from "../../../../main/engine/predict/gaussian.ts";
import { STILL } from "../../../../main/engine/predict/moment.ts";
import {
  firstSeen,
  type Steadied,
  steadied,
  usualChange,
} from "../../../../main/engine/predict/steadying.ts";

/** Usual change of velocity of each coordinate, metres a frame. */
const CHANGE = 0.002;
const usual = usualChange(new Float32Array(STILL).fill(CHANGE));

/** Points that go here and there, changing their minds as dancers do. */
const frames = wander(60);
const danced = (frame: number) => frames[frame]!;

function wander(count: number): Float32Array[] {
  const random = chanceOf(1);
  const way = new Float32Array(STILL);
  let place = new Float32Array(STILL);
  return Array.from({ length: count }, () => {
    for (let i = 0; i < STILL; i++) way[i] = 0.98 * way[i]! + CHANGE * gaussian(random);
    place = place.map((value, i) => value + way[i]!);
    return place;
  });
}

function watch(count: number, seen: (frame: number) => Float32Array): Steadied {
  let state = firstSeen(seen(0));
  for (let frame = 1; frame < count; frame++) state = steadied(state, seen(frame), null, usual);
  return state;
}

const off = (a: Float32Array, b: Float32Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);

test("who is seen well is taken as she is", () => {
  const { place, way } = watch(60, danced);
  expect(off(place, danced(59))).toBeLessThan(1e-6);
  expect(
    off(
      way,
      danced(59).map((now, i) => now - danced(58)[i]!),
    ),
  ).toBeLessThan(1e-6);
});

test("what a poor camera adds is taken out, of places and far more of velocities", () => {
  const random = chanceOf(4);
  const poor = (frame: number) => danced(frame).map((value) => value + 0.03 * gaussian(random));
  const before = poor(58);
  const now = poor(59);
  const seen = [...Array.from({ length: 58 }, (_, frame) => poor(frame)), before, now];
  const { place, way } = watch(60, (frame) => seen[frame]!);
  const truly = danced(59).map((value, i) => value - danced(58)[i]!);
  expect(off(place, danced(59))).toBeLessThan(0.8 * off(now, danced(59)));
  expect(off(way, truly)).toBeLessThan(
    0.25 *
      off(
        now.map((value, i) => value - before[i]!),
        truly,
      ),
  );
});

test("what is foreseen is believed where somebody is seen badly, and not where she is seen well", () => {
  const random = chanceOf(4);
  const poor = (frame: number) => danced(frame).map((value) => value + 0.03 * gaussian(random));
  const way = danced(59).map((value, i) => value - danced(58)[i]!);
  const before = watch(59, poor);
  const now = poor(59);
  const straightOn = steadied(before, now, null, usual);
  const foreseen = steadied(before, now, { place: danced(59), way }, usual);
  expect(off(foreseen.place, danced(59))).toBeLessThan(0.7 * off(straightOn.place, danced(59)));
  expect(off(foreseen.way, way)).toBeLessThan(0.7 * off(straightOn.way, way));
  const wrong = { place: new Float32Array(STILL).fill(9), way: new Float32Array(STILL) };
  expect(off(steadied(watch(59, danced), danced(59), wrong, usual).place, danced(59))).toBeLessThan(1e-6);
});

test("only the axis that trembles is steadied", () => {
  const random = chanceOf(5);
  const deep = (frame: number) =>
    danced(frame).map((value, i) => (i % 3 === 2 ? value + 0.05 * gaussian(random) : value));
  const { place } = watch(60, deep);
  const flat = (still: Float32Array) => still.filter((_, i) => i % 3 !== 2);
  expect(off(flat(place), flat(danced(59)))).toBeLessThan(1e-6);
});
