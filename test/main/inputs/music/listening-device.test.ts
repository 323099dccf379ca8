import { beforeEach, expect, test } from "vitest";
import { ListeningDevice } from "../../../../main/inputs/music/listening-device.ts";
import type { EarsReport } from "../../../../shared/messages.ts";

let told: string[];
const tellOperator = (line: string) => told.push(line);
const report = (state: EarsReport["state"], label: string, devices: string[] = []): EarsReport => ({
  ...{ tag: "ears", state, label, devices },
});

beforeEach(() => {
  told = [];
});

test("what became of the microphone is told in one line, once for each change", () => {
  const ears = new ListeningDevice({ wanted: null, tellOperator });
  ears.report(report("starting", "asking"));
  for (const label of ["Permission denied", "Permission denied"]) ears.report(report("denied", label));
  ears.report(report("on", "Line In"));
  ears.report(report("on", "Line In", ["Line In", "Microphone"]));
  ears.report(report("gone", "Line In: unplugged"));
  ears.report(null);
  expect(told).toEqual([
    "the ears hear nothing: the microphone or line-in was refused (Permission denied); allow it in the browser's settings of the stage page",
    "the ears listen (Line In)",
    "the ears hear nothing: the microphone or line-in is gone (Line In: unplugged), and is tried again",
    "the ears hear nothing: no stage page is open",
  ]);
  for (let times = 0; times < 2; times++) ears.off();
  ears.report(null);
  expect(told.slice(4)).toEqual(["the ears are closed", "the ears hear nothing: no stage page is open"]);
});

test("a device that is not there is named, with those that are, until it is", () => {
  const ears = new ListeningDevice({ wanted: "desk", tellOperator });
  ears.report(report("on", "Microphone", ["Microphone", "Line In"]));
  ears.report(report("on", "Microphone", ["Microphone", "Line In"]));
  expect(told).toEqual([
    'earsDevice is "desk", expected one of 1 Microphone, 2 Line In; the system\'s own choice listens meanwhile',
    "the ears listen (Microphone)",
  ]);
  ears.report(report("on", "Mixing Desk", ["Microphone", "Line In", "Mixing Desk"]));
  expect(told.slice(2)).toEqual(["the ears listen (Mixing Desk)"]);
});
