import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** All of a file, or piece by piece. */
export type FileContent = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Puts a new content in a file's place, whole or not at all, whatever befalls the program or the machine meanwhile. A
 * link stays a link, and who may read the file stays the same.
 * @param newMode who may read it where there is none yet
 * @throws the system's error; what the maker of pieces throws
 */
export async function replaceFile(file: string, content: FileContent, newMode = 0o644): Promise<void> {
  const place = await realpath(file).catch(() => file);
  const mode = await stat(place).then(
    (found) => found.mode & 0o777,
    () => newMode,
  );
  const part = join(dirname(place), `.${randomUUID()}.part`);
  try {
    const handle = await open(part, "wx", mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, place);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw error;
  }
}
