import { describe, expect, test } from "vitest";
import { AdaptiveQuality } from "../../../../renderer/stage/view/render-quality.ts";

/** Calls it `fps` times a second; how many of the frames are drawn. */
function run(quality: AdaptiveQuality, from: number, seconds: number, fps: number): number {
  let drawn = 0;
  for (let i = 0; i < seconds * fps; i++) if (quality.shouldDraw(from + i / fps)) drawn++;
  return drawn;
}

describe("AdaptiveQuality", () => {
  test("draws as finely as it can while the machine keeps up", () => {
    const quality = new AdaptiveQuality(false);
    expect(run(quality, 0, 60, 60)).toBe(3600);
    expect(quality.level).toEqual({ resolution: 1, every: 1 });
  });

  test("steps down while it is too slow, and stays where it keeps up", () => {
    const quality = new AdaptiveQuality(false);
    run(quality, 0, 3, 20);
    expect(quality.level.resolution).toBe(0.75);
    run(quality, 3, 30, 60);
    expect(quality.level.resolution).toBe(0.75);
    run(quality, 33, 20, 20);
    expect(quality.level).toEqual({ resolution: 0.5, every: 2 });
  });

  test("does not take a hidden page for a slow one", () => {
    const quality = new AdaptiveQuality(false);
    for (let i = 0; i < 20; i++) {
      run(quality, i * 100, 1, 60);
      quality.shouldDraw(i * 100 + 30);
    }
    expect(quality.level.resolution).toBe(1);
  });

  test("without a GPU it begins modestly, and draws every second frame", () => {
    const quality = new AdaptiveQuality(true);
    expect(run(quality, 0, 10, 60)).toBe(300);
  });
});
