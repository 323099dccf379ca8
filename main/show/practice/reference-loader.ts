import type { Seconds } from "../../../shared/pose.ts";
import { UserError } from "../../system/errors.ts";
import { type Practised, type RecordingParts, readPractised } from "./read-practised.ts";

export interface LoaderParts extends RecordingParts {
  /** What is being read, or why it was not, has become another. */
  readonly onChange: () => void;
}

/** Reads what is to be practised, one at a time: whatever is asked for last. */
export class ReferenceLoader {
  readonly #parts: LoaderParts;
  #loading: { readonly name: string; readonly abort: AbortController } | null = null;
  #fault: string | null = null;

  constructor(parts: LoaderParts) {
    this.#parts = parts;
  }

  /** Name of what is being read; null for nothing. */
  get loading(): string | null {
    return this.#loading?.name ?? null;
  }

  /** Why the last that was asked for is not practised; null where it is, or nothing was. */
  get fault(): string | null {
    return this.#fault;
  }

  /** @throws UserError in one line; where something else was asked for meanwhile, too. */
  async load(name: string, from: Seconds | null, to: Seconds | null): Promise<Practised> {
    this.#loading?.abort.abort(new UserError(`${name}: something else was asked for meanwhile`));
    const loading = { name, abort: new AbortController() };
    this.#loading = loading;
    this.#fault = null;
    this.#parts.onChange();
    const { signal } = loading.abort;
    try {
      const practised = await readPractised({ name, from, to }, this.#parts, signal);
      signal.throwIfAborted();
      return practised;
    } catch (error) {
      if (this.#loading === loading) this.#fault = (error as Error).message;
      throw error;
    } finally {
      if (this.#loading === loading) this.#loading = null;
      this.#parts.onChange();
    }
  }

  /** What is being read is not practised. */
  stop(): void {
    this.#loading?.abort.abort(new UserError("practising was stopped before it began"));
    this.#loading = null;
    this.#fault = null;
  }
}
