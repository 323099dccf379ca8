import { link, open, rename, unlink } from "node:fs/promises";

/** What file systems without hard links, such as those of memory cards, say of them. */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Gives a file another name in the same file system, never over another file, whoever makes one at the same moment. A
 * crash leaves it under the old name, the new one or both.
 * @throws Error of the system; EEXIST where something has that name.
 */
export async function moveNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    // The empty file is ours alone, and what is moved replaces it whole.
    await (await open(to, "wx", 0o600)).close();
    await rename(from, to);
    return;
  }
  await unlink(from);
}

/** So that names are on the disk, too; where a system has no such thing it does without. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows opens no folders.
  }
}
