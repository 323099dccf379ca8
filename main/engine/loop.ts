import type { Clock } from "../../shared/clock.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { Engine } from "./engine.ts";
import { Mailbox } from "./mailbox.ts";

export interface LoopParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly emit: (frame: StageFrame) => void;
  /** A frame that could not be processed; the loop goes on with the next. */
  readonly onError: (error: unknown) => void;
  /** Without a source frame for this long, `tick` makes StageFrames of its own. */
  readonly idleAfter: Seconds;
}

/** The engine in real time: latest frame wins, one in the engine and at most one waiting. */
export class FrameLoop {
  readonly #parts: LoopParts;
  readonly #mailbox = new Mailbox<SourceFrame>((frame) => void this.#process(frame));
  #closed = false;
  /** The newest source frame: its own time, and when it arrived. */
  #newest: { readonly t: Seconds; readonly arrived: Seconds } | null = null;

  constructor(parts: LoopParts) {
    this.#parts = parts;
    this.#mailbox.open();
  }

  /** Frames that were replaced before the engine could take them. */
  get dropped(): number {
    return this.#mailbox.dropped;
  }

  offer(frame: SourceFrame): void {
    if (this.#closed) return;
    this.#newest = { t: frame.t, arrived: this.#parts.clock.now() };
    this.#mailbox.offer(frame);
  }

  /** To be called about as often as frames come. */
  tick(): void {
    if (this.#closed || this.#mailbox.busy || !this.#newest) return;
    const waited = this.#parts.clock.now() - this.#newest.arrived;
    if (waited < this.#parts.idleAfter) return;
    this.#parts.emit(this.#parts.engine.idle(this.#newest.t + waited));
  }

  close(): void {
    this.#closed = true;
  }

  async #process(frame: SourceFrame): Promise<void> {
    try {
      const staged = await this.#parts.engine.process(frame);
      if (!this.#closed) this.#parts.emit(staged);
    } catch (error) {
      this.#parts.onError(error);
    }
    if (!this.#closed) this.#mailbox.open();
  }
}

/**
 * The same without real time: every frame of the source, one after the other, as fast as the engine goes.
 * The same source, settings and seed give the same frames.
 */
export async function* dance(frames: AsyncIterable<SourceFrame>, engine: Engine): AsyncGenerator<StageFrame> {
  for await (const frame of frames) yield await engine.process(frame);
}
