import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { loadSettings } from "../../../main/config/load-settings.ts";
import { MusicSources } from "../../../main/show/music-sources.ts";
import type { ClockReport } from "../../../shared/messages.ts";
import type { Music } from "../../../shared/music.ts";

afterEach(() => void vi.useRealTimers());

function opened(clock: object = {}) {
  vi.useFakeTimers({ now: 100_000 });
  const told: string[] = [];
  const heard: (Music | null)[] = [];
  const now = () => Date.now() / 1000;
  const sources = new MusicSources({
    ...{ settings: loadSettings({ overrides: { clock } }).clock, clock: { now } },
    tellOperator: (line) => told.push(line),
    onMusic: (music) => heard.push(music),
  });
  onTestFinished(() => sources.close());
  const wait = (seconds: number) => vi.advanceTimersByTime(1000 * seconds);
  return { sources, told, heard, now, wait };
}

const report = (clock: ClockReport["clock"], state: ClockReport["state"], label: string): ClockReport => ({
  ...{ tag: "clock", clock, state, label, devices: [] },
});

/** A MIDI clock that runs evenly at 120 beats a minute. */
function ticks({ sources, now, wait }: ReturnType<typeof opened>, count: number, port = "Drums"): void {
  for (let i = 0; i < count; i++) {
    sources.midi(port, [{ what: "tick", t: now() }]);
    wait(1 / 48);
  }
}

test("nothing is asked for, said or told while nothing is set and nobody taps", () => {
  const { sources, told, heard, wait } = opened();
  expect(sources.instructions).toEqual({ midi: null, timecode: null });
  wait(10);
  sources.report(null);
  expect([sources.description, told, heard]).toEqual(["", [], []]);
});

test("taps and a clock by OSC set the beat; whoever is trusted more leads", () => {
  const { sources, heard, now, wait } = opened({ beatsPerBar: 3, trust: ["taps", "osc"] });
  sources.beat({ tempo: 100, beat: 4, beatsPerBar: null });
  expect(heard.at(-1)).toMatchObject({ from: "osc", tempo: 100, beat: 4, beatsPerBar: 3 });
  for (let i = 0; i < 4; i++) {
    sources.tap(now());
    wait(0.5);
  }
  expect(heard.at(-1)).toMatchObject({ from: "taps", tempo: expect.closeTo(120, 6) });
  expect(sources.description).toBe("taps, 120.0 beats a minute, sure to 85 %");
});

test("a MIDI clock leads with its name, ends when it is stopped, is lost when it is unplugged, and the show is told", () => {
  const all = opened({ midi: "any" });
  const { sources, told, heard, now } = all;
  sources.report(report("midi", "on", "Drums"));
  sources.midi("Drums", [{ what: "start", t: now() }]);
  ticks(all, 96);
  expect(heard.at(-1)).toMatchObject({ from: "midi", confidence: 1, tempo: expect.closeTo(120, 1) });
  expect(sources.description).toBe("midi, 120.0 beats a minute, sure to 100 %; MIDI input: Drums");
  sources.midi("Drums", [{ what: "stop", t: now() }]);
  vi.advanceTimersByTime(20);
  expect(heard.at(-1)).toBeNull();
  expect(sources.description).toBe("MIDI input: Drums");
  sources.midi("Drums", [{ what: "continue", t: now() }]);
  ticks(all, 24);
  sources.report(report("midi", "gone", "Drums"));
  expect(told).toEqual([
    "the MIDI clock is listened to (Drums)",
    "no MIDI clock is heard: the MIDI input is gone (Drums), and is tried again",
    "the MIDI clock is lost (the MIDI input is gone); its tempo goes on by itself, believed less and less",
  ]);
  expect(sources.description).toMatch(/^midi, [^;]*$/);
});

test("a start of another input has nothing of the one before", () => {
  const all = opened({ midi: "any" });
  const { sources, heard, now } = all;
  sources.midi("Drums", [{ what: "start", t: now() }]);
  ticks(all, 48);
  const before = heard.length;
  ticks(all, 5, "Keys");
  expect(heard.slice(before)).toEqual([]);
});

test("timecode sets the beat of its song, from the timecode that is set", () => {
  const settings = { timecode: "Line", timecodeChannel: 2, timecodeTempo: 90, timecodeStart: "01:00:00:00" };
  const { sources, heard, now, told } = opened(settings);
  expect(sources.instructions.timecode).toEqual({ device: "Line", channel: 2 });
  sources.report(report("timecode", "denied", "NotAllowedError"));
  const code = { hours: 1, minutes: 0, seconds: 10, frames: 0, drop: false };
  sources.timecode([{ code, rate: 25, sure: true, speed: 1, t: now() }]);
  expect(heard.at(-1)).toMatchObject({ from: "timecode", tempo: 90, beat: 15, downbeat: 0 });
  expect(told).toEqual([
    "no timecode is heard: the line-in was refused (NotAllowedError); allow it in the browser's settings of the stage page",
  ]);
});
