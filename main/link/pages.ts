import type { Clock } from "../../shared/clock.ts";
import { ClockMap } from "../../shared/clock-map.ts";
import type { Command } from "../../shared/commands/table.ts";
import type { CameraReport, HostMessage, Instructions, PageReport } from "../../shared/messages.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageDoor, StageLink } from "./stage-link.ts";

export interface PagesParts {
  readonly door: StageDoor;
  readonly clock: Clock;
  readonly instructions: Instructions;
  /** A frame of the camera, its time on our clock. */
  readonly onFrame: (frame: SourceFrame) => void;
  /** null: no page is left that could have a camera. */
  readonly onCamera: (report: CameraReport | null) => void;
  readonly onReport: (report: PageReport | null) => void;
  readonly onCommand: (command: Command) => void;
}

/**
 * All pages that are open. Each shows the stage and may give commands; the newest one, which is the one in front,
 * has the camera, and the others leave theirs alone.
 */
export class Pages {
  readonly #parts: PagesParts;
  /** Oldest first. */
  readonly #links: StageLink[] = [];
  #instructions: Instructions;

  constructor(parts: PagesParts) {
    this.#parts = parts;
    this.#instructions = parts.instructions;
    parts.door.onLink((link) => this.#enter(link));
  }

  get count(): number {
    return this.#links.length;
  }

  send(message: HostMessage): void {
    for (const link of this.#links) link.send(message);
  }

  /** What the page with the camera is to do, from now on and when another takes its place. */
  instruct(instructions: Instructions): void {
    this.#instructions = instructions;
    this.#links.at(-1)?.send(instructions);
  }

  #enter(link: StageLink): void {
    this.#links.at(-1)?.send({ ...this.#instructions, camera: "off" });
    this.#links.push(link);
    const clockMap = new ClockMap();
    let newest: Seconds = Number.NEGATIVE_INFINITY;
    link.onMessage((message) => {
      if (message.tag === "command") {
        this.#parts.onCommand(message);
        return;
      }
      if (link !== this.#links.at(-1)) return;
      if (message.tag === "camera") this.#parts.onCamera(message);
      else if (message.tag === "page") this.#parts.onReport(message);
      else {
        const now = this.#parts.clock.now();
        clockMap.arrived(message.t, now);
        // A correction of the clocks may not make time stand still or go back.
        newest = Math.max(message.t + (clockMap.offset ?? 0), newest + 0.001);
        this.#parts.onFrame({ ...message, t: newest });
      }
    });
    link.onClose(() => this.#leave(link));
    link.send(this.#instructions);
  }

  #leave(link: StageLink): void {
    const hadCamera = link === this.#links.at(-1);
    this.#links.splice(this.#links.indexOf(link), 1);
    if (!hadCamera) return;
    const next = this.#links.at(-1);
    if (next) next.send(this.#instructions);
    else this.#parts.onCamera(null);
    this.#parts.onReport(null);
  }
}
