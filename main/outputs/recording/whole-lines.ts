import { open, rm } from "node:fs/promises";

/** More than a line of a take has. */
const TAIL = 256 << 10;
const LINE_BREAK = 0x0a;

/**
 * Ends a take that the disk refused with its last whole line; one that has come to nothing but its header goes, so that
 * a disk that is full all night does not fill with such. Never throws: what cannot be mended stays as it is.
 */
export async function endWithWholeLine(file: string): Promise<void> {
  try {
    const handle = await open(file, "r+");
    let lines = 0;
    try {
      const { size } = await handle.stat();
      const from = Math.max(0, size - TAIL);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      const tail = buffer.subarray(0, bytesRead);
      await handle.truncate(from + tail.lastIndexOf(LINE_BREAK) + 1);
      lines = from > 0 ? 2 : tail.filter((byte) => byte === LINE_BREAK).length;
    } finally {
      await handle.close();
    }
    if (lines < 2) await rm(file);
  } catch {
    // Gone, or on a disk that takes nothing at all.
  }
}
