import type { Clock } from "../../shared/clock.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { Engine } from "./engine.ts";

export interface LoopParts {
  readonly engine: Engine;
  readonly clock: Clock;
  /** @param answers whether a source frame led to it; otherwise the engine made it because none came. */
  readonly emit: (frame: StageFrame, answers: boolean) => void;
  /** A frame that could not be made; the loop goes on with the next. */
  readonly onError: (error: unknown) => void;
  /** Without a source frame for this long, `tick` makes StageFrames of its own. */
  readonly idleAfter: Seconds;
}

/** A StageFrame to be made. */
interface Job {
  readonly answers: boolean;
  readonly make: () => Promise<StageFrame>;
}

/**
 * The engine in real time, one StageFrame after the other: while one is being made the latest source frame waits, and a
 * newer one takes its place.
 */
export class FrameLoop {
  readonly #parts: LoopParts;
  #waiting: Job | null = null;
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
    this.#waiting = { answers: true, make: () => this.#parts.engine.process(frame) };
    if (!this.#busy) void this.#run();
  }

  /** To be called about as often as frames come. */
  tick(): void {
    if (this.#closed || this.#busy || !this.#newest) return;
    const { t, arrived } = this.#newest;
    const waited = this.#parts.clock.now() - arrived;
    if (waited < this.#parts.idleAfter) return;
    this.#waiting = { answers: false, make: () => this.#parts.engine.idle(t + waited) };
    void this.#run();
  }

  close(): void {
    this.#closed = true;
    this.#waiting = null;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#waiting) {
      const { answers, make } = this.#waiting;
      this.#waiting = null;
      try {
        const staged = await make();
        if (!this.#closed) this.#parts.emit(staged, answers);
      } catch (error) {
        this.#parts.onError(error);
      }
    }
    this.#busy = false;
  }
}
