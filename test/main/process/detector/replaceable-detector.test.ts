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
    attend: () => void calls.push(`${description} attends`),
    dispose: () => void calls.push(`${description} is disposed of`),
  };
}

const frame: ImageFrame = { tag: "image", t: 0, width: 2, height: 2, data: new Uint8Array(6) };

test("the next one takes over with the next frame, and the other is disposed of before", async () => {
  const calls: string[] = [];
  const replaceable = new ReplaceableDetector(detector("full", calls));
  await replaceable.detect(frame);
  replaceable.replace(detector("lite", calls));
  expect(replaceable.description).toBe("lite");
  expect(calls).toEqual(["full detects"]);
  await replaceable.detect(frame);
  expect(calls).toEqual(["full detects", "full is disposed of", "lite detects"]);
});

test("one that never saw a frame is disposed of too", () => {
  const calls: string[] = [];
  const replaceable = new ReplaceableDetector(detector("heavy", calls));
  replaceable.replace(detector("full", calls));
  replaceable.replace(detector("lite", calls));
  replaceable.dispose();
  expect(calls).toEqual(["full is disposed of", "heavy is disposed of", "lite is disposed of"]);
});
