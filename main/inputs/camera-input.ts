import { findCamera, numberedCameras } from "../../shared/cameras.ts";
import type { Clock } from "../../shared/clock.ts";
import type { CameraReport, ListedCamera } from "../../shared/messages.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import { CameraWatch } from "./camera-watch.ts";
import { keepPlaying } from "./keep-playing.ts";
import type { LiveInput, PageCamera } from "./live-input.ts";
import type { Source } from "./source.ts";

const LOOK_MS = 250;
/**
 * While the next frame of the camera is waited for, its last one is shown again so often: sooner than the engine takes
 * a dancer for gone, and rarely enough for the slow machine that this is.
 */
const HOLD_EVERY: Seconds = 0.75;
/** By which a frame is put after a held one that was ahead of it; what is older by more is a new beginning. */
const STEP: Seconds = 0.001;
const AHEAD: Seconds = 2;

export interface CameraInputParts {
  readonly clock: Clock;
  /** Dances while there is no camera. */
  readonly demo: Source;
  /** The camera that the settings name, as `findCamera` takes it; null for none. */
  readonly wanted: string | null;
  readonly show: (frame: SourceFrame) => void;
  readonly tellOperator: (line: string) => void;
  /** The page is known to be slow for a moment: it is loading its detector. */
  readonly isPageBusy: () => boolean;
}

/** A frame of the camera that was shown. */
interface ShownFrame {
  readonly frame: SourceFrame;
  readonly at: Seconds;
}

/** The page's camera, and the demo for as long as there is none. It never ends by itself. */
export class CameraInput implements LiveInput, PageCamera {
  readonly page = this;
  readonly track = null;
  readonly ended = new Promise<void>(() => {});
  readonly #parts: CameraInputParts;
  #watch: CameraWatch;
  #look: NodeJS.Timeout | undefined;
  #demo: AbortController | null = null;
  #why = "";
  /** The last of the camera's, or the same again; null while the demo dances. */
  #shown: ShownFrame | null = null;
  #cameras: readonly ListedCamera[] = [];
  /** Label of the camera that gave pictures last. */
  #used: string | null = null;
  /** What was said of the camera that the settings name. */
  #missing: string | null = null;
  #closed = false;
  #rests = false;

  constructor(parts: CameraInputParts) {
    this.#parts = parts;
    this.#watch = new CameraWatch(parts.clock.now());
  }

  get description(): string {
    return this.#demo ? `demo, since ${this.#why}` : "camera";
  }

  get fps(): number | null {
    return this.#demo ? this.#parts.demo.fps : null;
  }

  get missing(): string | null {
    return this.#demo ? this.#why : null;
  }

  get cameras(): readonly ListedCamera[] {
    return this.#cameras;
  }

  start(): void {
    if (!this.#rests) this.#begin();
  }

  rest(on: boolean): void {
    this.#rests = on;
    clearInterval(this.#look);
    this.#demo?.abort();
    [this.#demo, this.#shown] = [null, null];
    if (on) return;
    // The page opens its camera anew.
    this.#watch = new CameraWatch(this.#parts.clock.now());
    this.#begin();
  }

  #begin(): void {
    this.#look = setInterval(() => {
      this.#choose();
      this.#hold();
    }, LOOK_MS);
  }

  frame(frame: SourceFrame): void {
    if (this.#rests) return;
    this.#watch.frame(this.#parts.clock.now());
    if (this.#demo) this.#choose();
    if (this.#demo) return;
    const last = this.#shown?.frame.t ?? Number.NEGATIVE_INFINITY;
    const isLate = frame.t <= last && frame.t > last - AHEAD;
    this.#show(isLate ? { ...frame, t: last + STEP } : frame);
  }

  report(report: CameraReport | null): void {
    this.#watch.report(report);
    this.#cameras = report?.cameras ?? [];
    this.#tellOfCameras(report);
    this.#choose();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#look);
    this.#demo?.abort();
    await this.#parts.demo.close();
  }

  #show(frame: SourceFrame): void {
    this.#shown = { frame, at: this.#parts.clock.now() };
    this.#parts.show(frame);
  }

  /** Keeps the dancer's place while a slow camera is waited for. */
  #hold(): void {
    if (!this.#shown || this.#closed) return;
    const { frame, at } = this.#shown;
    const waited = this.#parts.clock.now() - at;
    if (waited >= HOLD_EVERY) this.#show({ ...frame, t: frame.t + waited });
  }

  #tellOfCameras(report: CameraReport | null): void {
    const { wanted, tellOperator } = this.#parts;
    const labels = this.#cameras.map(({ label }) => label);
    if (wanted !== null && labels.length > 0) {
      const line =
        findCamera(labels, wanted) < 0
          ? `camera is "${wanted}", expected one of ${numberedCameras(labels)}; others are tried meanwhile`
          : null;
      if (line !== null && line !== this.#missing) tellOperator(line);
      this.#missing = line;
    }
    if (report?.state !== "on") return;
    if (this.#used !== null && this.#used !== report.label) {
      const fault = this.#cameras.find(({ label }) => label === this.#used)?.fault;
      tellOperator(`the camera is ${report.label} now${fault ? ` (${this.#used}: ${fault})` : ""}`);
    }
    this.#used = report.label;
  }

  #choose(): void {
    const { clock, demo, show, tellOperator, isPageBusy } = this.#parts;
    if (this.#closed || this.#rests) return;
    const feeder = this.#watch.feeder(clock.now(), isPageBusy());
    if (feeder === "camera") {
      if (!this.#demo) return;
      this.#demo.abort();
      this.#demo = null;
      tellOperator("the camera is here: the demo makes room");
      return;
    }
    const why = this.#watch.why();
    const news = why !== this.#why && this.#watch.isFault;
    if (news || !this.#demo) tellOperator(`${why}: the demo dances until it comes up`);
    this.#why = why;
    if (this.#demo) return;
    this.#shown = null;
    this.#demo = new AbortController();
    keepPlaying(demo, { clock, signal: this.#demo.signal, show, tellOperator, evenAtFirst: true }).catch(
      (error: Error) => {
        tellOperator(`the demo stopped: ${error.message}`);
      },
    );
  }
}
