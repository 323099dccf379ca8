import { describe, expect, test } from "vitest";
import { AdaptiveQuality } from "../../../../renderer/stage/view/render-quality.ts";

/** Calls the pace `fps` times a second; how many of the frames are drawn. */
function run(pace: AdaptiveQuality, from: number, seconds: number, fps: number): number {
  let drawn = 0;
  for (let i = 0; i < seconds * fps; i++) if (pace.shouldDraw(from + i / fps)) drawn++;
  return drawn;
}

describe("Pace", () => {
  test("draws as finely as it can while the machine keeps up", () => {
    const pace = new AdaptiveQuality(false);
    expect(run(pace, 0, 60, 60)).toBe(3600);
    expect(pace.level).toEqual({ resolution: 1, every: 1 });
  });

  test("steps down while it is too slow, and stays where it keeps up", () => {
    const pace = new AdaptiveQuality(false);
    run(pace, 0, 3, 20);
    expect(pace.level.resolution).toBe(0.75);
    run(pace, 3, 30, 60);
    expect(pace.level.resolution).toBe(0.75);
    run(pace, 33, 20, 20);
    expect(pace.level).toEqual({ resolution: 0.5, every: 2 });
  });

  test("does not take a hidden page for a slow one", () => {
    const pace = new AdaptiveQuality(false);
    for (let i = 0; i < 20; i++) {
      run(pace, i * 100, 1, 60);
      pace.shouldDraw(i * 100 + 30);
    }
    expect(pace.level.resolution).toBe(1);
  });

  test("without a GPU it begins modestly, and draws every second frame", () => {
    const pace = new AdaptiveQuality(true);
    expect(run(pace, 0, 10, 60)).toBe(300);
  });
});
