import type { Clock } from "../../shared/clock.ts";
import { ClockMap } from "../../shared/clock-map.ts";
import type { Command } from "../../shared/commands/table.ts";
import type {
  CameraReport,
  HostMessage,
  Instructions,
  PageMessage,
  PageReport,
  PageRole,
} from "../../shared/messages.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { LinkServer, StageLink } from "./stage-link.ts";

/** A page that has not said hello within this time is closed. */
export const HELLO_MS = 5000;

export interface PagesParts {
  readonly links: LinkServer;
  readonly clock: Clock;
  readonly instructions: Instructions;
  /** A frame of the camera, its time on our clock. */
  readonly onFrame: (frame: SourceFrame) => void;
  /** null: no stage page is left that could have a camera. */
  readonly onCamera: (report: CameraReport | null) => void;
  /** null: the page with the camera has closed. */
  readonly onReport: (report: PageReport | null) => void;
  readonly onCommand: (command: Command) => void;
}

/**
 * All open pages. Each receives the status and may give commands; stages also receive the StageFrames.
 *
 * Exactly one stage is asked for its camera: the one that has been open longest. It keeps the camera until it closes,
 * then the next takes over. Further stages show the same picture without a camera; a desk is never asked for one.
 */
export class Pages {
  readonly #parts: PagesParts;
  /** Of the pages that have said hello; oldest first, as a Map keeps the order of insertion. */
  readonly #roles = new Map<StageLink, PageRole>();
  #instructions: Instructions;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    this.#instructions = parts.instructions;
    parts.links.onLink((link) => this.#awaitHello(link));
  }

  get count(): number {
    return this.#roles.size;
  }

  send(message: HostMessage): void {
    for (const [link, role] of this.#roles) {
      if (role === "stage" || message.tag !== "stage") link.send(message);
    }
  }

  /** What the stage with the camera is to do, from now on and when another takes over. */
  instruct(instructions: Instructions): void {
    this.#instructions = instructions;
    this.#withCamera?.send(instructions);
  }

  get #withCamera(): StageLink | undefined {
    for (const [link, role] of this.#roles) if (role === "stage") return link;
    return undefined;
  }

  #awaitHello(link: StageLink): void {
    const timer = setTimeout(() => link.close(), HELLO_MS);
    timer.unref();
    link.onClose(() => {
      clearTimeout(timer);
      this.#leave(link);
    });
    const receive = this.#receiver(link);
    link.onMessage((message) => {
      if (this.#roles.has(link)) receive(message);
      else if (message.tag === "hello") {
        clearTimeout(timer);
        this.#enter(link, message.role);
      }
    });
  }

  #enter(link: StageLink, role: PageRole): void {
    this.#roles.set(link, role);
    link.send(link === this.#withCamera ? this.#instructions : { ...this.#instructions, camera: "off" });
  }

  #receiver(link: StageLink): (message: PageMessage) => void {
    const clockMap = new ClockMap();
    let newest: Seconds = Number.NEGATIVE_INFINITY;
    return (message) => {
      if (message.tag === "command") this.#parts.onCommand(message);
      else if (message.tag === "hello" || link !== this.#withCamera) return;
      else if (message.tag === "camera") this.#parts.onCamera(message);
      else if (message.tag === "page") this.#parts.onReport(message);
      else {
        const now = this.#parts.clock.now();
        clockMap.arrived(message.t, now);
        // A correction of the clocks may not make time stand still or go back.
        newest = Math.max(message.t + (clockMap.offset ?? 0), newest + 0.001);
        this.#parts.onFrame({ ...message, t: newest });
      }
    };
  }

  #leave(link: StageLink): void {
    const hadCamera = link === this.#withCamera;
    this.#roles.delete(link);
    if (!hadCamera) return;
    const next = this.#withCamera;
    if (next) next.send(this.#instructions);
    else this.#parts.onCamera(null);
    this.#parts.onReport(null);
  }
}
