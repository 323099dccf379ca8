import type { Log } from "../system/log/log.ts";

/** Nothing is waited for longer than this, milliseconds. */
const PATIENCE = 2000;

/** What has to be closed when the show ends, or does not begin: last opened, first closed. */
export class Closers {
  readonly #log: Log;
  readonly #closers: { readonly name: string; readonly close: () => Promise<void> }[] = [];
  #closing: Promise<void> | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  add(name: string, close: () => Promise<void>): void {
    this.#closers.push({ name, close });
  }

  /** One that fails or takes too long is named, and does not keep the others open. May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#closers.reverse()) {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error(`no end after ${PATIENCE / 1000} s`)), PATIENCE);
      try {
        await Promise.race([close(), late.promise]);
      } catch (error) {
        this.#log.warn(`closing ${name}: ${error instanceof Error ? error.message : error}`);
      } finally {
        clearTimeout(timer);
      }
    }
  }
}
