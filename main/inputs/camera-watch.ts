import type { CameraReport } from "../../shared/messages.ts";
import { Patience } from "../../shared/patience.ts";
import type { Seconds } from "../../shared/pose.ts";

/** Without a camera frame for this long the demo dances, or for longer where the camera is known to be slow. */
const PATIENCE: Seconds = 2;
const LONGEST_PATIENCE: Seconds = 12;
/** A page that is loading its detector is waited for. */
const BUSY_PATIENCE: Seconds = 20;
/** Where there is no camera to wait for. */
const NO_PATIENCE: Seconds = 0.5;
/** A camera that was there for so long is trusted again at its first frame. */
const HELD: Seconds = 60;
/** One that was not has to give frames for so long first, and for twice as long each time that it is lost again. */
const TRIAL: Seconds = 1;
const LONGEST_TRIAL: Seconds = 30;

/**
 * Who feeds the engine when the source is the camera: the camera, or the demo until a camera comes up. A refused or
 * absent camera is replaced at once; one that has gone has a moment to come back, as after a loose plug; one that is
 * slow is waited for as its frames come. Neither takes turns with the other: who was lost soon is tried for longer.
 */
export class CameraWatch {
  readonly #patience = new Patience({ least: PATIENCE, most: LONGEST_PATIENCE });
  #report: CameraReport | null = null;
  #feeder: "camera" | "demo" = "camera";
  #lastFrame: Seconds;
  /** Since when the camera feeds the engine; null before its first frame. */
  #since: Seconds | null = null;
  /** How long the camera has to give frames before the demo makes room, and since when it does; null: it does not. */
  #trial: Seconds = 0;
  #steadySince: Seconds | null = null;

  constructor(now: Seconds) {
    this.#lastFrame = now;
  }

  /** null: there is no page. */
  report(report: CameraReport | null): void {
    this.#report = report;
    // One that has gone may only have been too slow for the page.
    if (report?.state !== "on" && report?.state !== "gone") this.#patience.interrupted();
  }

  frame(now: Seconds): void {
    if (now - this.#lastFrame > this.#limit) this.#steadySince = null;
    this.#steadySince ??= now;
    this.#patience.arrived(now);
    this.#lastFrame = now;
  }

  /** @param busy the page is known to be slow for a moment: it is loading its detector. */
  feeder(now: Seconds, busy = false): "camera" | "demo" {
    const limit = busy && this.#limit > NO_PATIENCE ? BUSY_PATIENCE : this.#limit;
    if (now - this.#lastFrame > limit) this.#lose();
    else if (this.#steadySince !== null && this.#lastFrame - this.#steadySince >= this.#trial) {
      this.#feeder = "camera";
      this.#since ??= now;
    }
    return this.#feeder;
  }

  #lose(): void {
    if (this.#feeder === "camera" && this.#since !== null) {
      const held = this.#lastFrame - this.#since;
      this.#trial = held > HELD ? 0 : Math.min(LONGEST_TRIAL, Math.max(TRIAL, 2 * this.#trial));
    }
    this.#feeder = "demo";
    this.#since = null;
    this.#steadySince = null;
  }

  /** How long the next frame is waited for. */
  get #limit(): Seconds {
    const state = this.#report?.state;
    if (state === "none" || state === "denied") return NO_PATIENCE;
    return state === "on" ? this.#patience.limit : PATIENCE;
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
