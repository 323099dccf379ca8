import type { JobRun } from "../../shared/desk/job-run.ts";
import { ChildRelay } from "../jobs/relayed-children.ts";
import type { FromJob, ToJob } from "../jobs/serve-job.ts";
import type { JobChild } from "../process/job-child.ts";
import type { Progress } from "../system/job.ts";
import { printable } from "../system/log/printable.ts";

/** Lines that are still shown. */
const MOST_NOTES = 50;
/** One that is stopped has written what it had within this, milliseconds. */
const STOPPED_WITHIN = 20_000;

export interface ChildJobParts {
  /** Path of its program, which is no more than `serveJob`. */
  readonly entry: string;
  readonly spawn: (entry: string) => JobChild;
  readonly onChange: () => void;
  /** It has done all that was asked for. */
  readonly onDone?: () => void;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Long work for desks, once at a time, in a process of its own, so that frames wait for none. */
export class ChildJob<Options, Result> {
  readonly #parts: Required<ChildJobParts>;
  #run: JobRun<Result> | null = null;
  #child: JobChild | null = null;
  #ended: Promise<void> = Promise.resolve();
  /** When the phase began, milliseconds, and what was done of it by then. */
  #began = { phase: "", at: 0, done: 0 };
  #closed = false;

  constructor(parts: ChildJobParts) {
    this.#parts = { now: () => performance.now(), onDone: () => {}, ...parts };
  }

  /** What goes on, or went on last; null before there was anything. */
  get run(): JobRun<Result> | null {
    return this.#run;
  }

  get isRunning(): boolean {
    return this.#run?.state === "running";
  }

  /** Not while it is running. */
  start(options: Options): void {
    const { entry, spawn } = this.#parts;
    this.#run = {
      ...{ state: "running", phase: "", done: null, details: [], left: null, notes: [] },
      ...{ result: null, fault: null },
    };
    this.#began = { phase: "", at: 0, done: 0 };
    const child = spawn(entry);
    this.#child = child;
    const tell = (message: ToJob<Options>) => child.send(message);
    const relay = new ChildRelay(spawn, tell);
    child.onMessage((message) => {
      // One that has told how it went may still be ending when the next begins.
      if (this.#child === child) this.#hear(message as FromJob<Result>, relay);
    });
    const ended = Promise.withResolvers<void>();
    this.#ended = ended.promise;
    child.onExit((how, words) => {
      relay.close();
      ended.resolve();
      if (this.#child !== child) return;
      this.#child = null;
      if (this.isRunning) this.#fail(`it ended with ${how}. ${lastLine(words)}`);
      else this.#changed();
    });
    tell({ tag: "begin", options });
    this.#changed();
  }

  /** What is done stays done. */
  stop(): void {
    const child = this.#child;
    if (!child) return;
    child.send({ tag: "stop" } satisfies ToJob<Options>);
    const late = setTimeout(() => child.kill(), STOPPED_WITHIN);
    child.onExit(() => clearTimeout(late));
  }

  /** Files are written whole, so that nothing is lost by not waiting. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#child?.kill();
    await this.#ended;
  }

  #hear(message: FromJob<Result>, relay: ChildRelay): void {
    if (message.tag === "progress") this.#progress(message.progress);
    else if (message.tag === "note")
      this.#show({ notes: [...(this.#run?.notes ?? []), printable(message.line, 300)].slice(-MOST_NOTES) });
    else if (message.tag === "failed") this.#fail(message.line);
    else if (message.tag === "stopped") this.#show({ state: "stopped", left: null });
    else if (message.tag === "done") {
      const { result, stopped } = message;
      this.#show({ state: stopped ? "stopped" : "done", done: stopped ? null : 1, left: null, result });
      if (!stopped) this.#parts.onDone();
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

  #show(changed: Partial<JobRun<Result>>): void {
    if (!this.#run) return;
    this.#run = { ...this.#run, ...changed };
    this.#changed();
  }

  #changed(): void {
    if (!this.#closed) this.#parts.onChange();
  }
}

const lastLine = (words: string): string => words.trim().split("\n").at(-1) ?? "";
