import type { Clock } from "../../shared/clock.ts";
import type { Status } from "../../shared/messages.ts";
import type { Seconds, SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { Report } from "../link/site.ts";
import { healthReport } from "../monitoring/health-report.ts";
import type { Metrics } from "../monitoring/metrics.ts";
import { judge, STARTING, type Verdict } from "../monitoring/verdict.ts";
import type { Vitals } from "../monitoring/vitals.ts";

/** What only the show's parts know at the moment of asking. */
export type VitalParts = Pick<
  Vitals,
  "closed" | "stage" | "missingCamera" | "framesDropped" | "engineEnds" | "standbyMemory" | "frames"
>;

export interface ShowMonitorParts {
  readonly clock: Clock;
  readonly parts: () => VitalParts;
  /** Loaded while the engine loads, which is when this process has nothing to do. */
  readonly metrics: Metrics;
}

/** What is well and what is not, for whoever asks from outside; once a second it has the status that desks show. */
export class ShowMonitor {
  readonly #parts: ShowMonitorParts;
  readonly #startedAt: Seconds;
  #status: Status | null = null;
  #framesLeft = 0;
  #leftAt: Seconds | null = null;
  #pictureAt: Seconds | null = null;
  #people = 0;
  #visitors = 0;
  #visitorAt: Seconds | null = null;
  #faults = 0;

  constructor(parts: ShowMonitorParts) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now() - process.uptime();
  }

  /**
   * A frame went through to every output.
   * @param asked the frame of the source that it answers; null for none
   * @param standsIn whether who dances is nobody who came, but dances until a camera comes
   */
  frameLeft(
    { people, events, timing }: StageFrame,
    asked: Pick<SourceFrame, "t"> | null,
    standsIn: boolean,
  ): void {
    const { clock, metrics } = this.#parts;
    const now = clock.now();
    this.#framesLeft++;
    this.#leftAt = now;
    if (asked) metrics.frame(now - asked.t, timing.total / 1000);
    this.#people = people.length;
    if (people.length === 0 || standsIn) return;
    this.#visitorAt = now;
    this.#visitors += events.filter(({ event }) => event === "enter").length;
  }

  /** A picture of a camera came. */
  picture(): void {
    this.#pictureAt = this.#parts.clock.now();
  }

  /** An error that nobody caught. */
  fault(): void {
    this.#faults++;
  }

  /** What desks are told from now on. */
  see(status: Status): void {
    this.#status = status;
  }

  get verdict(): Verdict {
    const vitals = this.#vitals();
    return vitals === null ? STARTING : judge(vitals);
  }

  health(): Report {
    const vitals = this.#vitals();
    const report = vitals === null ? { well: false, ...STARTING } : healthReport(vitals, judge(vitals));
    const body = `${JSON.stringify(report, null, 2)}\n`;
    return { status: report.well ? 200 : 503, type: "application/json; charset=utf-8", body };
  }

  async metrics(): Promise<Report> {
    const { metrics } = this.#parts;
    const vitals = this.#vitals();
    const body = vitals === null ? "" : await metrics.text(vitals, judge(vitals));
    return { status: vitals === null ? 503 : 200, type: metrics.contentType, body };
  }

  /** null before the first status. */
  #vitals(): Vitals | null {
    if (this.#status === null) return null;
    const now = this.#parts.clock.now();
    const since = (at: Seconds | null) => (at === null ? null : Math.max(0, now - at));
    return {
      ...this.#parts.parts(),
      status: this.#status,
      framesLeft: this.#framesLeft,
      uptime: now - this.#startedAt,
      frameAge: since(this.#leftAt),
      cameraAge: since(this.#pictureAt),
      visitorAge: since(this.#visitorAt),
      people: this.#people,
      visitors: this.#visitors,
      faults: this.#faults,
    };
  }
}
