import type { Log } from "../system/log.ts";

const KEPT = 6;

/** Things an operator should know, newest last: on the terminal when they happen, and on the desk until newer ones come. */
export class OperatorMessages {
  readonly #log: Log;
  #lines: readonly string[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Said once while it is the newest. */
  add(line: string): void {
    if (this.#lines.at(-1) === line) return;
    this.#lines = [...this.#lines, line].slice(-KEPT);
    this.#log.info(line);
  }
}
