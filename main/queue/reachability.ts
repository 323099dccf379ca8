import type { EventEmitter } from "node:events";
import { concealed } from "../system/log/concealed.ts";

/** Tells once that the Redis has gone, and once that it is back: who works waits meanwhile. */
export class Reachability {
  readonly #name: string;
  readonly #note: (line: string) => void;
  #gone = false;

  constructor(address: string, note: (line: string) => void) {
    this.#name = concealed(address);
    this.#note = note;
  }

  /** @param connected whatever of BullMQ holds a connection; without a listener its errors would end the process */
  watch(connected: EventEmitter): void {
    connected.on("error", (error: NodeJS.ErrnoException) => {
      if (this.#gone || !isOfConnection(error)) return;
      this.#gone = true;
      this.#note(`${this.#name} does not answer; waiting until it does`);
    });
  }

  back(): void {
    if (this.#gone) this.#note(`${this.#name} answers again`);
    this.#gone = false;
  }
}

const isOfConnection = ({ code, message }: NodeJS.ErrnoException): boolean =>
  code !== undefined || /^(LOADING|MASTERDOWN|READONLY)|Connection is closed/.test(message);
