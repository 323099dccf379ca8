import { expect, test } from "vitest";
import { accountOf } from "../../../../main/archive/ingest/account.ts";
import { partsOf } from "../../../../main/archive/ingest/parts.ts";
import type { ShotTask } from "../../../../main/archive/ingest/shot.ts";

const task = { begin: 10, end: 20 } as ShotTask;
const measures = { measured: 1, threshold: 2 };

test("a second is kept where anybody is; else it has its first reason, that of the picture before a person's", () => {
  const account = accountOf({
    task,
    kept: [
      { begin: 11, end: 13, person: 1 },
      { begin: 12, end: 14, person: 2 },
    ],
    rejected: [
      { begin: 10, end: 12, person: 2, reason: "small", ...measures },
      { begin: 14, end: 18, person: 1, reason: "small", ...measures },
      { begin: 16, end: 18, person: null, reason: "blurred", ...measures },
      { begin: 15, end: 18, person: 2, reason: "dark", ...measures },
      // Rounding has put its end behind the shot's.
      { begin: 18, end: 20.01, person: null, reason: "moving-camera", ...measures },
    ],
  });
  expect(account.kept).toBeCloseTo(3);
  expect(account.rejected).toEqual({
    small: expect.closeTo(2),
    dark: expect.closeTo(1),
    blurred: expect.closeTo(2),
    "moving-camera": expect.closeTo(2),
  });
});

test("what nothing is said of is nobody's; the seconds are those of the shot", () => {
  expect(accountOf({ task, kept: [], rejected: [] })).toEqual({ kept: 0, rejected: { nobody: 10 } });
});

test("long shots are divided evenly, short ones stay", () => {
  const parts = partsOf([
    { begin: 0, end: 100 },
    { begin: 100, end: 400 },
  ]);
  expect(parts).toEqual([
    { begin: 0, end: 100 },
    { begin: 100, end: 200 },
    { begin: 200, end: 300 },
    { begin: 300, end: 400 },
  ]);
  expect(partsOf([{ begin: 0, end: 120 }])).toHaveLength(1);
});
