import { stat } from "node:fs/promises";
import { inTime } from "./in-time.ts";

/** Differs whenever the file was written or replaced; the code of the error where it cannot be seen. */
export async function versionOf(file: string): Promise<string> {
  try {
    const { ino, mtimeNs, size } = await inTime(file, () => stat(file, { bigint: true }));
    return `${ino} ${mtimeNs} ${size}`;
  } catch (error) {
    // A missing file, or a drive that does not answer: reading the file gives the error.
    return String((error as NodeJS.ErrnoException).code);
  }
}
