import { describe, expect, test } from "vitest";
import { cssMatrix, homographyTo, inverted, project } from "../../../shared/picture/homography.ts";
import {
  cornersOfPicture,
  edgesOfPicture,
  fillsScreen,
  UNPLACED,
} from "../../../shared/picture/placement.ts";
import { isConvex, type Quad } from "../../../shared/picture/quad.ts";

const quad = (...places: readonly (readonly [number, number])[]) =>
  places.map(([x, y]) => ({ x, y })) as unknown as Quad;

/** A wall seen from the side, in pixels. */
const WALL = quad([100, 50], [580, 120], [560, 300], [80, 350]);

describe("a picture on four corners", () => {
  test("its corners come to them, and its diagonals cross where theirs do", () => {
    const map = homographyTo(WALL, 640, 360);
    const corners = quad([0, 0], [640, 0], [640, 360], [0, 360]);
    for (const [index, corner] of corners.entries()) {
      const { x, y } = project(map, corner);
      expect(Math.hypot(x - WALL[index]!.x, y - WALL[index]!.y)).toBeLessThan(1e-9);
    }
    // Lines stay lines: by hand, of (100, 50)-(560, 300) and (580, 120)-(80, 350).
    const middle = project(map, { x: 320, y: 180 });
    const share = (480 * 230 + 70 * 500) / (460 * 230 + 250 * 500);
    expect(middle.x).toBeCloseTo(100 + 460 * share, 6);
    expect(middle.y).toBeCloseTo(50 + 250 * share, 6);
    const back = project(inverted(map), middle);
    expect([back.x, back.y].map((value) => Math.round(1e6 * value) / 1e6)).toEqual([320, 180]);
  });

  test("a rectangle is scaled and moved alone", () => {
    const css = cssMatrix(homographyTo(quad([10, 20], [330, 20], [330, 200], [10, 200]), 640, 360));
    expect(css).toBe("matrix3d(0.5, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 1, 0, 10, 20, 0, 1)");
  });

  test.each([
    ["the whole screen", quad([0, 0], [1, 0], [1, 1], [0, 1]), true],
    ["a wall from the side", quad([0.1, 0.1], [0.9, 0.3], [0.9, 0.7], [0.1, 0.9]), true],
    ["crossed", quad([0, 0], [1, 0], [0, 1], [1, 1]), false],
    ["concave", quad([0, 0], [1, 0], [0.3, 0.3], [0, 1]), false],
    ["from behind", quad([1, 0], [0, 0], [0, 1], [1, 1]), false],
    ["two corners in one place", quad([0, 0], [0, 0], [1, 1], [0, 1]), false],
    ["a line", quad([0, 0.5], [0.3, 0.5], [1, 0.5], [0.6, 0.5]), false],
  ])("%s", (_, corners, usable) => {
    expect(isConvex(corners)).toBe(usable);
  });
});

describe("turned and mirrored", () => {
  const names = (placement: Partial<typeof UNPLACED>) =>
    cornersOfPicture({ ...UNPLACED, ...placement })
      .map(({ x, y }) => `${y ? "lower" : "upper"} ${x ? "right" : "left"}`)
      .join(", ");

  test("a quarter turn clockwise brings the upper left to the upper right, and the mirror is the screen's", () => {
    expect(names({ turns: 1 })).toBe("upper right, lower right, lower left, upper left");
    expect(names({ flippedAcross: true })).toBe("upper right, upper left, lower left, lower right");
    expect(names({ flippedDown: true })).toBe("lower left, lower right, upper right, upper left");
    expect(names({ turns: 1, flippedAcross: true })).toBe("upper left, lower left, lower right, upper right");
    expect(names({ flippedAcross: true, flippedDown: true })).toBe(names({ turns: 2 }));
  });

  test("soft edges stay at their sides of the screen", () => {
    const softEdges = [0.1, 0.2, 0.3, 0.4] as const;
    expect(edgesOfPicture({ ...UNPLACED, softEdges, turns: 1 })).toEqual([0.2, 0.3, 0.4, 0.1]);
    expect(edgesOfPicture({ ...UNPLACED, softEdges, flippedAcross: true })).toEqual([0.1, 0.4, 0.3, 0.2]);
  });

  test("a picture that fills its screen is kept nowhere", () => {
    expect(fillsScreen({ ...UNPLACED, gamma: 1.8 })).toBe(true);
    expect(fillsScreen({ ...UNPLACED, turns: 2 })).toBe(false);
  });
});
