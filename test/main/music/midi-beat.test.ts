import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../main/motion/random.ts";
import { MidiBeat, type MidiNews } from "../../../main/music/midi-beat.ts";
import { type MidiClockEvent, readMidiClock } from "../../../shared/midi-clock.ts";
import { beatAt, FOLLOWED_CONFIDENCE } from "../../../shared/music.ts";
import { amount } from "../../support/long.ts";

const BEATS = amount({ everyday: 60, long: 2000 });
const TICK = { what: "tick" } as const;

/** Normal, from two even numbers (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Ticks of a song whose beat 0 is at `from`, each late by chance. */
function* ticks(tempoAt: (beat: number) => number, beats: number, late: () => number, from = 10) {
  let t = from;
  let newest = 0;
  for (let at = 0; at < beats * 24; at++) {
    newest = Math.max(newest, t + late());
    yield { t: newest, meant: t, beat: at / 24 };
    t += 60 / tempoAt(at / 24) / 24;
  }
}

function started(): MidiBeat {
  const beat = new MidiBeat(4);
  beat.receive({ what: "start" }, 9.9);
  return beat;
}

/** Seconds by which the beat is wrong at the moment at which `beat` was meant. */
const wrong = ({ said }: MidiNews, meant: number, beat: number) =>
  ((beatAt(said, meant) - beat) * 60) / said.tempo;

describe("with a jitter of 3 ms", () => {
  const JITTERS: Readonly<Record<string, (random: () => number) => number>> = {
    normal: (random) => 0.003 * normal(random),
    even: (random) => 0.003 * (2 * random() - 1),
  };
  test.each(Object.keys(JITTERS))(
    "(%s) the phase is within 5 ms from the second beat on, at any tempo",
    (name) => {
      let worst = 0;
      for (const tempo of [60, 70, 90, 120, 150, 180, 240]) {
        const random = seededRandom(tempo);
        const beat = started();
        for (const { t, meant, beat: at } of ticks(
          () => tempo,
          BEATS,
          () => JITTERS[name]!(random),
        )) {
          const news = beat.receive(TICK, t);
          if (at < 2) continue;
          expect(news!.said.confidence).toBe(1);
          expect(Math.abs(news!.said.tempo / tempo - 1)).toBeLessThan(0.01);
          worst = Math.max(worst, Math.abs(wrong(news!, meant, at)));
        }
      }
      expect(worst).toBeLessThan(0.005);
    },
    120_000,
  );

  test("a change of tempo is followed within a beat", () => {
    for (const [before, after] of [
      [120, 126],
      [100, 140],
      [174, 87],
    ] as const) {
      const random = seededRandom(after);
      const beat = started();
      for (const { t, meant, beat: at } of ticks(
        (b) => (b < 16 ? before : after),
        32,
        () => 0.003 * normal(random),
      )) {
        const news = beat.receive(TICK, t)!;
        if (at < 2 || (at >= 16 && at < 17.5)) continue;
        expect(Math.abs(wrong(news, meant, at)), `${before} to ${after}, beat ${at}`).toBeLessThan(
          at < 16 || at > 20 ? 0.005 : 0.01,
        );
      }
    }
  });

  test("ticks that are missed are counted", () => {
    const random = seededRandom(1);
    const beat = started();
    let news: MidiNews | null = null;
    for (const { t, meant, beat: at } of ticks(
      () => 120,
      24,
      () => 0.003 * normal(random),
    )) {
      const tick = Math.round(at * 24);
      if ([200, 201, 350].includes(tick)) continue;
      news = beat.receive(TICK, t);
      if (at > 18) expect(Math.abs(wrong(news!, meant, at))).toBeLessThan(0.005);
    }
    expect(news!.said.beat).toBeCloseTo(24 - 1 / 24, 1);
  });
});

describe("start, stop, continue and position", () => {
  const play = (beat: MidiBeat, count: number, from: number) => {
    let news: MidiNews | null = null;
    for (let i = 0; i < count; i++) news = beat.receive(TICK, from + i / 48);
    return news;
  };

  test("without a start the tempo is known, but nobody follows a beat that may be anywhere", () => {
    const news = play(new MidiBeat(4), 48, 10)!;
    expect(news.said.tempo).toBeCloseTo(120, 6);
    expect(news.said.confidence).toBeLessThan(FOLLOWED_CONFIDENCE);
  });

  test("the tick after a start is the first beat, at once, in the tempo that was there", () => {
    const beat = new MidiBeat(3);
    play(beat, 31, 10);
    beat.receive({ what: "start" }, 10.64);
    const news = beat.receive(TICK, 10 + 31 / 48)!;
    expect(news.atOnce).toBe(true);
    expect(news.said.beat).toBeCloseTo(0, 6);
    expect(news.said).toMatchObject({ downbeat: 0, beatsPerBar: 3, confidence: 1 });
    expect(beat.receive(TICK, 10 + 32 / 48)!.atOnce).toBe(false);
  });

  test("a stop tells nothing more, and what comes after it goes on there or where the position says", () => {
    const beat = started();
    play(beat, 48, 10);
    beat.receive({ what: "stop" }, 11);
    expect(beat.stopped).toBe(true);
    expect(play(beat, 17, 11)).toBeNull();
    beat.receive({ what: "continue" }, 11.35);
    expect(play(beat, 1, 11 + 17 / 48)!.said.beat).toBeCloseTo(2, 6);
    beat.receive({ what: "stop" }, 11.4);
    beat.receive({ what: "position", sixteenths: 66 }, 11.4);
    expect(beat.stopped).toBe(true);
    beat.receive({ what: "continue" }, 11.5);
    expect(play(beat, 24, 11.6)!.said.beat).toBeCloseTo(16.5 + 23 / 24, 6);
  });

  test("after a gap nothing holds that was known, and a nonsense of ticks is no tempo", () => {
    const beat = started();
    play(beat, 48, 10);
    expect(play(beat, 6, 20)).toBeNull();
    expect(play(beat, 30, 20.2)!.said.tempo).toBeCloseTo(120, 0);
    const odd = started();
    for (let i = 0; i < 200; i++) expect(odd.receive(TICK, 10)).toBeNull();
  });
});

test("of what MIDI says the clock's part is read, and nothing else", () => {
  const read = (...bytes: number[]): MidiClockEvent | null => readMidiClock(Uint8Array.from(bytes));
  expect([0xf8, 0xfa, 0xfb, 0xfc].map((status) => read(status)?.what)).toEqual([
    "tick",
    "start",
    "continue",
    "stop",
  ]);
  expect(read(0xf2, 2, 1)).toEqual({ what: "position", sixteenths: 130 });
  expect([read(), read(0xf2, 2), read(0x90, 60, 100), read(0xfe), read(0xf0, 0xf8, 0xf7)]).toEqual(
    new Array(5).fill(null),
  );
});
