import type { Seconds } from "../../../shared/pose.ts";
import type { ShotTask } from "../../archive/ingest/shot.ts";
import type { JobContext, Progress } from "../../system/job.ts";

/** How far all shots together are, in seconds of film: shots are of any length. */
export class IngestProgress {
  readonly #report: JobContext["report"];
  readonly #lengths: ReadonlyMap<string, Seconds>;
  /** Share of each shot that is being done. */
  readonly #begun = new Map<string, number>();
  /** Shots of each film that are not done. */
  readonly #left = new Map<string, number>();
  readonly #films: number;
  readonly #total: Seconds;
  #shots = 0;
  #done: Seconds = 0;

  constructor(tasks: readonly ShotTask[], report: JobContext["report"]) {
    this.#report = report;
    this.#lengths = new Map(tasks.map(({ stem, begin, end }) => [stem, end - begin]));
    for (const { film } of tasks) this.#left.set(film, (this.#left.get(film) ?? 0) + 1);
    this.#films = this.#left.size;
    this.#total = tasks.reduce((sum, { begin, end }) => sum + end - begin, 0);
    this.#tell();
  }

  /** Of one shot, as a `ShotRunner` reports it. */
  shot({ done, total, details }: Progress): void {
    const [stem] = details ?? [];
    if (stem === undefined || !this.#lengths.has(stem) || !total) return;
    this.#begun.set(stem, Math.min(1, done / total));
    this.#tell();
  }

  done({ stem, film }: ShotTask): void {
    this.#begun.delete(stem);
    this.#done += this.#lengths.get(stem) ?? 0;
    this.#shots++;
    const left = this.#left.get(film)! - 1;
    if (left > 0) this.#left.set(film, left);
    else this.#left.delete(film);
    this.#tell();
  }

  #tell(): void {
    const parts = [...this.#begun].reduce((sum, [stem, share]) => sum + share * this.#lengths.get(stem)!, 0);
    this.#report({
      ...{
        phase: "tracking",
        unit: "second",
        done: Math.floor(this.#done + parts),
        total: Math.ceil(this.#total),
      },
      details: [
        `shot ${this.#shots} of ${this.#lengths.size}`,
        `film ${this.#films - this.#left.size} of ${this.#films}`,
      ],
    });
  }
}
