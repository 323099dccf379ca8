import { expect, test } from "vitest";
import { StaleFrames } from "../../../main/show/stale-frames.ts";
import type { StageFrame } from "../../../shared/stage.ts";
import { stageFrame } from "../../support/stage-frames.ts";

test("of what an engine made while the host slept little leaves, and every event of it", () => {
  const stale = new StaleFrames();
  const left: StageFrame[] = [];
  const pass = (n: number, answers: boolean, now: number, events: StageFrame["events"] = []) => {
    const frame = stale.pass(stageFrame(n, { events }), answers, now);
    if (frame) left.push(frame);
  };
  for (let n = 0; n < 30; n++) pass(n, true, n / 30 + 0.05);
  // Half a minute of sleep; the answer that was on its way, and 909 frames of the engine's own, come in half a second.
  const woke = 31.4;
  pass(30, true, woke, [{ event: "enter", id: 2 }]);
  for (let n = 0; n < 909; n++) {
    const events: StageFrame["events"] = n === 600 ? [{ event: "leave", id: 2 }] : [];
    pass(31 + n, false, woke + n / 2000, events);
  }
  expect(left.length).toBeLessThan(30 + 1 + 18);
  const fresh = left.length;
  for (let n = 950; n < 980; n++) pass(n, false, n / 30 + 0.25);
  expect(left.length - fresh).toBe(30);
  expect(left.flatMap(({ events }) => events)).toEqual([
    { event: "enter", id: 2 },
    { event: "leave", id: 2 },
  ]);
});

test("a slow camera's frames are old and no less welcome; nor is any where no answer came yet", () => {
  const first = new StaleFrames();
  for (let n = 0; n < 10; n++) expect(first.pass(stageFrame(n), false, 1000 + n / 1000)).not.toBeNull();
  const stale = new StaleFrames();
  for (let n = 0; n < 5; n++) stale.pass(stageFrame(n), true, n / 30 + 4);
  for (let n = 5; n < 50; n++) expect(stale.pass(stageFrame(n), false, n / 30 + 4.01)).not.toBeNull();
});

test("a clock that was misjudged slows frames down and stops none", () => {
  const stale = new StaleFrames();
  stale.pass(stageFrame(0), true, 0.01);
  stale.pass(stageFrame(1), true, 1 / 30 + 0.01);
  let left = 0;
  for (let n = 2; n < 302; n++) if (stale.pass(stageFrame(n), false, n / 30 + 5)) left++;
  expect(left).toBeGreaterThan(70);
});

test("without a sleep no frame is kept back, whatever its age: frame numbers go up by one", () => {
  const stale = new StaleFrames();
  for (let n = 0; n < 5; n++) stale.pass(stageFrame(n), true, n / 30 + 0.01);
  for (let n = 5; n < 50; n++) expect(stale.pass(stageFrame(n), false, n / 30 + 0.6)).not.toBeNull();
});
