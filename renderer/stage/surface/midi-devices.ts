import { MAX_LABEL } from "../../../shared/messages.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { MOST_7_BIT, MOST_14_BIT, readMidiMove } from "../../../shared/surface/midi-message.ts";
import type { MidiState } from "../../../shared/surface/surface-message.ts";
import { wordsOf } from "../../kit/error-words.ts";
import type { Move } from "./move.ts";

export interface MidiDevicesParts {
  /** @throws as `navigator.requestMIDIAccess` does; TypeError of a browser without it */
  readonly request: () => Promise<MIDIAccess>;
  /** @param at when it came, on the clock of `performance`, seconds */
  readonly onMove: (move: Move, at: Seconds) => void;
  /** Devices have come or gone, or the browser has answered. */
  readonly onChange: () => void;
}

/** The MIDI devices of the page's machine by Web MIDI. Nothing is asked for before they are wanted. */
export class MidiDevices {
  readonly #parts: MidiDevicesParts;
  #wanted = false;
  #asking = false;
  #access: MIDIAccess | null = null;
  #refused: { readonly state: MidiState; readonly why: string } | null = null;

  constructor(parts: MidiDevicesParts) {
    this.#parts = parts;
  }

  get state(): MidiState {
    if (!this.#wanted) return "off";
    if (this.#access) return "on";
    return this.#refused?.state ?? "starting";
  }

  get why(): string {
    return this.state === "denied" || this.state === "none" ? (this.#refused?.why ?? "") : "";
  }

  /** Names of the inputs that are plugged in. */
  get names(): readonly string[] {
    return this.#wanted ? this.#inputs.map(nameOf) : [];
  }

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#refused = null;
    if (this.#access) this.#listen();
    else if (wanted) void this.#ask();
  }

  /** To the outputs that are called as an input is, as those of one device are. */
  send(device: string, bytes: readonly number[]): void {
    for (const output of this.#access?.outputs.values() ?? [])
      if (output.state === "connected" && nameOf(output) === device) output.send([...bytes]);
  }

  get #inputs(): readonly MIDIInput[] {
    return [...(this.#access?.inputs.values() ?? [])].filter(({ state }) => state === "connected");
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const access = await this.#parts.request();
      this.#access = access;
      access.addEventListener("statechange", () => this.#listen());
    } catch (error) {
      const isDenied = error instanceof DOMException && error.name !== "NotSupportedError";
      this.#refused = { state: isDenied ? "denied" : "none", why: wordsOf(error).slice(0, MAX_LABEL) };
    }
    this.#asking = false;
    this.#listen();
  }

  /** Whoever has a listener is opened, and heard. */
  #listen(): void {
    for (const input of this.#access?.inputs.values() ?? [])
      input.onmidimessage = this.#wanted ? (message) => this.#hear(nameOf(input), message) : null;
    this.#parts.onChange();
  }

  #hear(device: string, { data, timeStamp }: MIDIMessageEvent): void {
    const move = data && readMidiMove(data);
    if (!move) return;
    const { value, ...control } = move;
    const most = move.kind === "bend" ? MOST_14_BIT : MOST_7_BIT;
    this.#parts.onMove({ ...control, device, raw: value, place: value / most }, timeStamp / 1000);
  }
}

const nameOf = ({ name }: Pick<MIDIPort, "name">): string => (name ?? "MIDI").slice(0, MAX_LABEL);
