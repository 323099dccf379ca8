import { fileURLToPath } from "node:url";
import {
  EXPORT_LIMITS,
  type ExportJob,
  type ExportList,
  type ExportWish,
} from "../../../shared/desk/exports.ts";
import { stemOf } from "../../../shared/stem.ts";
import type { ExportOptions } from "../../jobs/export-options.ts";
import type { FromExport, ToExport } from "../../jobs/export-process.ts";
import type { JobChild } from "../../process/job-child.ts";
import { UserError } from "../../system/errors.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import { printable } from "../../system/log/printable.ts";
import type { ExportFolder } from "./export-folder.ts";

/** Jobs that are over and still shown. */
const MOST_OVER = 30;
/** One that is stopped has taken away what it wrote within this, milliseconds. */
const STOPPED_WITHIN = 8000;

export const EXPORT_ENTRY = fileURLToPath(moduleBeside(import.meta.url, "../../jobs/export-process"));

export interface ExportsParts {
  readonly folder: ExportFolder;
  readonly spawn: (entry: string) => JobChild;
  /** The path of a take or piece. @throws UserError for what is no name of one */
  readonly fileOf: (name: string) => string;
  /** Folder of the model that dances joins of pieces. */
  readonly model: string;
  readonly onChange: () => void;
  /** Opens the folder of a file on this machine; null where it cannot. */
  readonly reveal: ((file: string) => void) | null;
}

interface Job {
  readonly wish: ExportWish;
  shown: ExportJob;
  child: JobChild | null;
}

/** Exports for desks: one at a time, each in a process of its own, so that frames wait for none of them. */
export class Exports {
  readonly #parts: ExportsParts;
  /** The oldest first. */
  #jobs: Job[] = [];
  #newest = 0;
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(parts: ExportsParts) {
    this.#parts = parts;
  }

  /** @throws UserError where too many wait, or a name is none. */
  start(wish: ExportWish): number {
    for (const name of wish.from) this.#parts.fileOf(name);
    if (this.#jobs.filter(({ shown }) => shown.state === "waiting").length >= EXPORT_LIMITS.waiting)
      throw new UserError(`${EXPORT_LIMITS.waiting} exports wait already; try again when one is done`);
    const id = ++this.#newest;
    const { from, format } = wish;
    const waiting: ExportJob = {
      ...{ id, from, format, state: "waiting", phase: "", done: null, files: [], fault: null },
    };
    this.#jobs.push({ wish, shown: waiting, child: null });
    this.#parts.onChange();
    this.#next();
    return id;
  }

  async list(): Promise<ExportList> {
    const jobs = this.#jobs.map(({ shown }) => shown).reverse();
    return { jobs, files: await this.#parts.folder.list(), canReveal: this.#parts.reveal !== null };
  }

  /** One that waits is given up, and one that runs leaves nothing. */
  stop(id: number): void {
    const job = this.#jobs.find(({ shown }) => shown.id === id);
    if (job?.shown.state === "waiting") this.#show(job, { state: "stopped" });
    else if (job?.child) stopChild(job.child);
  }

  async delete(name: string): Promise<void> {
    await this.#parts.folder.delete(name);
    this.#parts.onChange();
  }

  reveal(name: string): void {
    const file = this.#parts.folder.fileOf(name);
    if (!this.#parts.reveal) throw new UserError("this machine shows no folders; download it instead");
    this.#parts.reveal(file);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { child } of this.#jobs) if (child) stopChild(child);
    await this.#running;
  }

  #next(): void {
    if (this.#running || this.#closed) return;
    const job = this.#jobs.find(({ shown }) => shown.state === "waiting");
    if (!job) return;
    this.#running = this.#run(job).finally(() => {
      this.#running = null;
      this.#forget();
      this.#next();
    });
  }

  /** Never throws: how it went is shown. */
  async #run(job: Job): Promise<void> {
    this.#show(job, { state: "running" });
    try {
      const options = await this.#options(job.wish);
      const child = this.#parts.spawn(EXPORT_ENTRY);
      job.child = child;
      if (this.#closed) stopChild(child);
      const ended = Promise.withResolvers<void>();
      child.onMessage((message) => this.#hear(job, message as FromExport));
      child.onExit((how, words) => {
        if (job.shown.state === "running") this.#fail(job, `it ended with ${how}. ${lastLine(words)}`);
        ended.resolve();
      });
      child.send({ tag: "begin", options } satisfies ToExport);
      await ended.promise;
    } catch (error) {
      this.#fail(job, (error as Error).message);
    } finally {
      job.child = null;
    }
  }

  #hear(job: Job, message: FromExport): void {
    if (message.tag === "failed") this.#fail(job, message.line);
    else if (message.tag === "stopped") this.#show(job, { state: "stopped" });
    else if (message.tag === "done") this.#show(job, { state: "done", done: 1, files: message.files });
    else {
      const { phase, done, total } = message.progress;
      this.#show(job, { phase, done: total === null || total === 0 ? null : Math.min(1, done / total) });
    }
  }

  #fail(job: Job, line: string): void {
    this.#show(job, { state: "failed", fault: printable(line, 400) });
  }

  #show(job: Job, changed: Partial<ExportJob>): void {
    job.shown = { ...job.shown, ...changed };
    if (!this.#closed) this.#parts.onChange();
  }

  #forget(): void {
    const over = this.#jobs.filter(({ shown }) => !["waiting", "running"].includes(shown.state));
    const old = new Set(over.slice(0, Math.max(0, over.length - MOST_OVER)));
    this.#jobs = this.#jobs.filter((job) => !old.has(job));
  }

  async #options(wish: ExportWish): Promise<ExportOptions> {
    const { from, format, seconds, person, marey, film } = wish;
    const { folder, fileOf, model } = this.#parts;
    const output = await folder.freeFile(stemOf(from[0]!), format);
    return {
      ...{ takes: from.map(fileOf), output, seconds, person, marey, model, force: false },
      ...(film && {
        film: {
          ...{ look: film.look, size: { width: film.width, height: film.height } },
          ...{ fps: film.fps, background: film.background },
        },
      }),
    };
  }
}

function stopChild(child: JobChild): void {
  child.send({ tag: "stop" } satisfies ToExport);
  const late = setTimeout(() => child.kill(), STOPPED_WITHIN);
  child.onExit(() => clearTimeout(late));
}

const lastLine = (words: string): string => words.trim().split("\n").at(-1) ?? "";
