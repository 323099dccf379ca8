import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Report, ReportPath, Reports } from "../link/site.ts";
import { STARTING } from "../monitoring/verdict.ts";
import { machineClock } from "../system/clock.ts";

/** However often somebody asks, it is looked at no oftener. */
const AT_MOST_EVERY: Seconds = 0.25;

/** Before the show can say anything. */
const STARTING_REPORT: Report = {
  ...{ status: 503, type: "application/json; charset=utf-8" },
  body: `${JSON.stringify({ well: false, ...STARTING })}\n`,
};

/** Who knows what to report. */
export type Reporter = Readonly<Record<ReportPath, () => Report | Promise<Report>>>;

/** What the show reports of itself, once there is one. */
export class ServedReports implements Reports {
  readonly #clock: Clock;
  readonly #answered = new Map<
    ReportPath,
    { readonly at: Seconds; readonly report: Report | Promise<Report> }
  >();
  #reporter: Reporter | null = null;

  constructor(clock: Clock = machineClock) {
    this.#clock = clock;
  }

  serve(reporter: Reporter): void {
    this.#reporter = reporter;
  }

  async find(path: ReportPath): Promise<Report> {
    if (!this.#reporter)
      return path === "/health" ? STARTING_REPORT : { ...STARTING_REPORT, type: "text/plain", body: "" };
    const now = this.#clock.now();
    const before = this.#answered.get(path);
    if (before && now - before.at < AT_MOST_EVERY) return before.report;
    const report = this.#reporter[path]();
    this.#answered.set(path, { at: now, report });
    return report;
  }
}
