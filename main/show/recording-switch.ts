import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { isolated } from "../outputs/isolated.ts";
import { createRecorder, type Recorder, type RecorderOptions } from "../outputs/recording/recorder.ts";
import { backoff } from "../system/backoff.ts";
import { ConfigError } from "../system/errors.ts";
import { DISK_PATIENCE, inTime } from "../system/files/in-time.ts";
import type { Log } from "../system/log/log.ts";

/** A button that bounces, or somebody who plays with it, makes no more takes than this. */
const AT_LEAST: Seconds = 1;
/** After a failure it is tried again, ever more rarely. */
const LEAST_BETWEEN: Seconds = 1;
const MOST_BETWEEN: Seconds = 30;
/** What went well for so long is not part of a series of failures. */
const STABLE_AFTER: Seconds = 60;

export interface RecordingSwitchParts {
  /** Where takes are kept; the next ones get a number. */
  readonly file: string;
  readonly fps: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly tellOperator: (line: string) => void;
  /** What opens the files; another one in tests. */
  readonly open?: (options: RecorderOptions) => Promise<Recorder>;
}

/**
 * Keeps the dance from when it is asked for until it is no longer. Where the disk refuses it is tried again, in a new
 * file, until it is switched off.
 */
export class RecordingSwitch {
  readonly #parts: RecordingSwitchParts;
  #recorder: Recorder | null = null;
  /** What was asked for last. */
  #asked = false;
  /** Nobody dances: the take ends, and the next begins when it is over. */
  #rests = false;
  #changedAt: Seconds = Number.NEGATIVE_INFINITY;
  /** A start or an end on its way. */
  #changing: Promise<void> | null = null;
  #failures = 0;
  #retryAt: Seconds = Number.NEGATIVE_INFINITY;
  #trouble: string | null = null;
  /** Frames between two recordings of which the second goes on from the first. */
  #missed = 0;
  #wasBehind = false;

  constructor(parts: RecordingSwitchParts) {
    this.#parts = parts;
  }

  /** Whether frames are being kept, whatever was asked for. */
  get on(): boolean {
    return this.#recorder !== null && this.#recorder.failure === null && !this.#recorder.behind;
  }

  /** In words, for the status. */
  get description(): string {
    if (this.on) return this.#recorder?.description ?? "";
    if (this.#recorder?.behind) return "not recording: the disk is too slow";
    return this.#wanted && this.#trouble !== null ? `not recording: ${this.#trouble}` : "";
  }

  /**
   * Begins at once, before the first frame.
   * @throws ConfigError as `createRecorder` does.
   */
  async begin(): Promise<string> {
    // Before the disk answers: whoever switches it off meanwhile is the last to wish.
    this.#asked = true;
    this.#recorder = isolated(await this.#open(), this.#parts.log);
    this.#changedAt = this.#parts.clock.now();
    this.#trouble = null;
    return this.#recorder.description;
  }

  /** At once, or with the first frame that may begin or end one; the last wish counts. Never throws; what goes wrong is told. */
  set(on: boolean): void {
    // Asked for anew while it waits for the disk: tried at once.
    if (on) this.#retryAt = Number.NEGATIVE_INFINITY;
    if (on && !this.#wanted) [this.#failures, this.#missed, this.#trouble] = [0, 0, null];
    this.#asked = on;
    this.#follow();
  }

  /** Ends the take while the show is closed, and begins another when it is open again. */
  rest(on: boolean): void {
    this.#rests = on;
    this.#follow();
  }

  get #wanted(): boolean {
    return this.#asked && !this.#rests;
  }

  send(frame: StageFrame): void {
    this.#follow();
    if (this.#recorder) this.#recorder.send(frame);
    else if (this.#wanted && this.#trouble !== null) this.#missed++;
  }

  async close(): Promise<void> {
    this.#asked = false;
    while (this.#changing) await this.#changing;
    await this.#stop();
  }

  #follow(): void {
    const recorder = this.#recorder;
    if (this.#changing) return;
    if (recorder && recorder.failure !== null) {
      this.#change(() => this.#lose(recorder, recorder.failure ?? ""));
      return;
    }
    this.#tellIfBehind();
    const now = this.#parts.clock.now();
    if (this.#wanted === (recorder !== null)) {
      // Switched off while it waited for the disk.
      if (!this.#wanted && this.#trouble !== null) this.#tellEnd();
      return;
    }
    if (now - this.#changedAt < AT_LEAST || (this.#wanted && now < this.#retryAt)) return;
    this.#changedAt = now;
    this.#change(() => (this.#wanted ? this.#start() : this.#stop()));
  }

  #change(how: () => Promise<void>): void {
    this.#changing = how().finally(() => {
      this.#changing = null;
      this.#follow();
    });
  }

  async #start(): Promise<void> {
    const before = this.#trouble;
    try {
      const line = await this.begin();
      const missed = this.#missed === 1 ? "1 frame was" : `${this.#missed} frames were`;
      this.#parts.tellOperator(before === null ? line : `${line} again; ${missed} missed`);
      this.#missed = 0;
    } catch (error) {
      this.#failed((error as Error).message, "no recording");
    }
  }

  async #stop(): Promise<void> {
    const recorder = this.#recorder;
    this.#recorder = null;
    if (!recorder) return;
    await recorder.close();
    this.#tellEnd();
  }

  async #lose(recorder: Recorder, why: string): Promise<void> {
    this.#recorder = null;
    if (this.#parts.clock.now() - this.#changedAt > STABLE_AFTER) this.#failures = 0;
    this.#failed(why, "the recording stopped");
    this.#missed += recorder.lost;
    await recorder.close();
  }

  #failed(why: string, what: string): void {
    this.#failures++;
    this.#retryAt = this.#parts.clock.now() + backoff(this.#failures, LEAST_BETWEEN, MOST_BETWEEN);
    if (why !== this.#trouble)
      this.#parts.tellOperator(`${what}: ${why}; it is tried again until recording is switched off`);
    this.#trouble = why;
  }

  #tellEnd(): void {
    this.#trouble = null;
    this.#parts.tellOperator("recording ended");
  }

  #tellIfBehind(): void {
    const behind = this.#recorder?.behind ?? false;
    if (behind && !this.#wasBehind) this.#parts.tellOperator("not recording: the disk is too slow");
    if (!behind && this.#wasBehind && this.#recorder)
      this.#parts.tellOperator("recording goes on: the disk has caught up");
    this.#wasBehind = behind;
  }

  async #open(): Promise<Recorder> {
    const { open = createRecorder, file } = this.#parts;
    try {
      return await inTime(
        file,
        () => open(this.#parts),
        DISK_PATIENCE,
        (late) => late.close(),
      );
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      throw new ConfigError(
        `record is ${file}, which ${(error as Error).message}; expected a folder of yours on a disk that answers`,
      );
    }
  }
}
