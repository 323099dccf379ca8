import { describe, expect, test } from "vitest";
import { fitSize, shrinkI420 } from "../../../../renderer/stage/camera/scale-i420.ts";
import { i420Bytes } from "../../../../shared/i420.ts";

describe("fitSize", () => {
  test("shrinks the longer side, keeps the proportions, stays even", () => {
    expect(fitSize(1280, 720, 640)).toEqual({ width: 640, height: 360 });
    expect(fitSize(720, 1280, 640)).toEqual({ width: 360, height: 640 });
    expect(fitSize(1049, 861, 640)).toEqual({ width: 640, height: 526 });
  });

  test("never enlarges", () => {
    expect(fitSize(384, 496, 640)).toEqual({ width: 384, height: 496 });
  });
});

describe("shrinkI420", () => {
  const shrink = (picture: number[], width: number, height: number, newWidth: number, newHeight: number) => {
    const to = new Uint8Array(i420Bytes(newWidth, newHeight));
    const size = { width: newWidth, height: newHeight };
    shrinkI420(Uint8Array.from(picture), { width, height }, to, size);
    return [...to];
  };

  test("takes the mean of the pixels that fall together", () => {
    const luma = [10, 20, 50, 60, 30, 40, 70, 80, 0, 0, 100, 100, 0, 0, 100, 100];
    const u = [4, 8, 12, 16];
    const v = [1, 1, 1, 5];
    expect(shrink([...luma, ...u, ...v], 4, 4, 2, 2)).toEqual([25, 65, 0, 100, 10, 2]);
  });

  test("weighs pixels that are covered in part", () => {
    const luma = [0, 90, 180, 0, 90, 180, 0, 90, 180];
    const chroma = [10, 10, 10, 10, 20, 20, 20, 20];
    const [a, b] = shrink([...luma, ...chroma], 3, 3, 2, 2);
    expect([a, b]).toEqual([30, 150]);
  });

  test("leaves an even picture even at every ratio", () => {
    for (const [width, height] of [
      [2, 2],
      [6, 4],
      [10, 8],
    ] as const) {
      const grey = new Array<number>(i420Bytes(13, 9)).fill(77);
      expect(new Set(shrink(grey, 13, 9, width, height))).toEqual(new Set([77]));
    }
  });
});
