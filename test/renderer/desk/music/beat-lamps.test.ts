import { afterEach, expect, test, vi } from "vitest";
import { BeatLamps } from "../../../../renderer/desk/music/beat-lamps.ts";
import { type Music, musicAt } from "../../../../shared/music.ts";
import { MUSIC } from "../../../support/stage-frames.ts";

afterEach(() => vi.unstubAllGlobals());

/** A lamp for every beat and four of a bar, and when each was lit, seconds, by a desk that is told ten times a second. */
function lit(music: Music, seconds: number, reducedMotion = false): readonly (readonly number[])[] {
  vi.stubGlobal("matchMedia", () => ({ matches: reducedMotion }));
  const lamps = new BeatLamps();
  let now = 0;
  const times: number[][] = [[], [], [], [], []];
  const elements = times.map((at) => ({
    animate: (_: unknown, { delay }: { delay: number }) => at.push(Number((now + delay / 1000).toFixed(6))),
  })) as unknown as readonly Element[];
  const [lamp, ...places] = elements;
  for (let n = 0; now < seconds; n++, now = n / 10) lamps.light(musicAt(music, now), now, lamp!, places);
  return times;
}

test("each beat lights the lamp and its place in the bar once, when it falls and not with the frame", () => {
  expect(lit({ ...MUSIC, beat: 0.5, downbeat: 2 }, 2.4)).toEqual([
    [0.25, 0.75, 1.25, 1.75, 2.25],
    [0.75],
    [1.25],
    [1.75],
    [0.25, 2.25],
  ]);
});

test("a beat that nobody is sure of lights nothing", () => {
  expect(lit({ ...MUSIC, confidence: 0.4 }, 3).flat()).toEqual([]);
});

test("who asked for less movement has no lamp that flashes, but sees the place in the bar", () => {
  const [flashing, ...places] = lit(MUSIC, 1.9, true);
  expect(flashing).toEqual([]);
  expect(places.flat()).toEqual([0, 2, 0.5, 1, 1.5]);
});
