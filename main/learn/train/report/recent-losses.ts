import { meanLosses, type StepReport } from "../optimiser/trainer.ts";
import type { LossValues } from "../trainable-type.ts";

/** Losses are means over this many steps. */
const MEAN_STEPS = 20;

/** The figures of a training's last steps, as its progress tells them. */
export class RecentLosses {
  readonly #recent: { readonly report: StepReport; readonly at: number }[] = [];
  readonly #tell: (losses: LossValues) => readonly string[];

  /** @param tell what is said of mean losses. */
  constructor(tell: (losses: LossValues) => readonly string[]) {
    this.#tell = tell;
  }

  /** @param at when the step was done, seconds. */
  add(report: StepReport, at: number): void {
    this.#recent.push({ report, at });
    if (this.#recent.length > MEAN_STEPS + 1) this.#recent.shift();
  }

  /** None before the first step. */
  details(): readonly string[] {
    if (this.#recent.length === 0) return [];
    const reports = this.#recent.map(({ report }) => report);
    const parts = [...this.#tell(meanLosses(reports.map(({ losses }) => losses)))];
    const seconds = this.#recent.at(-1)!.at - this.#recent[0]!.at;
    const frames = reports.slice(1).reduce((sum, report) => sum + report.frames, 0);
    if (seconds > 0) parts.push(`${Math.round(frames / seconds)} frames/s`);
    return parts;
  }
}
