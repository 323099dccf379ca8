import type { JoinsReport } from "../../../shared/desk/pieces.ts";
import { type DancingJoins, danceJoinsInThread } from "../../jobs/join-thread.ts";
import { printable } from "../../system/log/printable.ts";

const NONE: JoinsReport = { state: "idle", done: 0, fault: null, revision: null, danced: [], jolts: [] };
/** Pieces whose joins are remembered. */
const REMEMBERED = 50;

export interface JoinDancerParts {
  /** Folder of the model that dances. */
  readonly model: string;
  /** Something is to be told of a piece's joins. */
  readonly onChange: () => void;
}

/** Dances the joins of pieces beside the show: of one piece at a time, the last that was asked for. */
export class JoinDancer {
  readonly #parts: JoinDancerParts;
  readonly #reports = new Map<string, JoinsReport>();
  #running: { readonly name: string; readonly dancing: DancingJoins } | null = null;

  constructor(parts: JoinDancerParts) {
    this.#parts = parts;
  }

  report(name: string): JoinsReport {
    return this.#reports.get(name) ?? NONE;
  }

  /** Never waits: how it goes is reported. One that is at work on an older revision is stopped. */
  dance(name: string, file: string, revision: string): void {
    const { model } = this.#parts;
    if (this.#running?.name === name && this.report(name).revision === revision) return;
    this.#stop();
    this.#set(name, { ...this.report(name), state: "dancing", done: 0, fault: null, revision });
    const dancing = danceJoinsInThread({ piece: file, model }, (done) => {
      if (this.#running?.dancing === dancing) this.#set(name, { ...this.report(name), done });
    });
    this.#running = { name, dancing };
    const ended = (report: Partial<JoinsReport>) => {
      dancing.stop();
      if (this.#running?.dancing !== dancing) return;
      this.#running = null;
      this.#set(name, { ...this.report(name), ...report });
    };
    dancing.done.then(
      ({ joins, jolts }) =>
        ended({ state: "idle", done: 1, danced: joins.filter(({ isDanced }) => isDanced), jolts }),
      (error: Error) => ended({ state: "failed", fault: printable(error.message, 300) }),
    );
  }

  close(): void {
    this.#stop();
  }

  #stop(): void {
    const running = this.#running;
    this.#running = null;
    running?.dancing.stop();
    if (running) this.#set(running.name, { ...this.report(running.name), state: "idle" });
  }

  #set(name: string, report: JoinsReport): void {
    this.#reports.delete(name);
    this.#reports.set(name, report);
    for (const old of this.#reports.keys()) if (this.#reports.size > REMEMBERED) this.#reports.delete(old);
    this.#parts.onChange();
  }
}
