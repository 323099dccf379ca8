import { expect, test } from "vitest";
import { beatsOfTrack } from "../../../shared/music/beats-of-track.ts";
import { beatF, PLAYERS, SAMPLE_RATE, speech, track, waltz } from "../../support/tracks.ts";

const sure = (samples: Float32Array) => {
  const found = beatsOfTrack(samples, SAMPLE_RATE);
  return { ...found, beats: found.beats.filter(({ confidence }) => confidence >= 0.5) };
};

test("every beat of a track is found, from the first on, also where the tempo changes", () => {
  const given = track("change", PLAYERS.drums!, (t) => (t < 6 ? 100 : 132), 11);
  const { beats } = sure(given.samples);
  expect(
    beatF(
      beats.map(({ t }) => t),
      given.beats,
      0,
    ),
  ).toBeGreaterThan(0.95);
  for (const { t } of beats.slice(1, -1))
    expect(Math.min(...given.beats.map((beat) => Math.abs(beat - t)))).toBeLessThan(0.02);
});

test.each([
  ["swing", PLAYERS.swing!, 4],
  ["waltz", waltz, 3],
] as const)("the tempo and the bars of a %s are told", (name, player, beatsPerBar) => {
  const given = track(
    name,
    player,
    () => 175,
    12,
    () => true,
    beatsPerBar,
  );
  const found = beatsOfTrack(given.samples, SAMPLE_RATE);
  expect(found.tempo).toBeCloseTo(175, 0);
  expect(found.beatsPerBar).toBe(beatsPerBar);
  const downbeats = found.beats.filter(({ isDownbeat }) => isDownbeat).map(({ t }) => t);
  expect(beatF(downbeats, given.bars, 0)).toBeGreaterThan(0.9);
});

test("in speech and in silence no beat is sure, and of nothing there are none", () => {
  expect(sure(speech(10).samples).beats).toEqual([]);
  expect(sure(new Float32Array(3 * SAMPLE_RATE)).beats).toEqual([]);
  expect(beatsOfTrack(new Float32Array(0), SAMPLE_RATE)).toEqual({ beats: [], tempo: 0, beatsPerBar: 4 });
});
