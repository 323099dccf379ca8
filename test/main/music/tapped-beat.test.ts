import { expect, test } from "vitest";
import { TappedBeat } from "../../../main/music/tapped-beat.ts";
import { beatAt, type SaidOfMusic } from "../../../shared/music.ts";

/** What is known after each tap, and after all of them. */
function tapped(times: readonly number[], taps = new TappedBeat(4)) {
  const said = times.map((t) => taps.tap(t));
  return { taps, said, last: said.findLast((one): one is SaidOfMusic => one !== null)! };
}

const beats = (count: number, period: number, from = 10) =>
  Array.from({ length: count }, (_, i) => from + period * i);

/** How far a moment is from the nearest beat, seconds. */
function away(said: SaidOfMusic, t: number): number {
  const beat = beatAt(said, t);
  return (Math.abs(beat - Math.round(beat)) * 60) / said.tempo;
}

test("one tap is no tempo, two are, and the tap is the beat", () => {
  const { said, last } = tapped(beats(2, 0.5));
  expect(said[0]).toBeNull();
  expect(last.tempo).toBeCloseTo(120, 6);
  expect(last.beat - last.downbeat).toBeCloseTo(1, 6);
  expect(last.confidence).toBeGreaterThan(0.5);
});

test("a hand that is not even does no harm: within 1 % of the tempo and 25 ms of the beat after eight taps", () => {
  for (const bpm of [70, 95, 128, 180]) {
    for (let way = 0; way < 20; way++) {
      const wrong = (i: number) => 0.02 * Math.sin(7.3 * i + 1.9 * way);
      const period = 60 / bpm;
      const times = beats(8, period).map((t, i) => t + wrong(i));
      const { last } = tapped(times);
      expect(Math.abs(last.tempo / bpm - 1)).toBeLessThan(0.013);
      expect(away(last, 10 + 7 * period)).toBeLessThan(0.025);
    }
  }
});

test("one tap that was missed, one too many, and one pressed twice do no harm", () => {
  const even = beats(9, 0.5);
  const missed = even.filter((_, i) => i !== 4);
  const tooMany = [...even, 12.28].sort((a, b) => a - b);
  const twice = [...even, 12.04].sort((a, b) => a - b);
  for (const times of [missed, tooMany, twice]) {
    const { last } = tapped(times);
    expect(last.tempo).toBeCloseTo(120, 6);
    expect(away(last, 14)).toBeCloseTo(0, 6);
    expect(last.beat - last.downbeat).toBeCloseTo(8, 6);
  }
});

test("where the very first interval was wrong, the next taps mend it", () => {
  const { last } = tapped([10, 11, 11.5, 12, 12.5, 13]);
  expect(last).toMatchObject({ downbeat: 0 });
  expect(last.tempo).toBeCloseTo(120, 6);
  expect(last.beat).toBeCloseTo(6, 6);
  expect(away(last, 13)).toBeLessThan(0.01);
});

test("another tempo is taken over within three taps", () => {
  for (const period of [0.3, 0.8, 1]) {
    const { taps } = tapped(beats(8, 0.5));
    const { last } = tapped(beats(4, period, 13.5 + period), taps);
    expect(Math.abs((last.tempo * period) / 60 - 1), `${period}`).toBeLessThan(0.05);
  }
});

test("after a pause one tap says where the beat is, and after two bars where the bar begins", () => {
  const { taps } = tapped(beats(8, 0.5));
  // Seven beats of the last tap later, a little late.
  const soon = taps.tap(13.5 + 7 * 0.5 + 0.1)!;
  expect(soon).toMatchObject({ beat: 14, downbeat: 0 });
  expect(soon.tempo).toBeCloseTo(120, 6);
  expect(taps.tap(soon.t + 5)).toMatchObject({ beat: 24, downbeat: 24 });
});
