import { expect, test } from "vitest";
import type { Dance, Dataset } from "../../../../../main/learn/train/data/dataset.ts";
import { drawDance } from "../../../../../main/learn/train/data/draw-dance.ts";
import { seededRandom } from "../../../../../main/motion/random.ts";

const NONE = new Float32Array();
const DRAWN = 4000;

const dance = (name: string, style: number, seconds: number, isKeyFramed = false): Dance => ({
  ...{ name, style, isKeyFramed, frames: 30 * seconds, at: 0 },
});

/** Of many dances drawn, the share of those named so. */
function shareOf(names: readonly string[], ...dances: readonly Dance[]): number {
  const body = { length: NONE, shortest: NONE, longest: NONE };
  const dataset: Dataset = { fps: 30, styles: ["a", "b", "c"], dances, body, file: "" };
  const random = seededRandom(4);
  const drawn = Array.from({ length: DRAWN }, () => drawDance(dataset, 90, random).name);
  return drawn.filter((name) => names.includes(name)).length / DRAWN;
}

test("a style with little dance is drawn as often as one with much, and its dances by their length", () => {
  expect(shareOf(["short"], dance("long", 0, 60), dance("short", 1, 6))).toBeCloseTo(0.5, 1);
  expect(shareOf(["half"], dance("whole", 0, 20), dance("half", 0, 10))).toBeCloseTo(1 / 3, 1);
});

test("a dance that is too short is never drawn", () => {
  expect(shareOf(["short"], dance("long", 0, 60), dance("short", 0, 2))).toBe(0);
});

test("a key-framed take counts as a third of its length, and so does a style of such takes", () => {
  expect(shareOf(["made"], dance("danced", 0, 20), dance("made", 0, 20, true))).toBeCloseTo(0.25, 1);
  const styles = [dance("a", 0, 10), dance("b", 1, 20), dance("short", 2, 8, true)];
  // A style of its own is drawn a third as often as the others: 1 in 7 here.
  expect(shareOf(["short", "long"], ...styles, dance("long", 2, 40, true))).toBeCloseTo(1 / 7, 1);
});
