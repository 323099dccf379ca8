import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FoundShots } from "../../main/jobs/ingest/film-shots.ts";
import { SourceError } from "../../main/system/errors.ts";

/** A film that is a text: what is in it, and how those fare who do its shots. */
export interface DoubleFilm {
  /** Where its shots begin, and where the last one ends, seconds. */
  readonly cuts: readonly number[];
  /** How long a shot takes. */
  readonly ms?: number;
  /** The process that does a shot of it crashes so often. */
  readonly crashes?: number;
  /** It cannot be done. */
  readonly fault?: string;
  /** Its shots cannot be found. */
  readonly damaged?: boolean;
}

/** Entry of a process that does their shots. */
export const SHOT_DOUBLE = fileURLToPath(new URL("shot-double.ts", import.meta.url));

export function writeFilm(folder: string, name: string, film: DoubleFilm): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(film));
  return file;
}

/** Finds the shots of a film that is a text. */
export async function findDoubleShots(file: string): Promise<FoundShots> {
  const { cuts, damaged } = JSON.parse(readFileSync(file, "utf8")) as DoubleFilm;
  if (damaged) throw new SourceError(`${file}: damaged, expected a film`);
  const shots = cuts.slice(1).map((end, index) => ({ begin: cuts[index]!, end }));
  return { fps: 30, seconds: cuts.at(-1)!, fault: null, shots };
}
