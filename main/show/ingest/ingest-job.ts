import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import type { IngestState, IngestSummary } from "../../../shared/desk/ingest.ts";
import type { IngestFilmsOptions } from "../../jobs/ingest/ingest-films.ts";
import { UserError } from "../../system/errors.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import { printable } from "../../system/log/printable.ts";
import { ChildJob, type ChildJobParts } from "../child-job.ts";

export const INGEST_ENTRY = fileURLToPath(moduleBeside(import.meta.url, "../../jobs/ingest/ingest-process"));

/** Shots at a time: the show goes before. */
const WORKERS = 1;

export interface IngestJobParts extends Omit<ChildJobParts, "entry"> {
  /** Folder of the archive; null where the settings name none. */
  readonly archive: string | null;
  readonly settings: IngestFilmsOptions["settings"];
}

/** Makes films part of the archive for desks: one folder at a time. */
export class IngestJob {
  readonly #archive: string | null;
  readonly #settings: IngestFilmsOptions["settings"];
  readonly #job: ChildJob<IngestFilmsOptions, IngestSummary>;
  /** Folder of those that are, or were last, made part of it. */
  #films = "";

  constructor({ archive, settings, ...parts }: IngestJobParts) {
    this.#archive = archive;
    this.#settings = settings;
    this.#job = new ChildJob({ entry: INGEST_ENTRY, ...parts });
  }

  get state(): IngestState {
    const { run } = this.#job;
    return { archive: this.#archive, run: run && { films: this.#films, ...run } };
  }

  /** @throws UserError where it cannot begin. */
  start(films: string): void {
    const archive = this.#archive;
    if (archive === null)
      throw new UserError("no archive: name its folder in the setting archive, and start the show again");
    if (!isAbsolute(films))
      throw new UserError(
        `${printable(films, 80)}: expected the whole path of a folder on the show's machine`,
      );
    if (this.#job.isRunning)
      throw new UserError("films are being made part of the archive already; stop that first");
    this.#films = films;
    this.#job.start({ films, archive, workers: WORKERS, removeGone: false, settings: this.#settings });
  }

  /** What is done stays done. */
  stop(): void {
    this.#job.stop();
  }

  async close(): Promise<void> {
    await this.#job.close();
  }
}
