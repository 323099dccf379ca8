import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { play } from "../../../main/inputs/play.ts";
import type { Source } from "../../../main/inputs/source.ts";
import { type Clock, SteppedClock } from "../../../shared/clock.ts";
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

test.each([true, false])(
  "a source without frames is refused, also where it would begin again (%s)",
  async (loop) => {
    const show = vi.fn();
    const playing = play(source(0), { clock, loop, signal: new AbortController().signal, show });
    await expect(playing).rejects.toThrow("counted: holds no frames");
    expect(show).not.toHaveBeenCalled();
  },
);

test("one that is stopped before its first frame is not", async () => {
  const playing = play(source(0), { clock, loop: true, signal: AbortSignal.abort(), show: vi.fn() });
  await expect(playing).resolves.toBeUndefined();
});

test.each([2, 30, 3600])(
  "after a sleep of %s seconds it goes on from now, and nothing that was missed is given",
  async (slept) => {
    const stepped = new SteppedClock(100);
    const stop = new AbortController();
    const shown: { now: number; t: number }[] = [];
    const playing = play(source(1_000_000), {
      clock: stepped,
      loop: true,
      signal: stop.signal,
      show: ({ t }) => shown.push({ now: stepped.now(), t }),
    });
    const run = async (seconds: number) => {
      for (let step = 0; step < seconds * 100; step++) {
        stepped.moveTo(stepped.now() + 0.01);
        await vi.advanceTimersByTimeAsync(10);
      }
    };
    await run(2);
    const before = shown.length;
    stepped.moveTo(stepped.now() + slept);
    await run(1);
    const after = shown.slice(before);
    expect(after.length).toBeLessThan(25);
    expect(after.length).toBeGreaterThan(17);
    for (const { now, t } of after) expect(now - t).toBeLessThan(0.1);
    for (const [n, { t }] of after.slice(1).entries()) expect(t - after[n]!.t).toBeCloseTo(0.05, 2);
    stop.abort();
    await vi.advanceTimersByTimeAsync(100);
    await playing;
  },
);

test("a moment's delay is made up for, so that the pace stays", async () => {
  const stepped = new SteppedClock();
  const shown: number[] = [];
  const stop = new AbortController();
  const playing = play(source(1000), {
    clock: stepped,
    loop: false,
    signal: stop.signal,
    show: ({ t }) => shown.push(t),
  });
  for (let step = 0; step < 200; step++) {
    stepped.moveTo(stepped.now() + (step === 100 ? 0.3 : 0.01));
    await vi.advanceTimersByTimeAsync(10);
  }
  for (const [n, t] of shown.entries()) expect(t - shown[0]!).toBeCloseTo(n / 20, 5);
  stop.abort();
  await vi.advanceTimersByTimeAsync(100);
  await playing;
});
