import { expect, test } from "vitest";
import { beatAt, type Music, musicAt, timeOfBeat } from "../../shared/music.ts";

const MUSIC: Music = {
  ...{ from: "taps", t: 10, tempo: 90, beat: 4.5, beatsPerBar: 4, downbeat: 4 },
  ...{ confidence: 1, energy: 0, onset: 0, brightness: 0 },
};

test("beats go on evenly, before and after the moment that is known", () => {
  expect(beatAt(MUSIC, 12)).toBeCloseTo(7.5);
  expect(beatAt(MUSIC, 9)).toBeCloseTo(3);
  expect(timeOfBeat(MUSIC, 6)).toBeCloseTo(11);
  expect(beatAt(musicAt(MUSIC, 33), timeOfBeat(MUSIC, 17))).toBeCloseTo(17);
});
