import { describe, expect, test } from "vitest";
import { packI420 } from "../../../../renderer/stage/camera/i420.ts";
import { i420Bytes } from "../../../../shared/i420.ts";

const pack = (
  ...args: [Parameters<typeof packI420>[0], number[], Parameters<typeof packI420>[2], number, number]
) => {
  const [format, bytes, planes, width, height] = args;
  const to = new Uint8Array(i420Bytes(width, height));
  packI420(format, Uint8Array.from(bytes), planes, width, height, to);
  return [...to];
};

describe("packI420", () => {
  test("takes padding out of the rows of I420", () => {
    const planes = [
      { offset: 1, stride: 4 },
      { offset: 9, stride: 3 },
      { offset: 12, stride: 3 },
    ];
    const bytes = [99, 1, 2, 99, 99, 3, 4, 99, 99, 5, 99, 99, 6, 99, 99];
    expect(pack("I420", bytes, planes, 2, 2)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("separates the woven chroma of NV12, odd sizes included", () => {
    const planes = [
      { offset: 0, stride: 3 },
      { offset: 9, stride: 4 },
    ];
    const luma = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const chroma = [10, 20, 11, 21, 12, 22, 13, 23];
    expect(pack("NV12", [...luma, ...chroma], planes, 3, 3)).toEqual([
      ...luma,
      10,
      11,
      12,
      13,
      20,
      21,
      22,
      23,
    ]);
  });

  test("gives BT.601 limited range for white, black, red and blue, whichever way the bytes lie", () => {
    const plane = [{ offset: 0, stride: 8 }];
    const fill = (pixel: number[]) => [...pixel, ...pixel, ...pixel, ...pixel];
    const two = (format: "RGBA" | "BGRX", pixel: number[]) => pack(format, fill(pixel), plane, 2, 2);
    expect(two("RGBA", [255, 255, 255, 255])).toEqual([235, 235, 235, 235, 128, 128]);
    expect(two("RGBA", [0, 0, 0, 255])).toEqual([16, 16, 16, 16, 128, 128]);
    expect(two("RGBA", [255, 0, 0, 255])).toEqual([82, 82, 82, 82, 90, 240]);
    expect(two("BGRX", [0, 0, 255, 0])).toEqual(two("RGBA", [255, 0, 0, 255]));
    expect(two("BGRX", [255, 0, 0, 0])).toEqual(two("RGBA", [0, 0, 255, 255]));
  });

  test("does not read beyond the last row and column of an odd RGBA picture", () => {
    const grey = (value: number) => [value, value, value, 255];
    const bytes = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((i) => grey(20 * i));
    const packed = pack("RGBA", bytes, [{ offset: 0, stride: 12 }], 3, 3);
    expect(packed).toHaveLength(17);
    expect(packed.slice(9)).toEqual(new Array(8).fill(128));
  });
});
