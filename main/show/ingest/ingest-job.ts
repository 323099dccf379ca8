import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import type { IngestRun, IngestState } from "../../../shared/desk/ingest.ts";
import type { IngestFilmsOptions } from "../../jobs/ingest/ingest-films.ts";
import type { FromIngest, ToIngest } from "../../jobs/ingest/ingest-process.ts";
import { ChildRelay } from "../../jobs/ingest/relayed-children.ts";
import type { JobChild } from "../../process/job-child.ts";
import { UserError } from "../../system/errors.ts";
import { moduleBeside } from "../../system/files/paths.ts";
import type { Progress } from "../../system/job.ts";
import { printable } from "../../system/log/printable.ts";

export const INGEST_ENTRY = fileURLToPath(moduleBeside(import.meta.url, "../../jobs/ingest/ingest-process"));

/** Lines that are still shown. */
const MOST_NOTES = 50;
/** One that is stopped has written its report within this, milliseconds. */
const STOPPED_WITHIN = 20_000;
/** Shots at a time: the show goes before. */
const WORKERS = 1;

export interface IngestJobParts {
  /** Folder of the archive; null where the settings name none. */
  readonly archive: string | null;
  readonly settings: IngestFilmsOptions["settings"];
  readonly spawn: (entry: string) => JobChild;
  readonly onChange: () => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Makes films part of the archive for desks: one folder at a time, in processes of its own, so that frames wait for none. */
export class IngestJob {
  readonly #parts: Required<IngestJobParts>;
  #run: IngestRun | null = null;
  #child: JobChild | null = null;
  #ended: Promise<void> = Promise.resolve();
  /** When the phase began, milliseconds, and what was done of it by then. */
  #began = { phase: "", at: 0, done: 0 };
  #closed = false;

  constructor(parts: IngestJobParts) {
    this.#parts = { now: () => performance.now(), ...parts };
  }

  get state(): IngestState {
    return { archive: this.#parts.archive, run: this.#run };
  }

  /** @throws UserError where it cannot begin. */
  start(films: string): void {
    const { archive, settings, spawn } = this.#parts;
    if (archive === null)
      throw new UserError("no archive: name its folder in the setting archive, and start the show again");
    if (!isAbsolute(films))
      throw new UserError(
        `${printable(films, 80)}: expected the whole path of a folder on the show's machine`,
      );
    if (this.#run?.state === "running")
      throw new UserError("films are being made part of the archive already; stop that first");
    this.#run = {
      ...{ films, state: "running", phase: "", done: null, details: [], left: null, notes: [] },
      ...{ result: null, fault: null },
    };
    const child = spawn(INGEST_ENTRY);
    this.#child = child;
    const tell = (message: ToIngest) => child.send(message);
    const relay = new ChildRelay(spawn, tell);
    child.onMessage((message) => {
      // One that has told how it went may still be ending when the next begins.
      if (this.#child === child) this.#hear(message as FromIngest, relay);
    });
    const ended = Promise.withResolvers<void>();
    this.#ended = ended.promise;
    child.onExit((how, words) => {
      relay.close();
      ended.resolve();
      if (this.#child !== child) return;
      this.#child = null;
      if (this.#run?.state === "running") this.#fail(`it ended with ${how}. ${lastLine(words)}`);
      else this.#changed();
    });
    tell({ tag: "begin", options: { films, archive, workers: WORKERS, removeGone: false, settings } });
    this.#changed();
  }

  /** What is done stays done. */
  stop(): void {
    const child = this.#child;
    if (!child) return;
    child.send({ tag: "stop" } satisfies ToIngest);
    const late = setTimeout(() => child.kill(), STOPPED_WITHIN);
    child.onExit(() => clearTimeout(late));
  }

  /** Takes and outcomes are written whole, so that nothing is lost by not waiting. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#child?.kill();
    await this.#ended;
  }

  #hear(message: FromIngest, relay: ChildRelay): void {
    if (message.tag === "progress") this.#progress(message.progress);
    else if (message.tag === "note")
      this.#show({ notes: [...(this.#run?.notes ?? []), printable(message.line, 300)].slice(-MOST_NOTES) });
    else if (message.tag === "failed") this.#fail(message.line);
    else if (message.tag === "stopped") this.#show({ state: "stopped", left: null });
    else if (message.tag === "done") {
      const { result, stopped } = message;
      this.#show({ state: stopped ? "stopped" : "done", done: stopped ? null : 1, left: null, result });
    } else relay.hear(message);
  }

  #progress({ phase, done, total, details = [] }: Progress): void {
    const now = this.#parts.now();
    if (this.#began.phase !== phase) this.#began = { phase, at: now, done };
    const { at, done: before } = this.#began;
    const left =
      total === null || done <= before ? null : ((total - done) * (now - at)) / 1000 / (done - before);
    this.#show({ phase, details, left, done: total ? Math.min(1, done / total) : null });
  }

  #fail(line: string): void {
    this.#show({ state: "failed", fault: printable(line, 400), left: null });
  }

  #show(changed: Partial<IngestRun>): void {
    if (!this.#run) return;
    this.#run = { ...this.#run, ...changed };
    this.#changed();
  }

  #changed(): void {
    if (!this.#closed) this.#parts.onChange();
  }
}

const lastLine = (words: string): string => words.trim().split("\n").at(-1) ?? "";
