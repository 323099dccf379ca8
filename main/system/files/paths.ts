import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SourceError } from "../errors.ts";

/** Folder of package.json: the same whether the sources run (`main/`) or the build (`dist/main/`). */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("no package.json above main/system/files");
  return findRoot(parent);
}

/** Makes a folder, and those above it, where they are missing. @throws SourceError naming it. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: Error) => {
    throw new SourceError(`${folder}: cannot be made (${error.message})`);
  });
}

/**
 * URL of a module beside the caller's, to be started as a process or worker of its own: `.ts` when the caller runs
 * from source, `.js` when it runs from the build.
 */
export function moduleBeside(caller: string, name: string): URL {
  return new URL(`./${name}${caller.endsWith(".ts") ? ".ts" : ".js"}`, caller);
}
