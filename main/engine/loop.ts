import type { Clock } from "../../shared/clock.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { type Engine, isClosed } from "./engine.ts";
import { Mailbox } from "./mailbox.ts";

export interface LoopParts {
  readonly engine: Engine;
  readonly clock: Clock;
  /** @param answers whether a source frame led to it; otherwise the engine made it because none came. */
  readonly emit: (frame: StageFrame, answers: boolean) => void;
  /** A frame that could not be made, `answers` as above; the loop goes on with the next. */
  readonly onError: (error: unknown, answers: boolean) => void;
  /** Without a source frame for this long, `tick` makes StageFrames of its own. */
  readonly idleAfter: Seconds;
}

/** A StageFrame to be made. */
interface Job {
  readonly answers: boolean;
  readonly make: () => Promise<StageFrame>;
}

/** The engine in real time: one StageFrame after the other; of the source frames that come meanwhile the latest is next. */
export class FrameLoop {
  readonly #parts: LoopParts;
  readonly #mailbox = new Mailbox<Job>((job) => void this.#run(job));
  #closed = false;
  /** The newest source frame: its own time, and when it arrived. */
  #newest: { readonly t: Seconds; readonly arrived: Seconds } | null = null;
  /** It said that the show is closed: nothing dances on until the next. */
  #rests = false;

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
    this.#rests = isClosed(frame);
    this.#mailbox.offer({ answers: true, make: () => this.#parts.engine.process(frame) });
  }

  /** To be called about as often as frames come. */
  tick(): void {
    if (this.#closed || this.#rests || this.#mailbox.busy || !this.#newest) return;
    const { t, arrived } = this.#newest;
    const waited = this.#parts.clock.now() - arrived;
    if (waited < this.#parts.idleAfter) return;
    this.#mailbox.offer({ answers: false, make: () => this.#parts.engine.idle(t + waited) });
  }

  close(): void {
    this.#closed = true;
  }

  async #run({ answers, make }: Job): Promise<void> {
    try {
      const staged = await make();
      if (!this.#closed) this.#parts.emit(staged, answers);
    } catch (error) {
      this.#parts.onError(error, answers);
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
