import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Path of the first of these programs that is on PATH; null when none is. */
export function firstOnPath(programs: readonly string[]): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = programs.flatMap((program) => folders.map((folder) => join(folder, program)));
  return places.find((path) => existsSync(path)) ?? null;
}
