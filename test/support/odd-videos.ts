import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { VideoFolder } from "./videos.ts";

/** Sixty frames of something that moves. */
export const FRACTAL: readonly string[] = ["-f", "lavfi", "-t", "2", "-i", "mandelbrot=s=96x64:r=30"];

/** EXIF with an orientation, in either order of bytes. */
export function exif(orientation: number, order: "II" | "MM" = "II"): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(order, "latin1");
  const short = (value: number, at: number) =>
    order === "II" ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    order === "II" ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  short(42, 2);
  long(8, 4);
  short(1, 8);
  // Tag, type, count, value.
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  return tiff;
}

/** A JPEG with EXIF behind the segment that says that it is a JFIF. */
export function jpegWith(jpeg: Buffer, tiff: Buffer): Buffer {
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), Buffer.from("Exif\0\0"), tiff]);
  segment.writeUInt16BE(segment.length - 2, 2);
  const at = 4 + jpeg.readUInt16BE(4);
  return Buffer.concat([jpeg.subarray(0, at), segment, jpeg.subarray(at)]);
}

/** What ffmpeg itself says against a file. */
export const complaintsAbout = (file: string): string =>
  spawnSync("ffmpeg", ["-v", "error", "-i", file, "-f", "null", "-"]).stderr.toString();

/** A video of 59 frames, of which one or more need another that is missing: players show all of them. */
export function missingReference(videos: VideoFolder): string {
  const encode = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "2", "-refs", "4"];
  const whole = videos.make("whole.mp4", ...FRACTAL, ...encode);
  const without = (frame: number) =>
    videos.make("drop.mp4", "-i", whole, "-c", "copy", "-bsf:v", `noise=drop=eq(n\\,${frame})`);
  // Some frame is one that others need.
  const needed = Array.from({ length: 24 }, (_, n) => 31 + n).find((n) => complaintsAbout(without(n)) !== "");
  expect(needed).toBeDefined();
  return videos.at("drop.mp4");
}

/** A transport stream of 180 frames whose key frames are 60 apart, without its first third. */
export function begunBetweenKeys(videos: VideoFolder, name: string): string {
  const groups = "open-gop=1:keyint=60:min-keyint=60:scenecut=0:bframes=3";
  const encode = ["-t", "6", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-x264-params", groups];
  const stream = readFileSync(
    videos.make("whole.ts", "-f", "lavfi", "-i", "mandelbrot=s=96x64:r=30", ...encode),
  );
  const packets = stream.length / 188;
  writeFileSync(videos.at(name), stream.subarray(188 * Math.floor(packets / 3)));
  return videos.at(name);
}
