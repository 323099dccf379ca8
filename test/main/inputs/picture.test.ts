import { readFileSync, writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { openVideo } from "../../../main/inputs/video.ts";
import type { ImageFrame } from "../../../shared/pose.ts";
import { cmykJpeg } from "../../support/cmyk-jpeg.ts";
import { LONG } from "../../support/long.ts";
import { exif, jpegWith } from "../../support/odd-videos.ts";
import { collect, expectQuarters, framesOf, luma, VideoFolder } from "../../support/videos.ts";

const videos = new VideoFolder();

/** Upright, see `expectQuarters`. */
const QUARTERS = "nullsrc=s=32x48:d=0.1:r=10,format=gray,geq=lum='80*gt(X,15)+160*gt(Y,23)'";

/** How the pixels lie when EXIF says 1 to 8: what the orientation undoes. */
const LYING = [
  "null",
  "hflip",
  "hflip,vflip",
  "vflip",
  "transpose=cclock_flip",
  "transpose=cclock",
  "transpose=clock_flip",
  "transpose=clock",
];
const ORIENTATIONS = LYING.map((filter, index) => ({ orientation: index + 1, filter }));
/** What each says is the same in every kind of file: a half turn and a quarter turn show that it is found there. */
const SOME_ORIENTATIONS = ORIENTATIONS.filter(({ orientation }) => LONG || [3, 6].includes(orientation));

function pngChunk(name: string, content: Buffer): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(name), content, Buffer.alloc(4)]);
  chunk.writeUInt32BE(content.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}

/** Behind the pixels, where it is allowed to be, too. */
const pngWith = (png: Buffer, tiff: Buffer) =>
  Buffer.concat([png.subarray(0, -12), pngChunk("eXIf", tiff), png.subarray(-12)]);

function webpChunk(name: string, content: Buffer): Buffer {
  const chunk = Buffer.concat([
    Buffer.from(name),
    Buffer.alloc(4),
    content,
    Buffer.alloc(content.length % 2),
  ]);
  chunk.writeUInt32LE(content.length, 4);
  return chunk;
}

function webpWith(webp: Buffer, tiff: Buffer, width: number, height: number): Buffer {
  const extended = Buffer.alloc(10);
  extended[0] = 0x08;
  extended.writeUIntLE(width - 1, 4, 3);
  extended.writeUIntLE(height - 1, 7, 3);
  const content = [webpChunk("VP8X", extended), webp.subarray(12), webpChunk("EXIF", tiff)];
  return webpChunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...content]));
}

const onlyFrame = async (file: string): Promise<ImageFrame> => {
  const frames = await framesOf(file);
  expect(frames).toHaveLength(1);
  return frames[0]!;
};

function expectUpright(frame: ImageFrame): void {
  expect(frame.t).toBe(0);
  expectQuarters(frame);
}

/** In each of which numbers of EXIF may lie; every day in one after the other. */
const BYTE_ORDERS = ["II", "MM"] as const;

test.each(ORIENTATIONS)(
  "a JPEG that lies as EXIF $orientation is turned upright",
  async ({ orientation, filter }) => {
    const lying = videos.make(
      "lying.jpg",
      "-f",
      "lavfi",
      "-i",
      `${QUARTERS},${filter}`,
      "-frames:v",
      "1",
      "-q:v",
      "2",
    );
    const file = videos.at(`exif-${orientation}.jpg`);
    for (const order of LONG ? BYTE_ORDERS : [BYTE_ORDERS[orientation % 2]!]) {
      writeFileSync(file, jpegWith(readFileSync(lying), exif(orientation, order)));
      const source = await openVideo(file);
      expect(source.description).toBe(`video exif-${orientation}.jpg (32x48, 25 fps)`);
      const frames = await collect(source);
      expect(frames).toHaveLength(1);
      expectUpright(frames[0]!);
    }
  },
);

test.each(SOME_ORIENTATIONS)("and so is a PNG ($orientation)", async ({ orientation, filter }) => {
  const lying = videos.make("lying.png", "-f", "lavfi", "-i", `${QUARTERS},${filter}`, "-frames:v", "1");
  const file = videos.at("exif.png");
  writeFileSync(file, pngWith(readFileSync(lying), exif(orientation)));
  expectUpright(await onlyFrame(file));
});

test.each(SOME_ORIENTATIONS)("and a WebP ($orientation)", async ({ orientation, filter }) => {
  const make = [`${QUARTERS},${filter}`, "-frames:v", "1", "-c:v", "libwebp", "-lossless", "1"];
  const lying = videos.make("lying.webp", "-f", "lavfi", "-i", ...make);
  const file = videos.at("exif.webp");
  const size: readonly [number, number] = orientation < 5 ? [32, 48] : [48, 32];
  for (const tiff of [exif(orientation), Buffer.concat([Buffer.from("Exif\0\0"), exif(orientation)])]) {
    writeFileSync(file, webpWith(readFileSync(lying), tiff, ...size));
    expectUpright(await onlyFrame(file));
  }
});

test("EXIF that is damaged, or says nothing, turns nothing", async () => {
  const jpeg = readFileSync(
    videos.make("up.jpg", "-f", "lavfi", "-i", QUARTERS, "-frames:v", "1", "-q:v", "2"),
  );
  const endless = exif(6);
  endless.writeUInt16LE(0xffff, 8);
  endless.writeUInt16LE(0, 10);
  const outside = exif(6);
  outside.writeUInt32LE(0xfffffff0, 4);
  for (const tiff of [exif(0), exif(9), endless, outside, Buffer.from("II"), Buffer.alloc(0)]) {
    const file = videos.at("odd.jpg");
    writeFileSync(file, jpegWith(jpeg, tiff));
    expectUpright(await onlyFrame(file));
  }
});

test("a picture is known by what is in it, whatever its name", async () => {
  const jpeg = videos.make("up.jpg", "-f", "lavfi", "-i", QUARTERS, "-frames:v", "1", "-q:v", "2");
  for (const name of ["jpeg.png", "jpeg.mp4", "jpeg"]) {
    writeFileSync(videos.at(name), readFileSync(jpeg));
    expectUpright(await onlyFrame(videos.at(name)));
  }
});

test.each([
  ["deep.png", ["-pix_fmt", "rgb48be"]],
  ["grey.png", ["-pix_fmt", "gray16be"]],
  ["seen-through.png", ["-pix_fmt", "rgba"]],
  ["few-colours.png", ["-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"]],
  ["plain.bmp", []],
  ["plain.webp", ["-c:v", "libwebp", "-lossless", "1"]],
  ["one.gif", []],
])("pictures of all kinds of pixels are pictures (%s)", async (name, args) => {
  expectUpright(await onlyFrame(videos.make(name, "-f", "lavfi", "-i", QUARTERS, "-frames:v", "1", ...args)));
});

test("a picture for print, of four inks, is seen as it is printed", async () => {
  const file = videos.at("print.jpg");
  writeFileSync(file, cmykJpeg);
  const frame = await onlyFrame(file);
  expect(frame).toMatchObject({ width: 16, height: 8 });
  expect(luma(frame, 0.25, 0.5)).toBeGreaterThan(230);
  expect(luma(frame, 0.75, 0.5)).toBeLessThan(20);
});

test.each(["moving.apng", "moving.png"])("an animated PNG is a video (%s)", async (name) => {
  const file = videos.make(
    name,
    "-f",
    "lavfi",
    "-i",
    "testsrc=s=64x48:d=0.5:r=10",
    "-f",
    "apng",
    "-plays",
    "0",
  );
  const source = await openVideo(file);
  expect(source.fps).toBe(10);
  expect((await collect(source)).map(({ t }) => t)).toEqual(
    [0, 0.1, 0.2, 0.3, 0.4].map((t) => expect.closeTo(t, 3)),
  );
});

test("what ffmpeg would not show as it is meant is refused by its name", async () => {
  const make = ["-f", "lavfi", "-i", "testsrc=s=64x48:d=0.5:r=10", "-c:v", "libwebp_anim"];
  const webp = videos.make("moving.webp", ...make);
  await expect(openVideo(webp)).rejects.toThrow(
    `${webp}: is an animated WebP picture, which ffmpeg does not read; expected a video, or a picture such as JPEG or PNG`,
  );
  for (const brands of ["ftypheic\0\0\0\0mif1heic", "ftypmif1\0\0\0\0mif1heic", "ftypheix\0\0\0\0mif1"]) {
    const file = videos.at("phone.heic");
    writeFileSync(file, Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(brands), Buffer.alloc(100)]));
    await expect(openVideo(file)).rejects.toThrow(
      `${file}: is a HEIC picture, of which ffmpeg reads pieces only; `,
    );
  }
});

test("an AVIF picture is a source of one frame", async () => {
  const encode = ["-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", "-pix_fmt", "yuv420p"];
  const file = videos.make("still.avif", "-f", "lavfi", "-i", QUARTERS, "-frames:v", "1", ...encode);
  expect(await onlyFrame(file)).toMatchObject({ t: 0, width: 32, height: 48 });
});
