import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openVideo } from "../../../main/inputs/video.ts";
import type { ImageFrame } from "../../../shared/pose.ts";
import { cases } from "../../support/long.ts";
import { collect, expectQuarters, framesOf, luma, VideoFolder } from "../../support/videos.ts";

const videos = new VideoFolder();
const TENTHS = (count: number) => Array.from({ length: count }, (_, n) => expect.closeTo(n / 10, 2));

interface Part {
  readonly size: string;
  /** Filters and encoder. */
  readonly args?: readonly string[];
}

/** A white picture, a second of each part, ten frames a second; the parts follow each other as they were encoded. */
function inParts(name: string, parts: readonly Part[], encode: readonly string[]): string {
  const files = parts.map(({ size, args = [] }, n) => {
    // Not of that size from the beginning: the source has even sides only.
    const white = `color=white:s=192x192:d=1:r=10,scale=${size},setsar=1`;
    const begin = ["-f", "lavfi", "-i", white, "-output_ts_offset", name.endsWith(".ts") ? `${n}` : "0"];
    return videos.make(`part-${n}-${name}`, ...begin, ...encode, ...args);
  });
  if (name.endsWith(".ts")) {
    writeFileSync(videos.at(name), Buffer.concat(files.map((file) => readFileSync(file))));
    return videos.at(name);
  }
  writeFileSync(videos.at("list"), files.map((file) => `file '${file}'\n`).join(""));
  return videos.make(name, "-f", "concat", "-safe", "0", "-i", videos.at("list"), "-c", "copy");
}

/** Columns and rows of white through the middle. */
function extent(frame: ImageFrame): { readonly wide: number; readonly high: number } {
  const white = (x: number, y: number) => luma(frame, x, y) > 128;
  const steps = (count: number) => Array.from({ length: count }, (_, n) => (n + 0.5) / count);
  return {
    wide: steps(frame.width).filter((x) => white(x, 0.5)).length,
    high: steps(frame.height).filter((y) => white(0.5, y)).length,
  };
}

const H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

const CHANGING = cases<[name: string, encode: readonly string[]]>({
  everyday: [
    ["turned.ts", H264],
    ["call-vp8.webm", ["-c:v", "libvpx"]],
  ],
  long: [
    ["call-vp9.webm", ["-c:v", "libvpx-vp9", "-cpu-used", "8"]],
    ["turned.mkv", ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"]],
  ],
});

test.each(CHANGING)(
  "a picture that changes its size loses no frame, and is shown whole (%s)",
  async (name, encode) => {
    const file = inParts(
      name,
      [{ size: "96x64" }, { size: "64x96" }, { size: "192x128" }, { size: "96x64" }],
      encode,
    );
    const frames = await framesOf(file);
    expect(frames.map(({ t }) => t)).toEqual(TENTHS(40));
    for (const frame of frames) expect(frame).toMatchObject({ width: 96, height: 64 });
    const [first, turned, large, last] = [5, 15, 25, 35].map((n) => extent(frames[n]!));
    for (const whole of [first, large, last]) expect(whole).toEqual({ wide: 96, high: 64 });
    // 64 high, and 2/3 of that wide.
    expect(turned!.high).toBe(64);
    expect(Math.abs(turned!.wide - 43)).toBeLessThanOrEqual(1);
  },
);

test("the same where the first picture has odd sides", async () => {
  const file = inParts(
    "odd.mkv",
    [{ size: "33x21" }, { size: "21x33" }],
    ["-c:v", "png", "-pix_fmt", "yuv420p"],
  );
  const frames = await framesOf(file);
  expect(frames).toHaveLength(20);
  for (const frame of frames) expect(frame).toMatchObject({ width: 33, height: 21 });
  expect(extent(frames[5]!)).toEqual({ wide: 33, high: 21 });
  const turned = extent(frames[15]!);
  expect(turned.high).toBe(21);
  expect(Math.abs(turned.wide - 13)).toBeLessThanOrEqual(1);
});

test("pixels that change their shape change the shape of the picture", async () => {
  const wide = { size: "96x64", args: ["-vf", "setsar=2/1"] };
  const frames = await framesOf(inParts("shape.ts", [{ size: "96x64" }, wide, { size: "96x64" }], H264));
  expect(frames.map(({ t }) => t)).toEqual(TENTHS(30));
  expect([5, 15, 25].map((n) => extent(frames[n]!))).toEqual([
    { wide: 96, high: 64 },
    { wide: 96, high: 32 },
    { wide: 96, high: 64 },
  ]);
});

test("so does a first picture whose pixels are not square", async () => {
  const source = await openVideo(
    inParts("wide.ts", [{ size: "90x64", args: ["-vf", "setsar=16/15"] }], H264),
  );
  expect(source.description).toBe("video wide.ts (96x64, 10 fps)");
  const frames = await collect(source);
  expect(extent(frames[5]!)).toEqual({ wide: 96, high: 64 });
});

test("a change of the kind of pixels is none of the picture", async () => {
  const fine = { size: "96x64", args: ["-pix_fmt", "yuv444p"] };
  const full = { size: "96x64", args: ["-pix_fmt", "yuvj420p"] };
  const frames = await framesOf(inParts("kinds.ts", [{ size: "96x64" }, fine, full], H264));
  expect(frames.map(({ t }) => t)).toEqual(TENTHS(30));
  for (const frame of frames) expect(extent(frame)).toEqual({ wide: 96, high: 64 });
});

/** How a video asks to be shown, its pixels lying as EXIF says 1 to 8: x right and y down of the picture from those of the pixels. */
const MATRICES = cases({
  everyday: [
    { filter: "hflip", matrix: [-1, 0, 0, 1] },
    { filter: "transpose=cclock", matrix: [0, 1, -1, 0] },
    { filter: "transpose=clock_flip", matrix: [0, -1, -1, 0] },
  ],
  long: [
    { filter: "null", matrix: [1, 0, 0, 1] },
    { filter: "hflip,vflip", matrix: [-1, 0, 0, -1] },
    { filter: "vflip", matrix: [1, 0, 0, -1] },
    { filter: "transpose=cclock_flip", matrix: [0, 1, 1, 0] },
    { filter: "transpose=clock", matrix: [0, -1, 1, 0] },
  ],
});

/** The matrix of an MP4 in place of the one that it has. */
function withMatrix(file: string, [a, b, c, d]: readonly number[]): void {
  const bytes = readFileSync(file);
  const at = bytes.indexOf("tkhd") + 44;
  for (const [n, value] of [a, b, 0, c, d, 0, 0, 0].entries())
    bytes.writeInt32BE(Math.round(65536 * value!), at + 4 * n);
  writeFileSync(file, bytes);
}

const QUARTERS =
  "nullsrc=s=32x48:d=0.5:r=10,format=yuv444p,geq=lum='16+69*gt(X,15)+137*gt(Y,23)':cb=128:cr=128";

test.each(MATRICES)(
  "a video that lies by $filter is shown as its matrix says",
  async ({ filter, matrix }) => {
    const file = videos.make(
      "lying.mp4",
      "-f",
      "lavfi",
      "-i",
      `${QUARTERS},${filter}`,
      "-c:v",
      "libx264",
      "-crf",
      "5",
    );
    withMatrix(file, matrix);
    const frames = await framesOf(file);
    expect(frames).toHaveLength(5);
    for (const frame of frames) expectQuarters(frame);
  },
);

/** What encoders write into frames, as turns to the left and mirrorings that undo how the pixels lie. */
const ORIENTED = cases({
  everyday: [
    { filter: "hflip", orientation: "flip=horizontal" },
    { filter: "transpose=clock", orientation: "rotate=90" },
  ],
  long: [
    { filter: "vflip", orientation: "flip=vertical" },
    { filter: "hflip,vflip", orientation: "rotate=180" },
    { filter: "transpose=cclock", orientation: "rotate=270" },
  ],
});

test.each(ORIENTED)(
  "one whose first frame asks for $orientation is turned so to its end",
  async ({ filter, orientation }) => {
    for (const name of ["oriented.mkv", "oriented.ts", "oriented.mp4"]) {
      const oriented = `h264_metadata=display_orientation=insert:${orientation}`;
      const encode = ["-c:v", "libx264", "-crf", "5", "-bsf:v", oriented];
      const file = videos.make(name, "-f", "lavfi", "-i", `${QUARTERS},${filter}`, ...encode);
      const frames = await framesOf(file);
      expect(frames).toHaveLength(5);
      for (const frame of frames) expectQuarters(frame);
    }
  },
);

test("one that asks for a turn of another angle keeps its size", async () => {
  const file = videos.make("slanted.mp4", "-f", "lavfi", "-i", "color=white:s=96x64:d=0.5:r=10", ...H264);
  for (const degrees of [45, 60, 120]) {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    withMatrix(file, [cos, sin, -sin, cos]);
    const frames = await framesOf(file);
    expect(frames).toHaveLength(5);
    expect(frames[0]).toMatchObject({ width: 96, height: 64 });
  }
});
