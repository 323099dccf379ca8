import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { projectRoot } from "../../main/system/files/paths.ts";

/** The demo's lines: its header, then frame after frame. */
export function demoLines(): string[] {
  return gunzipSync(readFileSync(join(projectRoot, "assets/demo.take.ndjson.gz")))
    .toString()
    .trimEnd()
    .split("\n");
}

/** The first seconds of the demo as a take of its own, in that folder. */
export function shortTake(folder: string, seconds: number): string {
  const file = join(folder, "short.take.ndjson");
  writeFileSync(
    file,
    `${demoLines()
      .slice(0, 1 + 30 * seconds)
      .join("\n")}\n`,
  );
  return file;
}
