import { execFileSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder } from "./folder.ts";

/** What somebody may put where a file is expected, by what it is called in the line that refuses it. */
export type HostileFile = "a pipe" | "a device" | "a folder" | "more than";

/** The path of something that is no honest file, called `name`: a pipe nobody writes to, /dev/zero, or three gigabytes. */
export function hostileFile(kind: HostileFile, name: string): string {
  if (kind === "a device") return "/dev/zero";
  const file = join(emptyFolder(), name);
  if (kind === "a folder") return emptyFolder();
  if (kind === "a pipe") becomePipe(file);
  else becomeHuge(file);
  return file;
}

export function becomePipe(file: string): void {
  execFileSync("mkfifo", [file]);
}

/** Sparse: it takes no room on the disk. */
export function becomeHuge(file: string, bytes = 3e9): void {
  writeFileSync(file, "");
  truncateSync(file, bytes);
}

/** Lists in lists, so deep that whoever walks through them by calling himself dies of it. */
export const deepLists = (depth = 200_000): string => "[".repeat(depth) + "]".repeat(depth);

/** The message with which something is refused; it must be one line. */
export async function refusedWith(work: () => Promise<unknown>): Promise<string> {
  const error: unknown = await work().then(
    () => new Error("was not refused"),
    (reason: unknown) => reason,
  );
  const { message } = error as Error;
  if (message.includes("\n")) throw new Error(`more than one line: ${message}`);
  return message;
}
