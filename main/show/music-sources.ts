import type { Clock } from "../../shared/clock.ts";
import { CLOCK_INPUTS, type ClockInput, type ClockReport, type Instructions } from "../../shared/messages.ts";
import type { PlacedMidiEvent } from "../../shared/midi-clock.ts";
import type { PlacedTimecode } from "../../shared/music/timecode-reader.ts";
import type { Music } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { SentBeat } from "../cues/beat-message.ts";
import { type DeviceWords, ListeningDevice } from "../inputs/music/listening-device.ts";
import { MidiBeat } from "../music/midi-beat.ts";
import { MusicClock } from "../music/music-clock.ts";
import { MusicFeed } from "../music/music-feed.ts";
import type { ClockSettings } from "../music/settings.ts";
import { TappedBeat } from "../music/tapped-beat.ts";
import { TimecodeBeat } from "../music/timecode-beat.ts";

const WORDS: Readonly<Record<ClockInput, DeviceWords>> = {
  midi: {
    ...{ setting: "clock.midi", device: "MIDI input", meanwhile: "none is listened to meanwhile" },
    ...{ listens: "the MIDI clock is listened to", deaf: "no MIDI clock is heard" },
  },
  timecode: {
    ...{ setting: "clock.timecode", device: "line-in", meanwhile: "the system's own choice is meanwhile" },
    ...{ listens: "timecode is listened to", deaf: "no timecode is heard" },
  },
};

export interface MusicSourcesParts {
  readonly settings: ClockSettings;
  readonly clock: Clock;
  readonly tellOperator: (line: string) => void;
  /** What is known of the music has changed. */
  readonly onMusic: (music: Music | null) => void;
}

/** Everything but the ears that the beat is known from, and the one clock that all of them set. */
export class MusicSources {
  readonly #parts: MusicSourcesParts;
  readonly #feed: MusicFeed;
  readonly clock: MusicClock;
  readonly #taps: TappedBeat;
  readonly #timecode: TimecodeBeat;
  readonly #inputs: Readonly<Record<ClockInput, ListeningDevice>>;
  #midi: MidiBeat;
  #port = "";
  /** The inputs that are listened to, by their names. */
  readonly #open = new Map<ClockInput, string>();

  constructor(parts: MusicSourcesParts) {
    const { settings, clock, tellOperator, onMusic } = parts;
    const { beatsPerBar } = settings;
    this.#parts = parts;
    this.#feed = new MusicFeed({ clock, onMusic, now: (t) => this.clock.now(t) });
    this.clock = new MusicClock({
      ...{ trust: settings.trust, tellOperator, onNews: () => this.#feed.news() },
    });
    this.#taps = new TappedBeat(beatsPerBar);
    this.#midi = new MidiBeat(beatsPerBar);
    this.#timecode = new TimecodeBeat({
      ...{ tempo: settings.timecodeTempo, start: settings.timecodeStart, beatsPerBar },
    });
    const inputOf = (input: ClockInput, wanted: string | null) =>
      new ListeningDevice({ words: WORDS[input], wanted, tellOperator });
    const { midi, timecode } = this.instructions;
    this.#inputs = {
      midi: inputOf("midi", midi === "any" ? null : midi),
      timecode: inputOf("timecode", timecode?.device ?? null),
    };
  }

  /** What the page is to listen to. */
  get instructions(): Pick<Instructions, "midi" | "timecode"> {
    const { midi, timecode, timecodeChannel } = this.#parts.settings;
    return {
      midi,
      timecode: timecode === null ? null : { device: String(timecode), channel: timecodeChannel },
    };
  }

  /** Which clock leads, how fast and how sure, and what is listened to; empty where there is nothing of it. */
  get description(): string {
    const music = this.#feed.told;
    const leads = music && [
      music.from,
      `${music.tempo.toFixed(1)} beats a minute`,
      `sure to ${Math.round(100 * music.confidence)} %`,
    ];
    const open = [...this.#open].map(([input, name]) => `${WORDS[input].device}: ${name}`);
    return [...(leads ? [leads.join(", ")] : []), ...open].join("; ");
  }

  tap(t: Seconds): void {
    const said = this.#taps.tap(t);
    if (said) this.clock.heard("taps", said, true);
  }

  /** A clock by OSC, now. */
  beat({ tempo, beat, beatsPerBar }: SentBeat): void {
    this.clock.heard("osc", {
      ...{ t: this.#parts.clock.now(), tempo, beat, downbeat: 0, confidence: 1 },
      ...{ beatsPerBar: beatsPerBar ?? this.#parts.settings.beatsPerBar, energy: 0, onset: 0, brightness: 0 },
    });
  }

  midi(port: string, events: readonly PlacedMidiEvent[]): void {
    if (port !== this.#port) this.#midi = new MidiBeat(this.#parts.settings.beatsPerBar);
    this.#port = port;
    for (const { t, ...event } of events) {
      const news = this.#midi.receive(event, t);
      if (news) this.clock.heard("midi", news.said, news.atOnce);
      // Whoever stops a song wants no more beats of it.
      if (event.what === "stop") this.clock.forget("midi");
    }
  }

  timecode(frames: readonly PlacedTimecode[]): void {
    for (const frame of frames) this.clock.heard("timecode", this.#timecode.heard(frame));
  }

  /** @param report null: no stage page is left that could listen */
  report(report: ClockReport | null): void {
    for (const input of report ? [report.clock] : CLOCK_INPUTS) {
      if (this.instructions[input] === null) continue;
      this.#inputs[input].report(report);
      if (report?.state === "on") this.#open.set(input, report.label);
      else if (this.#open.delete(input))
        this.clock.lost(input, this.#parts.clock.now(), `the ${WORDS[input].device} is gone`);
    }
  }

  close(): void {
    this.#feed.close();
  }
}
