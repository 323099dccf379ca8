import { describe, expect, test } from "vitest";
import { convertBvh } from "../../../../../main/archive/import/bvh/convert.ts";
import { J } from "../../../../../shared/skeleton.ts";
import {
  alongX,
  bvhOf,
  DANCE,
  type DanceFrame,
  skeletonOf,
  type Writer,
} from "../../../../support/bvh-writers.ts";
import { at, expectTheDance, imported } from "../../../../support/imported-dance.ts";

describe("units", () => {
  /** The dance with its positions, or its angles, times something. */
  const times = (positions: number, angles = 1, writer: Writer = {}, dance = DANCE): string => {
    const { hierarchy, rows } = skeletonOf(dance, writer);
    const changed = rows.map((row) => row.map((value, i) => value * (i < 3 ? positions : angles)));
    return bvhOf([{ hierarchy, rows: changed }]);
  };
  const RADIANS = Math.PI / 180;
  const zUp = {
    room: [
      [1, 0, 0],
      [0, 0, -1],
      [0, 1, 0],
    ],
    axes: alongX,
  } satisfies Writer;
  /** She never bends her knees. */
  const straight: readonly DanceFrame[] = DANCE.map(({ hips: [x, , z], turns }) => {
    const arms = Object.entries(turns).filter(([name]) => !/Leg|Foot/.test(name));
    return { hips: [x, 93, z], turns: Object.fromEntries(arms) };
  });

  test.each([
    [
      "bones in metres and positions in centimetres",
      times(100, 1, { unit: 0.01 }),
      /positions are (98|99|100|110) times/,
    ],
    [
      "the same, z up and every bone along its own x",
      times(100, 1, { ...zUp, unit: 0.01 }),
      /positions are \d+ times/,
    ],
    [
      "the same of somebody who never bends her knees",
      times(100, 1, { unit: 0.01 }, straight),
      /positions are \d+ times/,
    ],
    ["bones in centimetres and positions in metres", times(0.01), /bones are (98|99|100|110|91) times/],
    ["bones in centimetres and positions in inches", times(1 / 2.54), /bones are 2\.[4-7] times/],
  ])("%s are refused", (_, text, found) => {
    expect(() => convertBvh(text, "x.bvh")).toThrow(found);
    expect(() => convertBvh(text, "x.bvh")).toThrow(
      /^x\.bvh: .* too large: positions and bones have different units; export it with one unit for both$/,
    );
  });

  test("who dances on the spot, or above a floor that lies elsewhere, has one unit", () => {
    expect(imported(times(0)).notes).toEqual([]);
    const upstairs = DANCE.map(({ hips: [x, y, z], turns }) => ({ hips: [x, y + 400, z] as const, turns }));
    expect(imported(times(1, 1, {}, upstairs)).notes).toEqual([]);
  });

  test.each([
    ["radians", times(1, RADIANS)],
    ["radians, z up and every bone along its own x", times(1, RADIANS, zUp)],
    ["radians and left-handed axes", times(1, RADIANS, { leftHanded: true })],
  ])("%s are read as such, with a word", (_, text) => {
    const { frames, notes } = imported(text);
    expectTheDance(frames);
    expect(notes).toContain("x.bvh: no angle is larger than a full turn in radians: read as radians");
  });

  test("somebody who hardly moves is believed in degrees, with a word", () => {
    const { frames, notes } = imported(times(0, 0.03));
    expect(Math.abs(at(frames[40]!, J.left_wrist)[1] - at(frames[40]!, J.left_shoulder)[1])).toBeLessThan(
      0.1,
    );
    expect(notes).toEqual([
      "x.bvh: no joint turns by more than 6 degrees; if its angles are radians, export them in degrees",
    ]);
  });
});
