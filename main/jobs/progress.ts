import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";

/** A terminal's line is drawn anew this often; a log file gets a line of its own this often. */
const REDRAW: Seconds = 0.1;
const LOG: Seconds = 10;

/** Back to the start of the line, and erase it. */
const CLEAR = "\r\u001b[K";

export interface ProgressOptions {
  readonly stream: { readonly isTTY?: boolean; write(text: string): unknown };
  readonly clock: Clock;
  /** What is counted, for example "frame". */
  readonly unit: string;
  /** null where nobody knows. */
  readonly total: number | null;
}

/** How far a long job is: "frame 120 of 545, 31 fps, 14 s left", in place on a terminal, seldom elsewhere. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #started: Seconds;
  #shown: Seconds;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#started = options.clock.now();
    this.#shown = this.#started;
  }

  update(done: number): void {
    const { stream, clock } = this.#options;
    const now = clock.now();
    if (now - this.#shown < (stream.isTTY ? REDRAW : LOG)) return;
    this.#shown = now;
    const line = this.#describe(done, now - this.#started);
    stream.write(stream.isTTY ? `${CLEAR}${line}` : `${line}\n`);
  }

  /** Leaves the terminal's line empty for what is said next. */
  end(): void {
    const { stream } = this.#options;
    if (stream.isTTY) stream.write(CLEAR);
  }

  #describe(done: number, passed: Seconds): string {
    const { unit, total } = this.#options;
    const rate = done / passed;
    const pace = `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} ${unit}s a second`;
    if (total === null || total < done) return `${unit} ${done}, ${pace}`;
    return `${unit} ${done} of ${total}, ${pace}, ${duration((total - done) / rate)} left`;
  }
}

function duration(seconds: Seconds): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
