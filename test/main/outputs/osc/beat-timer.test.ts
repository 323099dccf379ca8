import { expect, test } from "vitest";
import { type Beat, BeatTimer } from "../../../../main/outputs/osc/beat-timer.ts";
import { SteppedClock } from "../../../../shared/clock.ts";
import { type Music, musicAt } from "../../../../shared/music.ts";
import { MUSIC } from "../../../support/stage-frames.ts";

/** Beats as they are told, on a clock whose timers fire as it is moved. */
function follower() {
  const clock = new SteppedClock();
  const told: (Beat & { readonly at: number })[] = [];
  let timer: { readonly due: number; readonly action: () => void } | null = null;
  const timers = new BeatTimer({
    clock,
    after(seconds, action) {
      timer = { due: clock.now() + seconds, action };
      return () => {
        timer = null;
      };
    },
    onBeat: (beat) => told.push({ ...beat, at: clock.now() }),
  });
  function moveTo(t: number): void {
    while (timer !== null && timer.due <= t) {
      const { due, action } = timer;
      timer = null;
      clock.moveTo(due);
      action();
    }
    clock.moveTo(t);
  }
  return {
    told,
    get at() {
      return told.map(({ at }) => Number(at.toFixed(3)));
    },
    moveTo,
    /** Thirty frames a second of this music from now to `end`; without frames if none are said to come. */
    play(music: Music | null, end: number, frames = true) {
      const begin = clock.now();
      for (let n = 0; frames ? begin + n / 30 < end : n < 1; n++) {
        moveTo(begin + n / 30);
        timers.follow(music && musicAt(music, clock.now()));
      }
      moveTo(end);
    },
    /** The process does nothing until `t`. */
    stall: (t: number) => clock.moveTo(t),
    close: () => timers.close(),
  };
}

test("each beat is told when it falls and not with the frame after it, with its place in the bar", () => {
  const { play, told, close } = follower();
  play(MUSIC, 4.2);
  expect(told.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => expect.closeTo(n / 2, 2)));
  expect(told.map(({ beat }) => beat)).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 1]);
  expect(told.map(({ bar }) => bar)).toEqual([1, null, null, null, 2, null, null, null, 3]);
  expect(told.map(({ music }) => music.beat + 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  close();
});

test("a beat is told once, though the music is put back in the middle of it, or comes from elsewhere", () => {
  const said = follower();
  said.play(MUSIC, 1.05);
  // By 0.1 s later: the beat of a moment ago would fall again at 1.1.
  said.play({ ...MUSIC, beat: -0.2 }, 2.3);
  // Another source, which counts from elsewhere and whose beat is 0.1 s earlier.
  said.play({ ...MUSIC, from: "midi", beat: 100 }, 4.2);
  expect(said.at).toEqual([0, 0.5, 1, 1.6, 2.1, 2.5, 3, 3.5, 4]);
  expect(said.told.map(({ bar }) => bar).filter((bar) => bar !== null)).toEqual([1, 2, 3]);
});

test("a beat that is late is told, what fell before anything was known is not, nor all that was slept through", () => {
  const said = follower();
  said.moveTo(0.55);
  said.play(MUSIC, 1.1);
  said.stall(1.7);
  said.play(MUSIC, 2.1);
  said.stall(9.8);
  said.play(MUSIC, 10.1);
  expect(said.at).toEqual([1, 1.7, 2, 10]);
});

test("beats that nobody would dance to are not told, nor those after the music", () => {
  const said = follower();
  said.play({ ...MUSIC, confidence: 0.49 }, 2.1);
  said.play(null, 3.1);
  expect(said.told).toEqual([]);
  said.play({ ...MUSIC, confidence: 0.5 }, 4.1);
  expect(said.at).toEqual([3.5, 4]);
});

test("beats go on while no frames come, but not for long", () => {
  const said = follower();
  said.play(MUSIC, 20, false);
  expect(said.at.at(-1)).toBeGreaterThan(3);
  expect(said.at.at(-1)).toBeLessThan(5);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e12, 1e-12, 0])("a tempo of %d floods nobody", (tempo) => {
  const said = follower();
  said.play({ ...MUSIC, tempo }, 1);
  expect(said.told.length).toBeLessThanOrEqual(11);
});

test("after the end nothing is told", () => {
  const said = follower();
  said.play(MUSIC, 0.2);
  said.close();
  said.moveTo(3);
  expect(said.told).toHaveLength(1);
});
