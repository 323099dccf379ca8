import { existsSync } from "node:fs";
import type { Seconds } from "../../shared/pose.ts";
import { ConfigError } from "../system/errors.ts";
import type { FilmOptions } from "./film/film-options.ts";

/** What is to be exported, and how. */
export interface ExportOptions {
  /** Takes, or pieces. */
  readonly takes: readonly string[];
  /** Its ending says the format. */
  readonly output: string;
  /** So much of each take's end; null for what is usual for the format. */
  readonly seconds: Seconds | null;
  /** Whose motion, by her id; null for everybody's. */
  readonly person: number | null;
  /** Whether figures stand where they stood, in one picture, and not in a row. */
  readonly marey: boolean;
  /** Folder of the model that dances the joins of a piece which are not there yet. */
  readonly model: string;
  /** Whether another file may be written over. */
  readonly force: boolean;
  /** What a film is to be other than usual; missing where nothing was said of it. */
  readonly film?: Partial<FilmOptions>;
}

/** @throws ConfigError where a file is there already, unless it may be written over. */
export function checkFree(file: string, force: boolean): void {
  if (existsSync(file) && !force)
    throw new ConfigError(`${file}: is there already; expected another --output, or --force`);
}
