import { fitLine } from "../../shared/fit-line.ts";
import type { MidiClockEvent } from "../../shared/midi-clock.ts";
import type { SaidOfMusic } from "../../shared/music.ts";
import type { Seconds } from "../../shared/pose.ts";

const TICKS_PER_BEAT = 24;
const TICKS_PER_SIXTEENTH = 6;
/** Ticks whose times are fitted: four beats; and the fewest of which a tempo is told: a quarter of one. */
const MOST = 96;
const FEWEST = 7;
/** The last ticks, by which a change is noticed when they are this much beside what the others say. */
const LAST = 8;
const CHANGED: Seconds = 0.007;
/** Shares of a tick's length: so far is what is told of a tick that was missed from what is told of a change of tempo. */
const SAME_LENGTH = 0.07;
const WHOLE_TICKS = 0.25;
/** Ticks that a driver may lose; where more are missing the clock stood still. */
const MOST_MISSED = 4;
/** After so long without a tick nothing holds that was known. */
const GAP: Seconds = 0.5;
/** Beats a minute. */
const SLOWEST = 20;
const FASTEST = 400;
/** Nothing but ticks: the tempo is known, but not where the beat is. */
const NO_START = 0.4;

interface Tick {
  readonly t: Seconds;
  /** In 24ths of a beat, since the song began. */
  readonly at: number;
}

export interface MidiNews {
  readonly said: SaidOfMusic;
  /** It was started, or went elsewhere, just now. */
  readonly atOnce: boolean;
}

/**
 * The beat that a MIDI clock tells. Ticks come late by chance, through drivers and threads, so that each alone says
 * little: a line of least squares through the last four beats is within a millisecond of what was meant, and begins anew
 * where tempo or position change. Time is an argument: seconds, and never going back.
 */
export class MidiBeat {
  readonly #beatsPerBar: number;
  #ticks: readonly Tick[] = [];
  /** The position of the next tick. */
  #next = 0;
  /** Where the song goes on when it goes on. */
  #stoppedAt = 0;
  #transport: "unknown" | "playing" | "stopped" = "unknown";
  #jumped = false;

  constructor(beatsPerBar: number) {
    this.#beatsPerBar = beatsPerBar;
  }

  /** Whether the song stands: ticks then tell nothing. */
  get stopped(): boolean {
    return this.#transport === "stopped";
  }

  /** @returns what is known now; null where that is nothing, or nothing new */
  receive(event: MidiClockEvent, t: Seconds): MidiNews | null {
    switch (event.what) {
      case "tick":
        return this.#tick(t);
      case "start":
        this.#goOnAt(0);
        return null;
      case "continue":
        this.#goOnAt(this.#transport === "stopped" ? this.#stoppedAt : this.#next);
        return null;
      case "stop":
        if (this.#transport !== "stopped") this.#stoppedAt = this.#next;
        this.#transport = "stopped";
        return null;
      case "position":
        if (this.#transport === "playing") this.#goOnAt(event.sixteenths * TICKS_PER_SIXTEENTH);
        else {
          this.#stoppedAt = event.sixteenths * TICKS_PER_SIXTEENTH;
          this.#transport = "stopped";
        }
        return null;
    }
  }

  /** The next tick is there; ticks before it keep their times, which tell the tempo. */
  #goOnAt(position: number): void {
    const by = position - this.#next;
    this.#ticks = this.#ticks.map(({ t, at }) => ({ t, at: at + by }));
    this.#next = position;
    this.#transport = "playing";
    this.#jumped = true;
  }

  #tick(t: Seconds): MidiNews | null {
    const last = this.#ticks.at(-1);
    if (last && t - last.t > GAP) this.#ticks = [];
    this.#ticks = [...this.#ticks, { t, at: this.#next }].slice(-MOST);
    this.#next++;
    this.#noticeChange();
    if (this.stopped || this.#ticks.length < FEWEST) return null;
    const line = fitted(this.#ticks);
    const tempo = 60 / (line.slope * TICKS_PER_BEAT);
    if (!(tempo >= SLOWEST && tempo <= FASTEST)) return null;
    const { at } = this.#ticks.at(-1)!;
    const atOnce = this.#jumped;
    this.#jumped = false;
    const said = {
      ...{ t, tempo, beat: (at + (t - line.at(at)) / line.slope) / TICKS_PER_BEAT },
      ...{ beatsPerBar: this.#beatsPerBar, downbeat: 0, energy: 0, onset: 0, brightness: 0 },
      confidence:
        this.#transport === "unknown"
          ? NO_START
          : 0.5 + Math.min(0.5, this.#ticks.length / (2 * TICKS_PER_BEAT)),
    };
    return { said, atOnce };
  }

  /** Another tempo begins with the last ticks; a tick that was missed is counted. */
  #noticeChange(): void {
    const [before, last] = [this.#ticks.slice(0, -LAST), this.#ticks.slice(-LAST)];
    if (before.length < LAST) return;
    const line = fitted(before);
    const late = last.map(({ t, at }) => t - line.at(at));
    const mean = late.reduce((sum, each) => sum + each, 0) / LAST;
    // Also the first of them: then all of them are from after the change.
    if (Math.min(mean, late[0]!) < CHANGED && Math.max(mean, late[0]!) > -CHANGED) return;
    const missed = Math.round(mean / line.slope);
    const isMissed =
      missed > 0 &&
      missed <= MOST_MISSED &&
      Math.abs(mean / line.slope - missed) < WHOLE_TICKS &&
      Math.abs(fitted(last).slope / line.slope - 1) < SAME_LENGTH;
    if (isMissed) {
      this.#ticks = [...before, ...last.map(({ t, at }) => ({ t, at: at + missed }))];
      this.#next += missed;
    } else this.#ticks = last;
  }
}

const fitted = (ticks: readonly Tick[]) => fitLine(ticks.map(({ t, at }) => ({ x: at, y: t })));
