import { rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { readJsonFile } from "../../system/files/json.ts";
import { whyUnwritable } from "../../system/files/paths.ts";

/** Says who is at work in an archive; renewed while that goes on, since who is killed takes nothing away. */
const CLAIM = ".continuo-ingest";
const RENEWED_MS = 5000;
/** Older, and nobody is at work: milliseconds. */
const GIVEN_UP_MS = 60_000;
const TRIES = 3;

const ClaimSchema = v.object({ pid: v.number(), host: v.string() });

/**
 * Does work on an archive while nobody else makes it: two would do everything twice, and write the same takes at once.
 * @throws SourceError where somebody else is at work in it, or it cannot be written; what the work throws.
 */
export async function withClaim<T>(archive: string, work: () => Promise<T>): Promise<T> {
  const file = join(archive, CLAIM);
  await take(file, archive);
  const renewing = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), RENEWED_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    await rm(file, { force: true });
  }
}

async function take(file: string, archive: string): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST")
        throw new SourceError(`${archive}: cannot be written (${whyUnwritable(error)})`);
    }
    const other = await atWork(file);
    if (other !== null || tried === TRIES)
      throw new SourceError(`${archive}: ${other ?? "somebody else"} is making it, expected one at a time`);
    await rm(file, { force: true });
  }
}

/** Who is, in words; null where it is nobody any more. */
async function atWork(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  if (!found || Date.now() - found.mtimeMs > GIVEN_UP_MS) return null;
  const expected = { expected: "who is at work", mostBytes: 1000, Fault: SourceError };
  const claim = v.safeParse(ClaimSchema, await readJsonFile(file, expected).catch(() => null));
  // One that has just been made may not be written yet.
  if (!claim.success) return "somebody else";
  const { pid, host } = claim.output;
  if (host === hostname() && !lives(pid)) return null;
  return host === hostname() ? `process ${pid}` : `process ${pid} of ${host}`;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
