import { describe, expect, test } from "vitest";
import { bvhOf, DANCE, danceBy, skeletonOf } from "../../../../support/bvh-writers.ts";
import { called, error, imported, OTHER, SCALE } from "../../../../support/imported-dance.ts";

describe("sizes", () => {
  test("an adult and a child keep their own, by the one unit of the file, with a word", () => {
    const child = { ...called("Ben"), unit: 0.6 };
    const text = bvhOf(
      [skeletonOf(DANCE, called("Ada"), "JOINT"), skeletonOf(OTHER, child, "JOINT")],
      "Scene",
    );
    const { frames, notes } = imported(text);
    expect(error(frames, DANCE, 0)).toBeLessThan(0.03);
    expect(error(frames, OTHER, 1, SCALE * 0.6)).toBeLessThan(0.03);
    expect(notes).toEqual(["x.bvh: taken for people of 1.7 m and 1.02 m"]);
  });

  test("two grown-ups of nearly one size are 1.7 m tall on average", () => {
    const smaller = { ...called("Ben"), unit: 0.9 };
    const text = bvhOf(
      [skeletonOf(DANCE, called("Ada"), "JOINT"), skeletonOf(OTHER, smaller, "JOINT")],
      "Scene",
    );
    const { frames, notes } = imported(text);
    expect(error(frames, DANCE, 0, SCALE / 0.95)).toBeLessThan(0.03);
    expect(notes).toEqual([]);
  });

  test("people of two units are refused", () => {
    const metres = { ...called("Ben"), unit: 0.01 };
    const text = bvhOf(
      [skeletonOf(DANCE, called("Ada"), "JOINT"), skeletonOf(OTHER, metres, "JOINT")],
      "Scene",
    );
    expect(() => imported(text)).toThrow(
      "x.bvh: its people would be 1.7 m and 0.017 m tall, expected people in one unit; export each to a file of her own",
    );
  });

  test.each([
    [0.0001, "0.0171 m", "0.01 one of 1.71 m"],
    [1, "171 m", "0.01 one of 1.71 m"],
  ])("--scale %d is refused with the body that it makes, and what makes a person", (scale, body, better) => {
    expect(() => imported(danceBy({}), { scale })).toThrow(
      `x.bvh: --scale ${scale} makes a body of ${body}, and --scale ${better}; expected 0.4 to 3 m`,
    );
  });

  test("a scale that no common unit has is suggested where none fits, and one that makes a child is believed with a word", () => {
    expect(() => imported(danceBy({ unit: 1 / 5 }), { scale: 1 })).toThrow(
      /, and --scale 0\.0496 one of 1\.7 m;/,
    );
    const { frames, notes } = imported(danceBy({}), { scale: 0.006 });
    expect(error(frames, DANCE, 0, 0.006)).toBeLessThan(0.03);
    expect(notes).toEqual(["x.bvh: --scale 0.006 makes a body of 1.03 m, and --scale 0.01 one of 1.71 m"]);
  });
});
