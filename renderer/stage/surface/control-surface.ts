import type { Command } from "../../../shared/commands/table.ts";
import { MAX_DEVICES, MAX_PRESSED } from "../../../shared/messages.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { isMidi } from "../../../shared/surface/binding.ts";
import type { SurfaceInstructions, SurfaceReport } from "../../../shared/surface/surface-message.ts";
import type { PageLink } from "../../link/page-link.ts";
import type { KnownShow } from "./bound-control.ts";
import { BoundSurface } from "./bound-surface.ts";
import { CommandPacer } from "./command-pacer.ts";
import { Gamepads, type PadState } from "./gamepads.ts";
import { Lesson } from "./lesson.ts";
import { MidiDevices } from "./midi-devices.ts";
import type { Move } from "./move.ts";

/** Milliseconds between two reports. */
const REPORT_MS = 200;

/** What the browser gives. */
export interface SurfaceHost {
  readonly requestMidi: () => Promise<MIDIAccess>;
  readonly gamepads: () => readonly (PadState | null)[];
  /** On the clock of `performance`. */
  readonly now: () => Seconds;
}

/**
 * MIDI devices and gamepads of the page's machine, while the host says so: what is bound gives commands, shows what they
 * stand at, and is told of to the host. Of all stage pages the host says so to one.
 */
export class ControlSurface {
  readonly #link: PageLink;
  readonly #host: SurfaceHost;
  readonly #show: () => KnownShow | null;
  readonly #midi: MidiDevices;
  readonly #pads: Gamepads;
  readonly #pacer: CommandPacer;
  #told: SurfaceInstructions | null = null;
  #bound = new BoundSurface([]);
  #lesson: Lesson | null = null;
  #moved: SurfaceReport["moved"] = null;
  #report: SurfaceReport | null = null;
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(link: PageLink, host: SurfaceHost, show: () => KnownShow | null) {
    this.#link = link;
    this.#host = host;
    this.#show = show;
    this.#pacer = new CommandPacer((command) => link.send(command), host.now);
    this.#midi = new MidiDevices({
      request: host.requestMidi,
      onMove: (move, at) => this.#take(move, at),
      onChange: () => this.#bound.forgetLamps(),
    });
    this.#pads = new Gamepads(host.gamepads, (move) => this.#take(move, host.now()));
  }

  /** The last report, to be repeated to a restarted host; null while nothing is listened to. */
  get report(): SurfaceReport | null {
    return this.#told && this.#report;
  }

  instruct(told: SurfaceInstructions | null): void {
    if (told?.revision !== this.#told?.revision) this.#bound = new BoundSurface(told?.bindings ?? []);
    if ((told?.lesson ?? null) !== (this.#told?.lesson ?? null))
      this.#lesson = told === null || told.lesson === null ? null : new Lesson();
    this.#told = told;
    if (told === null) this.#report = null;
    this.#midi.want(told !== null && (told.lesson !== null || told.bindings.some(isMidi)));
  }

  /** To be called before each picture: gamepads are asked, all others tell. */
  poll(): void {
    if (this.#told !== null) this.#pads.look();
  }

  /** To be called with each StageFrame, and now and then without one: lamps follow, and the host is told what is new. */
  look(): void {
    const show = this.#show();
    const now = this.#host.now();
    if (show) this.#bound.light(show, now, this.#midi);
    this.#tell(show, now);
  }

  #take(move: Move, at: Seconds): void {
    if (this.#told === null) return;
    const { device, kind, channel, number } = move;
    this.#moved = { device, kind, channel, number };
    if (this.#told.lesson !== null) this.#learn(move, this.#told.lesson);
    else {
      const show = this.#show();
      for (const command of this.#bound.take(move, this.#host.now(), show)) this.#give(command, at);
    }
  }

  #learn(move: Move, lesson: number): void {
    const learnt = this.#lesson?.observe(move);
    if (!learnt) return;
    this.#lesson = null;
    this.#link.send({ tag: "learnt", lesson, ...learnt });
  }

  /** A tap is worth as much as its moment. */
  #give(command: Command, at: Seconds): void {
    if (command.command !== "tap") this.#pacer.take(command);
    else this.#pacer.take({ ...command, pressed: clamp(this.#host.now() - at, 0, MAX_PRESSED) });
  }

  #tell(show: KnownShow | null, now: Seconds): void {
    if (this.#told === null || (now - this.#reportedAt) * 1000 < REPORT_MS) return;
    const report: SurfaceReport = {
      ...{ tag: "surface", midi: this.#midi.state, why: this.#midi.why, moved: this.#moved },
      devices: [...this.#midi.names, ...this.#pads.names].slice(0, MAX_DEVICES),
      ...{ revision: this.#told.revision, waiting: show ? this.#bound.waiting(show, now) : [] },
    };
    if (JSON.stringify(report) === JSON.stringify(this.#report)) return;
    this.#reportedAt = now;
    this.#report = report;
    this.#link.send(report);
  }
}
