import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { SourceError } from "../system/errors.ts";

/** Of a folder's takes: changes with every take that comes, goes or is written. @throws SourceError */
export async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash("sha256");
  const names = await readdir(folder).catch((error: Error) => {
    throw new SourceError(`${folder}: cannot be read (${error.message}), expected a folder of takes`);
  });
  for (const name of names.filter((one) => one.includes(".take.ndjson")).sort()) {
    const { size, mtimeMs } = await stat(join(folder, name));
    hash.update(`${name}\n${size}\n${mtimeMs}\n`);
  }
  return hash.digest("hex");
}
