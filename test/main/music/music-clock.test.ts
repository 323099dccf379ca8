import { expect, test } from "vitest";
import { MusicClock } from "../../../main/music/music-clock.ts";
import {
  FOLLOWED_CONFIDENCE,
  MUSIC_SOURCES,
  type MusicSource,
  type SaidOfMusic,
} from "../../../shared/music.ts";

const said = (t: number, beat: number, more: Partial<SaidOfMusic> = {}): SaidOfMusic => ({
  ...{ t, beat, tempo: 120, beatsPerBar: 4, downbeat: 0, confidence: 1, energy: 0, onset: 0, brightness: 0 },
  ...more,
});

function opened(trust: readonly MusicSource[] = MUSIC_SOURCES) {
  const told: string[] = [];
  return { clock: new MusicClock({ trust, tellOperator: (line) => told.push(line) }), told };
}

test("nothing is known before anybody says something; then its beats go on evenly", () => {
  const { clock } = opened();
  expect(clock.now(0)).toBeNull();
  clock.heard("osc", said(0, 8));
  expect(clock.now(0.25)).toMatchObject({ from: "osc", t: 0.25, beat: 8.5, tempo: 120, confidence: 1 });
});

test("the most trusted of those who are sure leads; who is left out of the order never does", () => {
  const { clock } = opened(["taps", "midi"]);
  clock.heard("osc", said(0, 0));
  expect(clock.now(0)).toBeNull();
  clock.heard("midi", said(0, 0));
  clock.heard("taps", said(0, 0, { confidence: 0.4 }));
  expect(clock.now(0)?.from).toBe("midi");
  clock.heard("taps", said(0.1, 0, { confidence: 0.8 }));
  expect(clock.now(0.1)?.from).toBe("taps");
});

test("who is unsure is shown while nobody is sure", () => {
  const { clock } = opened();
  clock.heard("sound", said(0, 0, { confidence: 0.2, energy: 0.5 }));
  expect(clock.now(0)).toMatchObject({ from: "sound", confidence: 0.2, energy: 0.5 });
});

test("how loud it is says the sound, whichever clock leads, until it is lost", () => {
  const { clock } = opened();
  clock.heard("sound", said(0, 0, { energy: 0.7, onset: 0.2, brightness: 0.3 }));
  clock.heard("midi", said(0, 0));
  expect(clock.now(0)).toMatchObject({ from: "midi", energy: 0.7, onset: 0.2, brightness: 0.3 });
  clock.heard("midi", said(2.5, 5));
  expect(clock.now(2.5)).toMatchObject({ from: "midi", energy: 0 });
});

test("a lost clock is named with who leads now; the count goes on, and when it is back that is told", () => {
  const { clock, told } = opened();
  clock.heard("midi", said(0, 100));
  clock.heard("sound", said(0.9, 7.1));
  expect(clock.now(0.9)).toMatchObject({ from: "midi" });
  expect(clock.now(1.1)).toMatchObject({ from: "sound" });
  expect(told).toEqual(["the MIDI clock is lost (nothing came for 1 s); the beat of the sound leads"]);
  expect(clock.now(1.1)?.beat).toBeCloseTo(102.2, 6);
  clock.heard("midi", said(1.5, 103));
  expect(clock.now(1.5)?.from).toBe("midi");
  expect(told.slice(1)).toEqual(["the MIDI clock is back"]);
});

test("without another the tempo of a lost clock goes on, ever less sure, and ends", () => {
  const { clock, told } = opened();
  clock.heard("osc", said(0, 0));
  clock.now(0);
  expect(clock.now(2.1)).toMatchObject({ beat: 4.2, confidence: 1 });
  expect(told).toEqual([
    "the clock by OSC is lost (nothing came for 2 s); its tempo goes on by itself, believed less and less",
  ]);
  expect(clock.now(5)?.beat).toBeCloseTo(10, 6);
  expect(clock.now(7)?.confidence).toBeLessThan(FOLLOWED_CONFIDENCE);
  expect(clock.now(11)).toBeNull();
});

test("a source that says itself that it ended is lost at once, one that was switched off is not lost", () => {
  const { clock, told } = opened();
  clock.heard("midi", said(0, 0));
  clock.lost("midi", 0.2, "it is gone");
  expect(told).toEqual([
    "the MIDI clock is lost (it is gone); its tempo goes on by itself, believed less and less",
  ]);
  clock.heard("sound", said(0.3, 0));
  expect(clock.now(0.3)?.from).toBe("sound");
  clock.forget("sound");
  expect(told).toHaveLength(1);
});

test("from one clock to the next the beat glides: never back, and there within a beat", () => {
  for (const away of [-0.5, -0.3, -0.1, 0, 0.2, 0.45]) {
    const { clock } = opened();
    clock.heard("midi", said(0, 20));
    let before = clock.now(0.4)!.beat;
    clock.lost("midi", 0.4, "it is gone");
    // 0.4 s are 0.8 of a beat.
    const other = said(0.4, 4.8 + away, { downbeat: 4 });
    clock.heard("sound", other);
    expect(clock.now(0.4)?.beat).toBeCloseTo(before, 6);
    for (let t = 0.42; t < 1; t += 0.02) {
      const { beat } = clock.now(t)!;
      expect(beat).toBeGreaterThan(before);
      before = beat;
    }
    const { beat, downbeat } = clock.now(1)!;
    expect(beat % 1).toBeCloseTo((other.beat + 1.2) % 1, 6);
    // Its bars are its own.
    expect(beat - downbeat).toBeCloseTo(other.beat + 1.2 - 4, 6);
  }
});

test("a tap and a start are there at once as the next beat, or as the one just counted", () => {
  const { clock } = opened();
  clock.heard("taps", said(0, 0));
  expect(clock.now(0.4)?.beat).toBeCloseTo(0.8, 6);
  clock.heard("taps", said(0.4, 3, { downbeat: 3 }), true);
  expect(clock.now(0.4)).toMatchObject({ beat: 1, downbeat: 1 });
  // Counted at 0.9 already.
  clock.heard("taps", said(0.95, 4, { downbeat: 3 }), true);
  expect(clock.now(0.95)?.beat).toBeCloseTo(2.1, 6);
  expect(clock.now(1.05)?.beat).toBeCloseTo(2.2, 6);
  expect(clock.now(1.1)?.downbeat).toBe(1);
});

test("small corrections of a steady clock are there within milliseconds", () => {
  const { clock } = opened();
  for (let i = 0; i <= 1000; i++) {
    const t = i / 50;
    const wrong = 0.01 * Math.sin(i);
    clock.heard("sound", said(t, 2 * t + wrong));
    expect(Math.abs(clock.now(t + 0.01)!.beat - 2 * (t + 0.01))).toBeLessThan(0.02);
  }
});
