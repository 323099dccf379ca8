import type { Clock } from "../../shared/clock.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { Engine } from "./engine.ts";

export interface LoopParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly emit: (frame: StageFrame) => void;
  /** A frame that could not be processed; the loop goes on with the next. */
  readonly onError: (error: unknown) => void;
  /** Without a source frame for this long, `tick` makes StageFrames of its own. */
  readonly idleAfter: Seconds;
}

/**
 * Latest frame wins: one frame in the engine, at most one waiting, and a newer one takes the waiting one's place.
 */
export class FrameLoop {
  readonly #parts: LoopParts;
  #waiting: SourceFrame | null = null;
  #busy = false;
  #closed = false;
  /** The newest source frame: its own time, and when it arrived. */
  #newest: { readonly t: Seconds; readonly arrived: Seconds } | null = null;

  /** Frames that were replaced before the engine could take them. */
  dropped = 0;

  constructor(parts: LoopParts) {
    this.#parts = parts;
  }

  offer(frame: SourceFrame): void {
    if (this.#closed) return;
    this.#newest = { t: frame.t, arrived: this.#parts.clock.now() };
    if (this.#waiting) this.dropped++;
    this.#waiting = frame;
    if (!this.#busy) void this.#run();
  }

  /** To be called about as often as frames come. */
  tick(): void {
    if (this.#closed || this.#busy || !this.#newest) return;
    const waited = this.#parts.clock.now() - this.#newest.arrived;
    if (waited < this.#parts.idleAfter) return;
    this.#parts.emit(this.#parts.engine.idle(this.#newest.t + waited));
  }

  close(): void {
    this.#closed = true;
    this.#waiting = null;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#waiting) {
      const frame = this.#waiting;
      this.#waiting = null;
      try {
        const staged = await this.#parts.engine.process(frame);
        if (!this.#closed) this.#parts.emit(staged);
      } catch (error) {
        this.#parts.onError(error);
      }
    }
    this.#busy = false;
  }
}
