import { expect, test } from "vitest";
import { Progress } from "../../../main/jobs/progress.ts";
import { SteppedClock } from "../../../shared/clock.ts";

/** 100 frames, ten a second; what was written. */
function written(isTTY: boolean, total: number | null): string[] {
  const lines: string[] = [];
  const clock = new SteppedClock(50);
  const stream = { isTTY, write: (text: string) => lines.push(text) };
  const progress = new Progress({ stream, clock, unit: "frame", total });
  for (let frame = 1; frame <= 300; frame++) {
    clock.moveTo(50 + frame / 10);
    progress.update(frame);
  }
  progress.end();
  return lines;
}

test("a terminal sees one line that is drawn over, and is empty in the end", () => {
  const lines = written(true, 1000);
  expect(lines.length).toBeGreaterThan(200);
  expect(lines.join("")).not.toContain("\n");
  expect(lines).toContain("\r\u001b[Kframe 100 of 1000, 10 frames a second, 1 min 30 s left");
  expect(lines.at(-1)).toBe("\r\u001b[K");
});

test("a log gets a line only every ten seconds", () => {
  expect(written(false, 1000)).toEqual([
    "frame 100 of 1000, 10 frames a second, 1 min 30 s left\n",
    "frame 200 of 1000, 10 frames a second, 1 min 20 s left\n",
    "frame 300 of 1000, 10 frames a second, 1 min 10 s left\n",
  ]);
});

test("without a total, or past a wrong one, nothing is said of the time left", () => {
  expect(written(false, null)[0]).toBe("frame 100, 10 frames a second\n");
  expect(written(false, 90)[0]).toBe("frame 100, 10 frames a second\n");
});
