import { expect, test } from "vitest";
import { ProgressPrinter } from "../../../main/jobs/progress-printer.ts";
import { SteppedClock } from "../../../shared/clock.ts";

const CLEAR = "\r\u001b[K";

function printing(isTTY: boolean, columns = 200) {
  const written: string[] = [];
  const clock = new SteppedClock(50);
  const printer = new ProgressPrinter({ isTTY, columns, write: (text: string) => written.push(text) }, clock);
  const at = (t: number, progress: { phase?: string; done: number; total: number | null }) => {
    clock.moveTo(50 + t);
    printer.report({ phase: "tracking", unit: "frame", ...progress });
  };
  return { written, printer, at };
}

/** 300 frames, ten a second; what was written. */
function tracked(isTTY: boolean, total: number | null): string[] {
  const { written: lines, printer, at } = printing(isTTY);
  for (let frame = 0; frame <= 300; frame++) at(frame / 10, { done: frame, total });
  printer.end();
  return lines;
}

test("a terminal sees one line that is drawn over, and is empty in the end", () => {
  const lines = tracked(true, 1000);
  expect(lines.length).toBeGreaterThan(200);
  expect(lines.join("")).not.toContain("\n");
  expect(lines[0]).toBe(`${CLEAR}tracking: frame 0 of 1000`);
  expect(lines).toContain(`${CLEAR}tracking: frame 100 of 1000, 10 frames a second, 1 min 30 s left`);
  expect(lines.at(-1)).toBe(CLEAR);
});

test("a log gets a line only every ten seconds", () => {
  expect(tracked(false, 1000)).toEqual([
    "tracking: frame 100 of 1000, 10 frames a second, 1 min 30 s left\n",
    "tracking: frame 200 of 1000, 10 frames a second, 1 min 20 s left\n",
    "tracking: frame 300 of 1000, 10 frames a second, 1 min 10 s left\n",
  ]);
});

test("without a total, or past a wrong one, nothing is said of the time left", () => {
  expect(tracked(false, null)[0]).toBe("tracking: frame 100, 10 frames a second\n");
  expect(tracked(false, 90)[0]).toBe("tracking: frame 100, 10 frames a second\n");
});

test("work that begins in the middle is not taken for fast, and time left is told by the last half minute", () => {
  const { written: lines, at } = printing(false);
  for (let t = 0; t <= 60; t++) at(t, { done: 5000 + 10 * t, total: 20_000 });
  for (let t = 1; t <= 40; t++) at(60 + 10 * t, { done: 5600 + t, total: 20_000 });
  expect(lines[0]).toBe("tracking: frame 5100 of 20000, 10 frames a second, 24 min 50 s left\n");
  expect(lines.at(-1)).toBe("tracking: frame 5640 of 20000, 10.0 s a frame, 39 h 53 min left\n");
});

test("a phase that begins again has a rate of its own", () => {
  const { written: lines, at } = printing(false);
  for (const begin of [0, 15]) for (let t = 0; t < 15; t++) at(begin + t, { done: 10 * t, total: 200 });
  expect(lines.at(-1)).toBe("tracking: frame 50 of 200, 10 frames a second, 15 s left\n");
});

test("another phase has a rate of its own, and a terminal sees it at once", () => {
  const { written: lines, at } = printing(true);
  at(0, { done: 0, total: 10 });
  at(0.05, { done: 1, total: 10 });
  at(0.06, { phase: "writing", done: 0, total: 3 });
  expect(lines).toEqual([`${CLEAR}tracking: frame 0 of 10`, `${CLEAR}writing: frame 0 of 3`]);
});

test("a line never wraps, since it could not be erased then; a note stays", () => {
  const { written: lines, printer, at } = printing(true, 20);
  at(0, { done: 123_456, total: 1_000_000 });
  printer.note("a note that is longer than that");
  expect(lines).toEqual([`${CLEAR}tracking: frame 123`, `${CLEAR}a note that is longer than that\n`]);
});
