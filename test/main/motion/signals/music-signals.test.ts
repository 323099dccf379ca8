import { expect, test } from "vitest";
import {
  ALL_SIGNAL_NAMES,
  MUSIC_SIGNALS,
  musicSignals,
} from "../../../../main/motion/signals/music-signals.ts";
import { SIGNAL_NAMES } from "../../../../main/motion/signals/signal.ts";
import { MUSIC } from "../../../support/stage-frames.ts";

test("those of the music follow a dancer's, each of a name of its own", () => {
  expect(ALL_SIGNAL_NAMES.slice(0, SIGNAL_NAMES.length)).toEqual(SIGNAL_NAMES);
  expect(new Set(ALL_SIGNAL_NAMES).size).toBe(SIGNAL_NAMES.length + MUSIC_SIGNALS.length);
});

test("the beat goes on evenly from where it was known, 1 when it falls", () => {
  const at = (t: number) => {
    const { musicPhase, musicBeat, musicBar } = musicSignals({ ...MUSIC, downbeat: 1 }, t);
    return [musicPhase, musicBeat, musicBar].map((value) => Number(value.toFixed(6)));
  };
  expect(at(0)).toEqual([0, 1, 0.75]);
  expect(at(0.125)).toEqual([0.25, 0.75, 0.8125]);
  expect(at(0.5)).toEqual([0, 1, 0]);
});

test("an unsure beat has a place and no light; whatever is heard, each is from 0 to 1", () => {
  expect(musicSignals({ ...MUSIC, confidence: 0.4 }, 0.125)).toMatchObject({
    musicPhase: 0.25,
    musicBeat: 0,
  });
  const loud = { ...MUSIC, tempo: 1000, energy: 9, onset: -1, brightness: 7, confidence: 2 };
  for (const t of [0, -7.3, 1e6])
    for (const value of Object.values(musicSignals(loud, t))) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  expect(Object.values(musicSignals(null, 0))).toEqual(MUSIC_SIGNALS.map(() => 0));
});
