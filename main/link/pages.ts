import type { Clock } from "../../shared/clock.ts";
import { MAX_IN_FLIGHT } from "../../shared/desk/requests.ts";
import {
  type CameraReport,
  CLOCK_INPUTS,
  type ClockInput,
  type ClockReport,
  type EarsReport,
  type HeardMidi,
  type HeardMusic,
  type HeardTimecodes,
  type HostMessage,
  type Instructions,
  type PageCommand,
  type PageMessage,
  type PageReport,
  type PageRole,
  type PlacementMessage,
  type Reply,
  type Request,
  type StageMessage,
  type TrackMessage,
} from "../../shared/messages.ts";
import type { PlacedMidiEvent } from "../../shared/midi-clock.ts";
import type { PlacedTimecode } from "../../shared/music/timecode-reader.ts";
import type { SaidOfMusic } from "../../shared/music.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { LearntControl, SurfaceReport } from "../../shared/surface/surface-message.ts";
import { PacedReports } from "./paced-reports.ts";
import { PageClock } from "./page-clock.ts";
import type { LinkServer, StageLink } from "./stage-link.ts";

/** A page that has not said hello within this time is closed. */
export const HELLO_MS = 5000;
const LOOK_MS = 2000;
/** A page that said nothing for so long gives its camera to one that does: loading a detector may take it some seconds. */
const SILENT: Seconds = 8;
/** And for so long, it is closed. */
const GONE: Seconds = 30;
/** Between two StageFrames for a desk, whose stage is small: of thirty a second every third. */
const DESK_STEP: Seconds = 0.09;

export interface PagesParts {
  readonly links: LinkServer;
  readonly clock: Clock;
  readonly instructions: Instructions;
  /** A frame of the camera, its time on our clock. */
  readonly onFrame: (frame: SourceFrame) => void;
  /** null: no stage page is left that could have a camera. */
  readonly onCamera: (report: CameraReport | null) => void;
  /** null: no stage page is left that could listen. */
  readonly onEars: (report: EarsReport | null) => void;
  /** The music in the room at `t` on our clock. */
  readonly onMusic: (music: SaidOfMusic) => void;
  /** What became of its MIDI inputs, or of its line-in with timecode; null: no stage page is left that could listen. */
  readonly onClock: (report: ClockReport | null) => void;
  readonly onMidi: (port: string, events: readonly PlacedMidiEvent[]) => void;
  readonly onTimecode: (frames: readonly PlacedTimecode[]) => void;
  /** What became of its MIDI devices and gamepads; null: no stage page is left that could have any. */
  readonly onSurface: (report: SurfaceReport | null) => void;
  readonly onLearnt: (learnt: LearntControl) => void;
  /** null: the page with the camera has closed. */
  readonly onReport: (report: PageReport | null) => void;
  readonly onPlacement: (placement: PlacementMessage) => void;
  /** @param role of the page that gives it */
  readonly onCommand: (command: PageCommand, role: PageRole) => void;
  /** What a desk asks. It never rejects. */
  readonly onRequest: (request: Request) => Promise<Reply>;
  readonly tellOperator: (line: string) => void;
  /** What a stage or a picture that comes is to know of what was said before. */
  readonly greeting?: () => readonly HostMessage[];
}

/** Frames of a page's camera whose capture is remembered: two seconds. */
const CAPTURED = 64;

/** Pages that show the dance to an audience. */
const SHOWING: readonly PageRole[] = ["stage", "picture"];
/** Which pages receive a message; all where it is not said. */
const ONLY_FOR: Readonly<Partial<Record<HostMessage["tag"], readonly PageRole[]>>> = {
  changed: ["desk"],
  map: SHOWING,
  placements: SHOWING,
  practice: SHOWING,
  reset: ["stage"],
  reload: SHOWING,
};

/** What a page is asked that has neither camera nor ears to open: every one but one, and all while nobody is expected. */
export const AT_REST = { camera: "off", ears: false, midi: null, timecode: null } as const;

/** A page that has said hello. */
interface OpenPage {
  readonly role: PageRole;
  heardAt: Seconds;
  /** When it captured its last frames, on its clock, by their times on ours. */
  readonly captured: Map<Seconds, Seconds>;
  /** Of a desk: when it was sent the last StageFrame, and how many of its requests wait for their answers. */
  stagedAt: Seconds;
  inFlight: number;
}

/**
 * All open pages. Each receives the status and may give commands; stages and pictures also receive the StageFrames. Desks
 * receive some of them, and may ask.
 *
 * Exactly one stage is asked for its camera, and to listen: the one that has been open longest. It keeps the camera until
 * it closes or falls silent, then the next takes over. Further stages show the same picture without a camera; a picture
 * and a desk are never asked for one.
 */
export class Pages {
  readonly #parts: PagesParts;
  /** Of the pages that have said hello; oldest first, as a Map keeps the order of insertion. */
  readonly #open = new Map<StageLink, OpenPage>();
  readonly #cameras: PacedReports<CameraReport>;
  readonly #clocks: Readonly<Record<ClockInput, PacedReports<ClockReport>>>;
  readonly #ears: PacedReports<EarsReport>;
  #instructions: Instructions;
  #looking: NodeJS.Timeout | undefined;
  #lookedAt: Seconds = 0;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    this.#instructions = parts.instructions;
    this.#cameras = new PacedReports<CameraReport>(parts.clock, parts.onCamera);
    this.#ears = new PacedReports<EarsReport>(parts.clock, parts.onEars);
    const reports = () => new PacedReports<ClockReport>(parts.clock, parts.onClock);
    this.#clocks = { midi: reports(), timecode: reports() };
    parts.links.onLink((link) => this.#awaitHello(link));
  }

  send(message: HostMessage): void {
    for (const [link, page] of this.#open) {
      if (message.tag === "stage") this.#show(message, link, page);
      else if (ONLY_FOR[message.tag]?.includes(page.role) !== false) link.send(message);
    }
  }

  #show(message: StageMessage, link: StageLink, page: OpenPage): void {
    if (SHOWING.includes(page.role)) {
      link.send(withCapture(message, page.captured));
      return;
    }
    const now = this.#parts.clock.now();
    if (now - page.stagedAt < DESK_STEP) return;
    page.stagedAt = now;
    link.send(message);
  }

  /** Whether there is a page to show something to an audience. */
  get isShowing(): boolean {
    return [...this.#open.values()].some(({ role }) => SHOWING.includes(role));
  }

  /** What the stage with the camera is to do, from now on and when another takes over. */
  instruct(instructions: Instructions): void {
    this.#instructions = instructions;
    this.#withCamera?.send(instructions);
  }

  /** What everybody else is to do. */
  get #atRest(): Instructions {
    return { ...this.#instructions, ...AT_REST, surface: null };
  }

  /** Where the music is, for the stage with the camera to play. */
  play(track: TrackMessage): void {
    this.#withCamera?.send(track);
  }

  get #withCamera(): StageLink | undefined {
    for (const [link, { role }] of this.#open) if (role === "stage") return link;
    return undefined;
  }

  #awaitHello(link: StageLink): void {
    const timer = setTimeout(() => link.close(), HELLO_MS);
    timer.unref();
    link.onClose((why) => {
      clearTimeout(timer);
      if (why !== null) this.#parts.tellOperator(why);
      this.#leave(link);
    });
    link.onHeard(() => {
      const page = this.#open.get(link);
      if (page) page.heardAt = this.#parts.clock.now();
    });
    const receive = this.#receiver(link);
    link.onMessage((message) => {
      if (this.#open.has(link)) receive(message);
      else if (message.tag === "hello") {
        clearTimeout(timer);
        this.#enter(link, message.role);
      }
    });
  }

  #enter(link: StageLink, role: PageRole): void {
    if (this.#open.size === 0) this.#beginToLook();
    this.#open.set(link, {
      ...{ role, heardAt: this.#parts.clock.now(), captured: new Map() },
      ...{ stagedAt: Number.NEGATIVE_INFINITY, inFlight: 0 },
    });
    link.send(link === this.#withCamera ? this.#instructions : this.#atRest);
    if (!SHOWING.includes(role)) return;
    for (const message of this.#parts.greeting?.() ?? []) link.send(message);
  }

  #receiver(link: StageLink): (message: PageMessage) => void {
    const [pageClock, soundClock, midiClock, timecodeClock] = Array.from(
      { length: 4 },
      () => new PageClock(),
    );
    return (message) => {
      if (message.tag === "command") this.#parts.onCommand(message, this.#open.get(link)!.role);
      else if (message.tag === "request") void this.#answer(message, link, this.#open.get(link)!);
      else if (message.tag === "placement") this.#parts.onPlacement(message);
      else if (message.tag === "hello" || link !== this.#withCamera) return;
      else if (message.tag === "camera") this.#cameras.take(message);
      else if (message.tag === "ears") this.#ears.take(message);
      else if (message.tag === "music") this.#hear(message, soundClock!);
      else if (message.tag === "clock") this.#clocks[message.clock].take(message);
      else if (message.tag === "midi") this.#hearMidi(message, midiClock!);
      else if (message.tag === "timecode") this.#hearTimecode(message, timecodeClock!);
      else if (message.tag === "surface") this.#parts.onSurface(message);
      else if (message.tag === "learnt") this.#parts.onLearnt(message);
      else if (message.tag === "page") this.#parts.onReport(message);
      else {
        const t = pageClock!.place(message.t, this.#parts.clock.now());
        if (t === null) return;
        remember(this.#open.get(link)!.captured, t, message.t);
        this.#parts.onFrame({ ...message, t });
      }
    };
  }

  async #answer(request: Request, link: StageLink, page: OpenPage): Promise<void> {
    const { id } = request;
    if (page.role !== "desk") return;
    if (page.inFlight >= MAX_IN_FLIGHT) {
      link.send({ tag: "reply", id, refused: `expected at most ${MAX_IN_FLIGHT} requests at a time` });
      return;
    }
    page.inFlight++;
    const reply = await this.#parts.onRequest(request);
    page.inFlight--;
    if (this.#open.get(link) === page) link.send(reply);
  }

  #hear({ tag, ago, ...heard }: HeardMusic, clock: PageClock): void {
    // What it was sent at is placed, since only the way from there is as short as can be.
    const sent = this.#instructions.ears ? clock.place(heard.t, this.#parts.clock.now()) : null;
    if (sent !== null) this.#parts.onMusic({ ...heard, t: sent - ago });
  }

  #hearMidi({ t, port, events }: HeardMidi, clock: PageClock): void {
    const sent = this.#instructions.midi === null ? null : clock.place(t, this.#parts.clock.now());
    if (sent !== null)
      this.#parts.onMidi(
        port,
        events.map(({ ago, ...event }) => ({ ...event, t: sent - ago })),
      );
  }

  #hearTimecode({ t, frames }: HeardTimecodes, clock: PageClock): void {
    const sent = this.#instructions.timecode === null ? null : clock.place(t, this.#parts.clock.now());
    if (sent !== null)
      this.#parts.onTimecode(frames.map(({ ago, ...frame }) => ({ ...frame, t: sent - ago })));
  }

  #leave(link: StageLink): void {
    const hadCamera = link === this.#withCamera;
    this.#open.delete(link);
    if (this.#open.size === 0) clearInterval(this.#looking);
    if (hadCamera) this.#cameraLeft();
  }

  /** Whoever had the camera has it no more. */
  #cameraLeft(): void {
    this.#cameras.clear();
    this.#ears.clear();
    for (const clock of CLOCK_INPUTS) this.#clocks[clock].clear();
    const next = this.#withCamera;
    if (next) next.send(this.#instructions);
    else {
      this.#parts.onCamera(null);
      this.#parts.onEars(null);
      this.#parts.onClock(null);
    }
    this.#parts.onReport(null);
    this.#parts.onSurface(null);
  }

  #beginToLook(): void {
    this.#lookedAt = this.#parts.clock.now();
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
    this.#looking.unref();
  }

  #look(): void {
    const now = this.#parts.clock.now();
    // Where this process itself stood still, what pages said meanwhile has not been read yet.
    const stoodStill = now - this.#lookedAt > 2 * (LOOK_MS / 1000);
    this.#lookedAt = now;
    for (const [link, page] of this.#open) {
      if (stoodStill) page.heardAt = now;
      if (now - page.heardAt > GONE) {
        this.#parts.tellOperator(`a page (${page.role}) said nothing for ${GONE} s and was closed`);
        link.close();
      } else link.ping();
    }
    this.#passCamera(now);
    this.#cameras.look();
    this.#ears.look();
    for (const clock of CLOCK_INPUTS) this.#clocks[clock].look();
  }

  /** From a silent stage to one that speaks, if there is one. */
  #passCamera(now: Seconds): void {
    const link = this.#withCamera;
    const isSilent = ({ heardAt }: OpenPage) => now - heardAt > SILENT;
    if (!link || !isSilent(this.#open.get(link)!)) return;
    if (![...this.#open.values()].some((page) => page.role === "stage" && !isSilent(page))) return;
    while (isSilent(this.#open.get(this.#withCamera!)!)) {
      const last = this.#withCamera!;
      const page = this.#open.get(last)!;
      this.#open.delete(last);
      this.#open.set(last, page);
    }
    link.send(this.#atRest);
    this.#parts.tellOperator(
      `the stage page with the camera said nothing for ${SILENT} s: another one takes over`,
    );
    this.#cameraLeft();
  }
}

function remember(captured: Map<Seconds, Seconds>, t: Seconds, onPage: Seconds): void {
  captured.set(t, onPage);
  // A Map keeps the order of insertion.
  if (captured.size > CAPTURED) captured.delete(captured.keys().next().value!);
}

/** The same for the page whose camera saw it: only its own clock tells how long ago that was. */
function withCapture(message: StageMessage, captured: ReadonlyMap<Seconds, Seconds>): StageMessage {
  const at = captured.get(message.frame.t);
  return at === undefined ? message : { ...message, captured: at };
}
