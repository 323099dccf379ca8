import { expect, test } from "vitest";
import { isWell, judge } from "../../../main/monitoring/verdict.ts";
import type { Vitals } from "../../../main/monitoring/vitals.ts";
import { STATUS } from "../../support/status.ts";
import { VITALS } from "../../support/vitals.ts";

const judged = (change: Partial<Vitals>) => judge({ ...VITALS, ...change });

test("a show whose frames leave, with its stage and its camera, is well; one that is closed is well too", () => {
  expect(judged({})).toEqual({ state: "well", why: null });
  expect(judged({ stage: null })).toEqual({ state: "well", why: null });
  const closed = judged({ closed: true, frames: "resting", stage: false });
  expect([closed.state, isWell(closed)]).toEqual(["closed", true]);
});

test.each<[Partial<Vitals>, string]>([
  [{ frames: "resting", frameAge: 7.4 }, "no frame has left for 7 s"],
  [{ frames: "stuck", frameAge: null }, "no frame has left yet"],
  [
    { frames: "resting", frameAge: 6, status: { ...STATUS, engine: "restarting" } },
    "no frame has left for 6 s: the engine is started again",
  ],
  [{ stage: false }, "no stage page is open"],
  [{ missingCamera: "the camera is gone (USB)" }, "the camera is gone (USB): the demo dances"],
  // The first thing that has to be mended is said.
  [{ frames: "resting", frameAge: 9, stage: false, missingCamera: "x" }, "no frame has left for 9 s"],
])("%o is not well, and one line says why", (change, why) => {
  const verdict = judged(change);
  expect(verdict).toEqual({ state: "not well", why });
  expect(isWell(verdict)).toBe(false);
});

test("while its engine loads for the first time a show is starting, which is not well yet", () => {
  const verdict = judged({ status: { ...STATUS, engine: "starting" } });
  expect([verdict.state, isWell(verdict)]).toEqual(["starting", false]);
});
