import type { StepReport } from "../optimiser/trainer.ts";

/** Losses are means over this many steps. */
const MEAN_STEPS = 20;

/** The figures of a training's last steps, as its progress tells them. */
export class RecentLosses {
  readonly #recent: { readonly report: StepReport; readonly at: number }[] = [];

  /** @param at when the step was done, seconds. */
  add(report: StepReport, at: number): void {
    this.#recent.push({ report, at });
    if (this.#recent.length > MEAN_STEPS + 1) this.#recent.shift();
  }

  /** None before the first step. */
  details(): readonly string[] {
    if (this.#recent.length === 0) return [];
    const reports = this.#recent.map(({ report }) => report);
    const mean = (value: (report: StepReport) => number) =>
      reports.reduce((sum, report) => sum + value(report), 0) / reports.length;
    const parts = [
      `loss ${mean(({ losses }) => losses.total).toFixed(3)}`,
      `off by ${(1000 * mean(({ losses }) => losses.position)).toFixed(0)} mm`,
      `${mean(({ losses }) => losses.divergence).toFixed(1)} nats`,
      `motion statistics off by ${(100 * mean(({ losses }) => losses.motionStatistics)).toFixed(0)} %`,
    ];
    const seconds = this.#recent.at(-1)!.at - this.#recent[0]!.at;
    const frames = reports.slice(1).reduce((sum, report) => sum + report.frames, 0);
    if (seconds > 0) parts.push(`${Math.round(frames / seconds)} frames/s`);
    return parts;
  }
}
