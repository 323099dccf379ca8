import { isDeepStrictEqual } from "node:util";
import type { Binding } from "../../shared/surface/binding.ts";
import { ConfigError, UserError } from "../system/errors.ts";
import { inTime } from "../system/files/in-time.ts";
import { readJsonFile } from "../system/files/json.ts";
import { whyUnwritable } from "../system/files/paths.ts";
import { replaceFile } from "../system/files/replace-file.ts";
import { versionOf } from "../system/files/version-of.ts";
import { bindingsText, parseBindings } from "./format.ts";

const BINDINGS_FILE = { expected: "a JSON file of bindings", mostBytes: 1 << 18, Fault: ConfigError };
/** As often as the file of settings is looked at. */
const POLL_MS = 500;

export interface BindingsFileParts {
  readonly file: string;
  /** They are others, or the file has a fault, or none any more. */
  readonly onChange: () => void;
}

/**
 * What the controls do, kept in a file that people may edit meanwhile. A file with a fault leaves what was before in
 * force, and is not written over.
 */
export class BindingsFile {
  readonly file: string;
  readonly #onChange: () => void;
  #bindings: readonly Binding[] = [];
  #fault: string | null = null;
  #version = "";
  #missing = 0;
  #looking: Promise<void> | null = null;
  #writing: Promise<void> = Promise.resolve();
  readonly #polling: NodeJS.Timeout;

  /** With what the file says now; never rejects. */
  static async open(parts: BindingsFileParts): Promise<BindingsFile> {
    const opened = new BindingsFile(parts);
    await opened.look();
    return opened;
  }

  private constructor({ file, onChange }: BindingsFileParts) {
    this.file = file;
    this.#onChange = onChange;
    this.#polling = setInterval(() => void this.look(), POLL_MS);
    this.#polling.unref();
  }

  get bindings(): readonly Binding[] {
    return this.#bindings;
  }

  get isThere(): boolean {
    return this.#version !== "ENOENT";
  }

  /** What is wrong with the file, in one line; null where nothing is. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Reads it where it was written since. A drive that answers late is not asked again meanwhile. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Others, one change after the other. @throws UserError where the file has a fault or cannot be written */
  change(edit: (bindings: readonly Binding[]) => readonly Binding[]): Promise<void> {
    const written = this.#writing.then(() => this.#write(edit));
    this.#writing = written.catch(() => {});
    return written;
  }

  close(): void {
    clearInterval(this.#polling);
  }

  async #look(): Promise<void> {
    const version = await versionOf(this.file);
    // Whoever replaces a file may have it away for a moment.
    this.#missing = version === "ENOENT" ? this.#missing + 1 : 0;
    if (version === this.#version || (this.#missing === 1 && this.#version !== "")) return;
    this.#version = version;
    if (version === "ENOENT") {
      this.#take([], null);
      return;
    }
    try {
      this.#take(parseBindings(await readJsonFile(this.file, BINDINGS_FILE), this.file), null);
    } catch (error) {
      this.#take(this.#bindings, (error as Error).message);
    }
  }

  #take(bindings: readonly Binding[], fault: string | null): void {
    if (isDeepStrictEqual(bindings, this.#bindings) && fault === this.#fault) return;
    this.#bindings = bindings;
    this.#fault = fault;
    this.#onChange();
  }

  async #write(edit: (bindings: readonly Binding[]) => readonly Binding[]): Promise<void> {
    await this.look();
    if (this.#fault !== null) throw new UserError(this.#fault);
    const text = bindingsText(edit(this.#bindings));
    await inTime(this.file, () => replaceFile(this.file, text)).catch((error: unknown) => {
      throw new UserError(`${this.file}: cannot be written (${whyUnwritable(error)})`);
    });
    await this.look();
  }
}
