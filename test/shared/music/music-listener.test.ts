import { expect, test } from "vitest";
import { type Hearing, MusicListener } from "../../../shared/music/music-listener.ts";
import {
  beatF,
  beatsHeard,
  PLAYERS,
  silence,
  speech,
  type Track,
  track,
  waltz,
} from "../../support/tracks.ts";

const listen = ({ samples, sampleRate }: Track): readonly Hearing[] =>
  new MusicListener(sampleRate).listen(samples);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test.each([
  ["clicks", 180],
  ["drums", 128],
  ["house", 70],
  ["swing", 100],
])("the beat of %s at %i bpm is heard where it is, after six seconds", (name, tempo) => {
  const given = track(name, PLAYERS[name]!, () => tempo, 11);
  const heard = listen(given);
  expect(beatF(beatsHeard(heard), given.beats, 6)).toBeGreaterThanOrEqual(0.9);
  expect(heard.at(-1)!.tempo / tempo).toBeCloseTo(1, 1);
  const late = beatsHeard(heard)
    .filter((t) => t > 6)
    .map((t) => t - given.beats.reduce((a, b) => (Math.abs(b - t) < Math.abs(a - t) ? b : a)));
  expect(Math.abs(median(late))).toBeLessThan(0.012);
});

test("another tempo is followed within five seconds", () => {
  const given = track("change", PLAYERS.drums!, (t) => (t < 7 ? 100 : 132), 16);
  const heard = listen(given);
  expect(beatF(beatsHeard(heard), given.beats, 12)).toBeGreaterThanOrEqual(0.9);
});

test("in a break nobody is sure, and after it the beat is where it was", () => {
  const given = track(
    "break",
    PLAYERS.house!,
    () => 124,
    16,
    (t) => t < 6 || t > 10,
  );
  const heard = listen(given);
  expect(heard.find(({ at }) => at > 9.5)!.confidence).toBeLessThan(0.2);
  expect(beatF(beatsHeard(heard), given.beats, 13)).toBeGreaterThanOrEqual(0.9);
});

test("what is no music is not danced to", () => {
  for (const given of [speech(10), silence(6)])
    for (const { at, confidence } of listen(given)) if (at > 4) expect(confidence).toBeLessThan(0.5);
});

test.each([
  ["swing", PLAYERS.swing!, 4],
  ["waltz", waltz, 3],
] as const)("the bars of a %s are guessed by its bass and its harmony", (name, player, beatsPerBar) => {
  const given = track(
    name,
    player,
    () => 130,
    14,
    () => true,
    beatsPerBar,
  );
  const last = listen(given).at(-1)!;
  expect(last.beatsPerBar).toBe(beatsPerBar);
  const began = last.at - ((last.beat - last.downbeat) * 60) / last.tempo;
  expect(Math.min(...given.bars.map((bar) => Math.abs(bar - began)))).toBeLessThan(0.07);
});

test("a hearing each hundredth of a second, however the samples come and whatever they are", () => {
  const { samples, sampleRate } = track("drums", PLAYERS.drums!, () => 120, 3);
  samples[20_000] = Number.NaN;
  samples[20_001] = Number.POSITIVE_INFINITY;
  const whole = new MusicListener(sampleRate).listen(samples);
  const listener = new MusicListener(sampleRate);
  const parts: Hearing[] = [];
  for (let i = 0; i < samples.length; i += 128) parts.push(...listener.listen(samples.subarray(i, i + 128)));
  expect(parts).toEqual(whole);
  expect(whole).toHaveLength(300);
  expect(whole.map(({ at }) => at)[9]).toBeCloseTo(0.1, 3);
  for (const hearing of whole) expect(Object.values(hearing).every(Number.isFinite)).toBe(true);
});

test("a rate that is no sound's is refused", () => {
  expect(() => new MusicListener(0)).toThrow(/sample rate of 0 Hz/);
  expect(() => new MusicListener(Number.NaN)).toThrow(RangeError);
});

test("whoever looks thirty times a second misses no stroke", () => {
  const given = track("strokes", PLAYERS.clicks!, () => 130, 10);
  const seen = listen(given).filter((_, n) => n % 3 === 0);
  for (const beat of given.beats.filter((t) => t > 5 && t < 9.5)) {
    const onsets = seen.filter(({ at }) => at > beat && at < beat + 0.1).map(({ onset }) => onset);
    expect(Math.max(...onsets)).toBeGreaterThan(0.4);
    expect(seen.find(({ at }) => at > beat + 0.35)!.onset).toBeLessThan(0.1);
  }
});
