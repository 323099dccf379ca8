import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Progress } from "../system/job.ts";
import { printableLines } from "../system/log/printable.ts";

/** A terminal's line is drawn anew this often; elsewhere, as in a file, a line is added this often. */
const REDRAW: Seconds = 0.1;
const LOG: Seconds = 10;
/** The rate is that of the last so many seconds, since steps may become slower or faster. */
const WINDOW: Seconds = 30;
const SAMPLE: Seconds = 1;

/** Back to the start of the line, and erase it. */
const CLEAR = "\r\u001b[K";

export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Prints how far a job is: "tracking: frame 120 of 545, 31 frames a second, 14 s left". */
export class ProgressPrinter {
  readonly #stream: TextStream;
  readonly #clock: Clock;
  #printed: Seconds;
  #phase: string | null = null;
  /** The counts of the phase in the last seconds, oldest first. */
  #counts: { readonly at: Seconds; readonly done: number }[] = [];

  constructor(stream: TextStream, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
    this.#printed = clock.now();
  }

  report(progress: Progress): void {
    const { isTTY, columns = Number.POSITIVE_INFINITY } = this.#stream;
    const now = this.#clock.now();
    const isNewPhase = this.#count(progress, now);
    const isDue = now - this.#printed >= (isTTY ? REDRAW : LOG);
    if (!isDue && !(isTTY && isNewPhase)) return;
    this.#printed = now;
    const line = this.#describe(progress, now);
    // A line that wraps could not be erased.
    this.#stream.write(isTTY ? `${CLEAR}${line.slice(0, columns - 1)}` : `${line}\n`);
  }

  /** Prints a line that stays. */
  note(line: string): void {
    this.#stream.write(`${this.#stream.isTTY ? CLEAR : ""}${printableLines(line)}\n`);
  }

  /** Leaves the terminal's line empty for what is printed next. */
  end(): void {
    if (this.#stream.isTTY && this.#phase !== null) this.#stream.write(CLEAR);
  }

  /** @returns whether this is the first report of a phase, or of the same phase begun again. */
  #count({ phase, done }: Progress, at: Seconds): boolean {
    const last = this.#counts.at(-1);
    const isNewPhase = phase !== this.#phase || done < last!.done;
    if (isNewPhase) this.#counts = [];
    this.#phase = phase;
    if (isNewPhase || at - last!.at >= SAMPLE) this.#counts.push({ at, done });
    while (this.#counts.length > 1 && at - this.#counts[1]!.at >= WINDOW) this.#counts.shift();
    return isNewPhase;
  }

  #describe({ phase, unit, done, total, details = [] }: Progress, now: Seconds): string {
    const known = total !== null && done <= total;
    const parts = [known ? `${unit} ${done} of ${total}` : `${unit} ${done}`, ...details];
    const since = this.#counts[0]!;
    const rate = (done - since.done) / (now - since.at);
    if (rate > 0) {
      parts.push(rate < 1 ? `${(1 / rate).toFixed(1)} s a ${unit}` : `${rounded(rate)} ${unit}s a second`);
      if (known) parts.push(`${duration((total - done) / rate)} left`);
    }
    return `${phase}: ${parts.join(", ")}`;
  }
}

const rounded = (rate: number): string => (rate < 10 ? rate.toFixed(1) : `${Math.round(rate)}`);

function duration(seconds: Seconds): string {
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
