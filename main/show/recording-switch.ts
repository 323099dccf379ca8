import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { isolated } from "../outputs/isolated.ts";
import { createRecorder, type Recorder } from "../outputs/recording/recorder.ts";
import type { Log } from "../system/log.ts";

/** A button that bounces, or somebody who plays with it, makes no more takes than this. */
const AT_LEAST: Seconds = 1;

export interface RecordingSwitchParts {
  /** Where takes are kept; the next ones get a number. */
  readonly file: string;
  readonly fps: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly onNotice: (line: string) => void;
}

/** Keeps the dance from when it is asked for until it is no longer. */
export class RecordingSwitch {
  readonly #parts: RecordingSwitchParts;
  #recorder: Recorder | null = null;
  #on = false;
  /** What was asked for last. */
  #wanted = false;
  #changedAt: Seconds = Number.NEGATIVE_INFINITY;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: RecordingSwitchParts) {
    this.#parts = parts;
  }

  get on(): boolean {
    return this.#on;
  }

  /**
   * Begins at once, before the first frame.
   * @throws ConfigError as `createRecorder` does.
   */
  async begin(): Promise<string> {
    this.#recorder = isolated(await createRecorder(this.#parts), this.#parts.log);
    this.#on = true;
    this.#wanted = true;
    return this.#recorder.description;
  }

  /** At once, or with the first frame that may begin or end one; the last wish counts. Never throws; what goes wrong is told. */
  set(on: boolean): void {
    this.#wanted = on;
    this.#follow();
  }

  send(frame: StageFrame): void {
    this.#follow();
    this.#recorder?.send(frame);
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#stop();
  }

  #follow(): void {
    const now = this.#parts.clock.now();
    const on = this.#wanted;
    if (on === this.#on || now - this.#changedAt < AT_LEAST) return;
    this.#on = on;
    this.#changedAt = now;
    this.#last = this.#last.then(() => (on ? this.#start() : this.#stop()));
  }

  async #start(): Promise<void> {
    try {
      this.#parts.onNotice(await this.begin());
    } catch (error) {
      this.#on = false;
      this.#wanted = false;
      this.#parts.onNotice(`no recording: ${(error as Error).message}`);
    }
  }

  async #stop(): Promise<void> {
    const recorder = this.#recorder;
    this.#recorder = null;
    if (!recorder) return;
    await recorder.close();
    this.#parts.onNotice("recording ended");
  }
}
