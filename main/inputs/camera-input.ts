import type { Clock } from "../../shared/clock.ts";
import type { CameraReport } from "../../shared/messages.ts";
import type { SourceFrame } from "../../shared/pose.ts";
import { CameraWatch } from "./camera-watch.ts";
import { keepPlaying } from "./keep-playing.ts";
import type { LiveInput, PageCamera } from "./live-input.ts";
import type { Source } from "./source.ts";

const LOOK_MS = 250;

export interface CameraInputParts {
  readonly clock: Clock;
  /** Dances while there is no camera. */
  readonly demo: Source;
  readonly show: (frame: SourceFrame) => void;
  readonly tellOperator: (line: string) => void;
  /** The page is known to be slow for a moment: it is loading its detector. */
  readonly isPageBusy: () => boolean;
}

/** The page's camera, and the demo for as long as there is none. It never ends by itself. */
export class CameraInput implements LiveInput, PageCamera {
  readonly page = this;
  readonly ended = new Promise<void>(() => {});
  readonly #parts: CameraInputParts;
  readonly #watch: CameraWatch;
  #look: NodeJS.Timeout | undefined;
  #demo: AbortController | null = null;
  #why = "";
  #closed = false;

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

  start(): void {
    this.#look = setInterval(() => this.#choose(), LOOK_MS);
  }

  frame(frame: SourceFrame): void {
    this.#watch.frame(this.#parts.clock.now());
    if (this.#demo) this.#choose();
    this.#parts.show(frame);
  }

  report(report: CameraReport | null): void {
    this.#watch.report(report);
    this.#choose();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#look);
    this.#demo?.abort();
    await this.#parts.demo.close();
  }

  #choose(): void {
    const { clock, demo, show, tellOperator, isPageBusy } = this.#parts;
    if (this.#closed) return;
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
    this.#demo = new AbortController();
    keepPlaying(demo, { clock, signal: this.#demo.signal, show, tellOperator, evenAtFirst: true }).catch(
      (error: Error) => {
        tellOperator(`the demo stopped: ${error.message}`);
      },
    );
  }
}
