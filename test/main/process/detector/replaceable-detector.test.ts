import { expect, test } from "vitest";
import type { PoseDetector } from "../../../../main/engine/pose/detector.ts";
import { ReplaceableDetector } from "../../../../main/process/detector/replaceable-detector.ts";
import type { ImageFrame } from "../../../../shared/pose.ts";

function detector(description: string, calls: string[]): PoseDetector {
  return {
    description,
    detect: async () => {
      calls.push(`${description} detects`);
      return [];
    },
    reset: () => void calls.push(`${description} resets`),
    dispose: () => void calls.push(`${description} is disposed of`),
  };
}

const frame: ImageFrame = { tag: "image", t: 0, width: 2, height: 2, data: new Uint8Array(6) };

test("the next one takes over with the next frame, and the other is disposed of before", async () => {
  const calls: string[] = [];
  const eyes = new ReplaceableDetector(detector("full", calls));
  await eyes.detect(frame);
  eyes.replace(detector("lite", calls));
  expect(eyes.description).toBe("lite");
  expect(calls).toEqual(["full detects"]);
  await eyes.detect(frame);
  expect(calls).toEqual(["full detects", "full is disposed of", "lite detects"]);
});

test("one that never saw a frame is disposed of too", () => {
  const calls: string[] = [];
  const eyes = new ReplaceableDetector(detector("heavy", calls));
  eyes.replace(detector("full", calls));
  eyes.replace(detector("lite", calls));
  eyes.dispose();
  expect(calls).toEqual(["full is disposed of", "heavy is disposed of", "lite is disposed of"]);
});
