import { describe, expect, test } from "vitest";
import { MAX_DELAY, PlayoutClock } from "../../../../../renderer/stage/view/cast/playout-clock.ts";

/** Frames at 30 a second whose way takes `delay(i)`; what is drawn 60 times a second, and how old it is then. */
function play(seconds: number, delay: (i: number) => number, fps = 30) {
  const clock = new PlayoutClock();
  const arrivals = Array.from({ length: seconds * fps }, (_, i) => ({
    t: i / fps,
    at: 100 + i / fps + delay(i),
  }));
  const drawn: { readonly at: number; readonly t: number; readonly newest: number }[] = [];
  let next = 0;
  for (let tick = 0; tick < seconds * 60; tick++) {
    const now = 100.1 + tick / 60;
    while (next < arrivals.length && arrivals[next]!.at <= now) {
      clock.arrived(arrivals[next]!.t, arrivals[next]!.at);
      next++;
    }
    const t = clock.playoutTime(now);
    if (t !== undefined && next < arrivals.length) drawn.push({ at: now, t, newest: arrivals[next - 1]!.t });
  }
  return drawn;
}

describe("PlayoutClock", () => {
  test("waits about one frame, so that there are two to blend, and never more than 40 ms", () => {
    const drawn = play(5, () => 0.02).slice(30);
    for (const { at, t } of drawn) {
      const wait = at - 100 - 0.02 - t;
      expect(wait).toBeGreaterThan(0.03);
      expect(wait).toBeLessThanOrEqual(MAX_DELAY + 1e-3);
    }
  });

  test("has the next frame in time although the way jitters", () => {
    const jitter = (i: number) => 0.02 + 0.004 * ((i * 7919) % 10) * 0.1;
    const drawn = play(5, jitter).slice(60);
    const early = drawn.filter(({ t, newest }) => t > newest + 0.001).length;
    expect(early / drawn.length).toBeLessThan(0.05);
  });

  test("does not wait longer for an engine that is slow", () => {
    for (const { at, t } of play(5, () => 0.02, 10).slice(60)) {
      expect(at - 100 - 0.02 - t).toBeLessThanOrEqual(MAX_DELAY + 1e-3);
    }
  });

  test("never goes back, also when the way becomes slower or faster", () => {
    const drawn = play(10, (i) => (i < 100 ? 0.02 : i < 200 ? 0.12 : 0.01));
    for (let i = 1; i < drawn.length; i++) expect(drawn[i]!.t).toBeGreaterThanOrEqual(drawn[i - 1]!.t);
  });

  test("begins anew with a source that begins again", () => {
    const clock = new PlayoutClock();
    for (let i = 0; i < 60; i++) clock.arrived(i / 30, 10 + i / 30);
    clock.playoutTime(12);
    expect(clock.arrived(0, 12.1)).toBe(true);
    expect(clock.playoutTime(12.1)).toBeLessThan(0.01);
  });
});
