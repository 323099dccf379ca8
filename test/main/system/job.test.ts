import { expect, test, vi } from "vitest";
import { type Progress, throttled } from "../../../main/system/job.ts";

test("progress is told at first, at the end, and in between once in a while", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    const told: number[] = [];
    const report = throttled(({ done }) => told.push(done), 250);
    const at = (done: number): Progress => ({ phase: "working", unit: "frame", done, total: 10 });
    for (let done = 0; done <= 10; done++) {
      report(at(done));
      vi.advanceTimersByTime(100);
    }
    expect(told).toEqual([0, 3, 6, 9, 10]);
  } finally {
    vi.useRealTimers();
  }
});
