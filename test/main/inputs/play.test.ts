import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { play } from "../../../main/inputs/play.ts";
import type { Source } from "../../../main/inputs/source.ts";
import type { Clock } from "../../../shared/clock.ts";
import type { SourceFrame } from "../../../shared/pose.ts";

const clock: Clock = { now: () => performance.now() / 1000 };

/** Poses at 20 frames a second. */
function source(length: number): Source {
  return {
    description: "counted",
    fps: 20,
    length,
    async *frames() {
      for (let index = 0; index < length; index++) {
        yield { tag: "poses", t: index / 20, width: 16, height: 9, people: [], reason: null } as const;
      }
    },
    close: async () => {},
  };
}

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

test("frames come at their own pace, on the clock of the host", async () => {
  const shown: { at: number; frame: SourceFrame }[] = [];
  const begin = clock.now();
  const playing = play(source(5), {
    clock,
    loop: false,
    signal: new AbortController().signal,
    show: (frame) => shown.push({ at: clock.now(), frame }),
  });
  await vi.advanceTimersByTimeAsync(1000);
  await playing;
  expect(shown).toHaveLength(5);
  for (const [index, { at }] of shown.entries()) expect(at - begin).toBeCloseTo(index / 20, 2);
  for (const { at, frame } of shown) expect(frame.t).toBeCloseTo(at, 2);
});

test("a source that begins again keeps its pace across the seam", async () => {
  const times: number[] = [];
  const stop = new AbortController();
  const playing = play(source(3), {
    clock,
    loop: true,
    signal: stop.signal,
    show: (frame) => times.push(frame.t),
  });
  await vi.advanceTimersByTimeAsync(1000);
  stop.abort();
  await playing;
  expect(times.length).toBeGreaterThan(15);
  for (let index = 1; index < times.length; index++) {
    expect(times[index]! - times[index - 1]!).toBeCloseTo(0.05, 2);
  }
});

test("an empty source ends, even one that would begin again", async () => {
  const show = vi.fn();
  await play(source(0), { clock, loop: true, signal: new AbortController().signal, show });
  expect(show).not.toHaveBeenCalled();
});
