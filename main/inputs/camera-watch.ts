import type { CameraReport } from "../../shared/messages.ts";
import type { Seconds } from "../../shared/pose.ts";

/** Without a camera frame for this long, the demo dances. */
const PATIENCE: Seconds = 2;

/**
 * Who feeds the engine when the source is the camera: the camera, or the demo until a camera comes up. A refused or
 * absent camera is replaced at once; one that has gone has a moment to come back, as after a loose plug.
 */
export class CameraWatch {
  #report: CameraReport | null = null;
  #lastFrame: Seconds;

  constructor(now: Seconds) {
    this.#lastFrame = now;
  }

  /** null: there is no page. */
  report(report: CameraReport | null): void {
    this.#report = report;
  }

  frame(now: Seconds): void {
    this.#lastFrame = now;
  }

  /** @param busy the page is known to be slow for a moment: it is loading its detector. */
  feeder(now: Seconds, busy = false): "camera" | "demo" {
    const waited = now - this.#lastFrame;
    const state = this.#report?.state;
    if (state === "none" || state === "denied") return waited > 0.5 ? "demo" : "camera";
    return waited > (busy ? 10 * PATIENCE : PATIENCE) ? "demo" : "camera";
  }

  /** Whether somebody has to do something about it: not while a camera starts or no page is open yet. */
  get isFault(): boolean {
    return ["none", "denied", "gone"].includes(this.#report?.state ?? "");
  }

  /** Why no camera frames come, in words. */
  why(): string {
    const label = this.#report?.label;
    const detail = label ? ` (${label})` : "";
    switch (this.#report?.state) {
      case undefined:
        return "no stage page is open";
      case "starting":
        return "the camera is starting, or waits for permission";
      case "on":
        return `the camera gives no pictures${detail}`;
      case "none":
        return `no camera was found${detail}`;
      case "denied":
        return `the camera was refused${detail}`;
      case "gone":
        return `the camera is gone${detail}`;
    }
  }
}
