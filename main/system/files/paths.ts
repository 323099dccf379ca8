import { existsSync } from "node:fs";
import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { getSystemErrorMessage } from "node:util";
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
  await makeMissing(folder).catch((error: Error) => {
    throw new SourceError(`${folder}: cannot be written (${whyUnwritable(error)})`);
  });
}

/**
 * The same without words. Of Node's own `recursive` one learns of a read-only disk only that the folder is not there.
 * @param mode of those that are made.
 */
export async function makeMissing(folder: string, mode = 0o777): Promise<void> {
  const parent = dirname(folder);
  try {
    await makeOne(folder, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || parent === folder) throw error;
    await makeMissing(parent, mode);
    // Once: some folders, such as /proc, say so of all that is to be made in them.
    await makeOne(folder, mode);
  }
}

async function makeOne(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    if (!(await stat(folder).catch(() => null))?.isDirectory()) throw error;
  }
}

/** Finds out, before long work, whether a file can be written; leaves nothing behind. @throws SourceError naming it. */
export async function checkWritable(file: string): Promise<void> {
  const wasThere = existsSync(file);
  try {
    await (await open(file, "a")).close();
    if (!wasThere) await rm(file);
  } catch (error) {
    throw new SourceError(`${file}: cannot be written (${whyUnwritable(error)})`);
  }
}

/** What stood in the way of writing, in the system's words, such as "read-only file system". */
export function whyUnwritable(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : getSystemErrorMessage(errno);
}

/**
 * URL of a module beside the caller's, to be started as a process or worker of its own: `.ts` when the caller runs
 * from source, `.js` when it runs from the build.
 */
export function moduleBeside(caller: string, name: string): URL {
  return new URL(`./${name}${caller.endsWith(".ts") ? ".ts" : ".js"}`, caller);
}
