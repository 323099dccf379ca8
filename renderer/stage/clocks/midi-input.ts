import { findCamera } from "../../../shared/cameras.ts";
import { type ClockReport, MAX_CLOCK_EVENTS, MAX_DEVICES, MAX_LABEL } from "../../../shared/messages.ts";
import { type MidiClockEvent, readMidiClock } from "../../../shared/midi-clock.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { wordsOf } from "../../kit/error-words.ts";
import type { PageLink } from "../../link/page-link.ts";

/** Events are gathered for so long, milliseconds; what starts, stops and goes elsewhere is told at once. */
const GATHER_MS = 20;
/** Of several inputs that tick the first is listened to, until it is silent for so long. */
const SILENT: Seconds = 1;

interface Gathered {
  readonly event: MidiClockEvent;
  /** On the clock of `performance`, seconds. */
  readonly at: Seconds;
}

/**
 * Listens to the clock of MIDI inputs by Web MIDI and tells the host what it says, while the host says so. Before that
 * nothing is asked for.
 */
export class MidiInput {
  readonly #link: PageLink;
  #wanted: string | null = null;
  #access: MIDIAccess | null = null;
  #asking = false;
  #report: ClockReport | null = null;
  /** The input that was heard last, and when. */
  #port: MIDIInput | null = null;
  #heardAt: Seconds = Number.NEGATIVE_INFINITY;
  #gathered: Gathered[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: PageLink) {
    this.#link = link;
  }

  /** The last report, to be repeated to a restarted host; null while it is off. */
  get report(): ClockReport | null {
    return this.#report;
  }

  /** @param wanted "any", or an input as `findCamera` takes it; null for none */
  instruct(wanted: string | null): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted === null) this.#report = null;
    if (this.#access) this.#listen();
    else if (wanted !== null) void this.#ask();
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    this.#tell("starting", "asking for MIDI");
    try {
      // Of a browser without it this is undefined.
      this.#access = await navigator.requestMIDIAccess();
      this.#access.addEventListener("statechange", () => this.#listen());
      this.#listen();
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name !== "NotSupportedError";
      this.#tell(isDenied ? "denied" : "none", wordsOf(error));
    }
    this.#asking = false;
  }

  /** Listens to those that are wanted, of those there are now. */
  #listen(): void {
    const inputs = [...(this.#access?.inputs.values() ?? [])].filter((input) => input.state === "connected");
    const names = inputs.map((input) => input.name ?? "MIDI");
    const wanted = this.#wanted === null || this.#wanted === "any" ? null : findCamera(names, this.#wanted);
    const heard = this.#wanted === null ? [] : inputs.filter((_, i) => wanted === null || i === wanted);
    // Whoever has a listener is opened, and heard.
    for (const input of this.#access?.inputs.values() ?? [])
      input.onmidimessage = heard.includes(input) ? (message) => this.#hear(input, message) : null;
    if (this.#wanted === null) return;
    const label = names.filter((_, i) => heard.includes(inputs[i]!)).join(", ");
    const state = heard.length > 0 ? "on" : this.#report?.state === "on" ? "gone" : "none";
    if (heard.length > 0 || this.#report?.state !== "gone")
      this.#tell(state, state === "gone" ? this.#report!.label : label, names);
  }

  #hear(input: MIDIInput, { data, timeStamp }: MIDIMessageEvent): void {
    const event = data && readMidiClock(data);
    if (!event) return;
    const at = timeStamp / 1000;
    if (input !== this.#port) {
      if (at - this.#heardAt < SILENT) return;
      this.#send();
      this.#port = input;
    }
    this.#heardAt = at;
    this.#gathered.push({ event, at });
    if (event.what !== "tick" || this.#gathered.length === MAX_CLOCK_EVENTS) this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), GATHER_MS);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gathered = this.#gathered;
    this.#gathered = [];
    if (gathered.length === 0 || this.#wanted === null) return;
    const now = performance.now() / 1000;
    this.#link.send({
      ...{ tag: "midi", t: performance.timeOrigin / 1000 + now, port: nameOf(this.#port) },
      events: gathered.map(({ event, at }) => ({ ...event, ago: Math.max(0, now - at) })),
    });
  }

  #tell(state: ClockReport["state"], label: string, names: readonly string[] = []): void {
    const devices = names.slice(0, MAX_DEVICES).map((name) => name.slice(0, MAX_LABEL));
    const report: ClockReport = {
      ...{ tag: "clock", clock: "midi", state, devices },
      label: label.slice(0, MAX_LABEL),
    };
    if (JSON.stringify(report) === JSON.stringify(this.#report)) return;
    this.#report = report;
    this.#link.send(report);
  }
}

const nameOf = (port: MIDIInput | null) => (port?.name ?? "MIDI").slice(0, MAX_LABEL);
