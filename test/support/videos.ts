import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { openVideo, type VideoSource } from "../../main/inputs/video.ts";
import type { ImageFrame } from "../../shared/pose.ts";

/** A folder for the videos of a test file, gone when its tests are over. */
export class VideoFolder {
  path = "";

  constructor() {
    beforeAll(() => {
      this.path = mkdtempSync(join(tmpdir(), "continuo-video-"));
    });
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  at(name: string): string {
    return join(this.path, name);
  }

  /** Makes a file with ffmpeg. @returns its path. */
  make(name: string, ...args: string[]): string {
    execFileSync("ffmpeg", ["-v", "error", "-y", ...args, this.at(name)], { stdio: "pipe" });
    return this.at(name);
  }
}

export async function collect(source: VideoSource): Promise<ImageFrame[]> {
  const frames: ImageFrame[] = [];
  for await (const frame of source.frames()) frames.push(frame);
  return frames;
}

export const framesOf = async (file: string): Promise<ImageFrame[]> => collect(await openVideo(file));

/** Luma at a place given as shares of width and height. */
export function luma(frame: ImageFrame, x: number, y: number): number {
  return frame.data[Math.floor(y * frame.height) * frame.width + Math.floor(x * frame.width)]!;
}

/** That it is 32 wide and 48 high, its quarters black, dark, light and white, as they are read. */
export function expectQuarters(frame: ImageFrame): void {
  expect(frame).toMatchObject({ width: 32, height: 48 });
  const found = [0.25, 0.75].flatMap((y) => [0.25, 0.75].map((x) => luma(frame, x, y)));
  for (const [n, expected] of [16, 85, 153, 222].entries())
    expect(Math.abs(found[n]! - expected)).toBeLessThan(8);
}
