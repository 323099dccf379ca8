import type { StepReport } from "./optimiser/trainer.ts";

const CLEAR = "\r\u001b[K";
/** Losses are means over this many steps. */
const MEAN_STEPS = 20;
/** Where there is no terminal, a line this often, in steps. */
const LOG_EVERY = 20;

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How far training is: in place on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  readonly #stream: Stream;
  readonly #now: () => number;
  readonly #recent: { readonly report: StepReport; readonly at: number }[] = [];

  /** @param now seconds. */
  constructor(stream: Stream, now: () => number) {
    this.#stream = stream;
    this.#now = now;
  }

  /** A line that stays. */
  say(line: string): void {
    this.#stream.write(`${this.#stream.isTTY ? CLEAR : ""}${line}\n`);
  }

  /** Takes read so far; only where it can be overwritten. */
  reading(done: number, of: number): void {
    if (this.#stream.isTTY) this.#stream.write(`${CLEAR}reading the archive: ${done} of ${of} takes`);
  }

  step(report: StepReport, steps: number, epoch: number): void {
    this.#recent.push({ report, at: this.#now() });
    if (this.#recent.length > MEAN_STEPS + 1) this.#recent.shift();
    if (this.#stream.isTTY) this.#stream.write(`${CLEAR}${this.#line(steps, epoch)}`);
    else if (report.step % LOG_EVERY === 0) this.say(this.#line(steps, epoch));
  }

  #line(steps: number, epoch: number): string {
    const reports = this.#recent.map(({ report }) => report);
    const { step } = reports.at(-1)!;
    const mean = (value: (report: StepReport) => number) =>
      reports.reduce((sum, report) => sum + value(report), 0) / reports.length;
    const seconds = this.#recent.at(-1)!.at - this.#recent[0]!.at;
    const frames = reports.slice(1).reduce((sum, report) => sum + report.frames, 0);
    const parts = [
      `step ${step} of ${steps}, epoch ${epoch.toFixed(1)}`,
      `loss ${mean(({ losses }) => losses.total).toFixed(3)}`,
      `off by ${(1000 * mean(({ losses }) => losses.position)).toFixed(0)} mm`,
      `${mean(({ losses }) => losses.divergence).toFixed(1)} nats`,
      `motion statistics off by ${(100 * mean(({ losses }) => losses.motionStatistics)).toFixed(0)} %`,
    ];
    if (seconds > 0) {
      parts.push(`${Math.round(frames / seconds)} frames/s`);
      parts.push(`${duration(((steps - step) * seconds) / (reports.length - 1))} left`);
    }
    return parts.join(", ");
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
