import type { Clock } from "../../../shared/clock.ts";
import type { PoseFrame, Seconds } from "../../../shared/pose.ts";

/** Frames of an empty stage come thirty a second until whatever glides has come to rest, */
const EMPTYING: Seconds = 3;
const EMPTYING_MS = 33;
/** then one a second, so that an engine which no longer works is noticed before it is opened. */
const CLOSED_MS = 1000;
const PICTURE = { width: 1280, height: 720 };

export interface ClosedFramesParts {
  readonly clock: Clock;
  readonly offer: (frame: PoseFrame) => void;
}

/** What the engine sees while the show is closed: nobody, and that nobody is to come. */
export class ClosedFrames {
  readonly #parts: ClosedFramesParts;
  #since: Seconds | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ClosedFramesParts) {
    this.#parts = parts;
  }

  /** Whether lights have been led to rest, and need not hear any more. */
  get emptied(): boolean {
    return this.#since !== null && this.#parts.clock.now() - this.#since > EMPTYING;
  }

  begin(): void {
    this.#since ??= this.#parts.clock.now();
    this.#next();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#since = null;
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#parts.offer({
      ...{ tag: "poses", t: this.#parts.clock.now(), people: [], reason: "closed" },
      ...PICTURE,
    });
    this.#timer = setTimeout(() => this.#next(), this.emptied ? CLOSED_MS : EMPTYING_MS);
  }
}
