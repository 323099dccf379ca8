import { randomBytes } from "node:crypto";
import { lstat, rename, rm, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { SourceError } from "../../system/errors.ts";
import { moveNew, syncFolder } from "../../system/files/move.ts";
import { makeMissing } from "../../system/files/paths.ts";
import { readWholeFile } from "../../system/files/read-file.ts";
import { oddName } from "./names.ts";

/*
 * Who changes names in a folder of takes holds its lock meanwhile, for milliseconds, and the lock says what is being
 * done: whoever finds that its holder is dead does the rest first. So takes that belong together stay together, and two
 * programs never edit one take at once. Reading needs no lock.
 */

const LOCK = ".continuo-lock";
/** Held by whoever takes a lock over from the dead. */
const BREAK = ".continuo-lock-break";
const WAIT_MS = 5000;
const AGAIN_MS = 15;
/** Milliseconds after which a lock is nobody's, whoever seems to live: its holder needs a few. */
const FORGOTTEN_MS = 60_000;
const BREAK_FORGOTTEN_MS = 10_000;

/** A take's way, both relative to the folder, with `/`. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export const TRASH = "trash";
export const TRASH_ID = /^\d{8}-\d{6}-[0-9a-f]{6}$/;

/** A take in the folder or in its trash: from a lock that anybody may have written. */
function isPlace(place: string): boolean {
  const parts = place.split("/");
  const inTrash = parts.length === 3 && parts[0] === TRASH && TRASH_ID.test(parts[1]!);
  return (inTrash || parts.length === 1) && oddName(parts.at(-1)!) === null;
}

const Place = v.pipe(v.string(), v.check(isPlace));
const LockSchema = v.object({
  token: v.string(),
  pid: v.number(),
  host: v.string(),
  moves: v.pipe(v.array(v.object({ from: Place, to: Place })), v.maxLength(10)),
});
type Lock = v.InferOutput<typeof LockSchema>;

/** A name of ours for what is being written: of such a name nothing is a take, and old ones are cleared away. */
export const temporary = (folder: string): string =>
  join(folder, `.continuo-${randomBytes(6).toString("hex")}`);

/** `temporary`, and that of a take that is written whole. */
export const isTemporary = (name: string): boolean =>
  /^\.continuo-[0-9a-f]{12}$/.test(name) || /\.take\.ndjson(\.gz)?\.part$/.test(name);

/**
 * Moves takes, all of them or none; never over another.
 * @throws SourceError where one is gone or its new name is taken.
 */
export async function moveTakes(folder: string, moves: readonly Move[]): Promise<void> {
  await locked(folder, moves, async () => {
    const done: Move[] = [];
    try {
      for (const move of moves) {
        await moveNew(join(folder, move.from), join(folder, move.to));
        done.push(move);
      }
    } catch (error) {
      for (const { from, to } of done.reverse())
        await moveNew(join(folder, to), join(folder, from)).catch(() => {});
      throw error;
    }
  });
}

/**
 * Does what changes names, while nobody else does.
 * @param moves what it is going to move: a name that is taken or gone is refused before.
 * @throws SourceError where another program holds the folder for long.
 */
export async function locked<T>(folder: string, moves: readonly Move[], work: () => Promise<T>): Promise<T> {
  const token = randomBytes(8).toString("hex");
  await acquire(folder, token);
  try {
    for (const { from, to } of moves) {
      if (!(await stats(join(folder, from)))) throw new SourceError(`${from}: is not there any more`);
      if (await stats(join(folder, to)))
        throw new SourceError(`${to}: there is one already, expected a free name`);
    }
    for (const { to } of moves) {
      const [trash, id] = to.split("/");
      if (id !== undefined && trash === TRASH) await makeMissing(join(folder, TRASH, id), 0o700);
    }
    if (moves.length > 0) await writeLock(folder, { token, moves });
    const result = await work();
    await syncFolder(folder);
    return result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST")
      throw new SourceError(
        `${moves.map(({ to }) => to).join(", ")}: there is one already, expected a free name`,
      );
    throw error;
  } finally {
    const held = await readLock(join(folder, LOCK));
    if (held !== null && tokenOf(held) === token) await rm(join(folder, LOCK), { force: true });
  }
}

/** Does the rest of what a program that died in the midst of it was doing. Never waits for one that lives. */
export async function recover(folder: string): Promise<void> {
  const found = await readLock(join(folder, LOCK));
  if (found !== null && (await isDead(join(folder, LOCK), found))) await locked(folder, [], async () => {});
}

async function acquire(folder: string, token: string): Promise<void> {
  const lock = join(folder, LOCK);
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    if (await placed(folder, lock, lockText({ token, moves: [] }))) return;
    const holder = await readLock(lock);
    if (holder !== null && (await isDead(lock, holder)) && (await takenOver(folder, holder, token))) {
      if (holder !== "damaged") for (const move of holder.moves) await finish(folder, move);
      return;
    }
    if (performance.now() > deadline)
      throw new SourceError("another program is changing this folder; try again");
    await sleep(AGAIN_MS);
  }
}

const lockText = (lock: Pick<Lock, "token"> & { readonly moves: readonly Move[] }): string =>
  JSON.stringify({ ...lock, pid: process.pid, host: hostname() });

/** Whether the file is now there with that text, and was not before. */
async function placed(folder: string, file: string, text: string): Promise<boolean> {
  const own = temporary(folder);
  await writeFile(own, text, { flag: "wx", mode: 0o600 });
  try {
    await moveNew(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(own, { force: true });
  }
}

/** Over the one that is there, which is ours or dead. */
async function writeLock(folder: string, lock: Parameters<typeof lockText>[0]): Promise<void> {
  const own = temporary(folder);
  await writeFile(own, lockText(lock), { flag: "wx", mode: 0o600 });
  await rename(own, join(folder, LOCK));
}

async function takenOver(folder: string, dead: Lock | "damaged", token: string): Promise<boolean> {
  const breaking = join(folder, BREAK);
  if (!(await placed(folder, breaking, token))) {
    const there = await stats(breaking);
    if (there && Date.now() - Number(there.ctimeMs) > BREAK_FORGOTTEN_MS) await rm(breaking, { force: true });
    return false;
  }
  try {
    const still = await readLock(join(folder, LOCK));
    if (still === null || tokenOf(still) !== tokenOf(dead)) return false;
    // With what the dead was doing: should we die as well, the next one knows.
    await writeLock(folder, { token, moves: dead === "damaged" ? [] : dead.moves });
    return true;
  } finally {
    await rm(breaking, { force: true });
  }
}

const tokenOf = (lock: Lock | "damaged"): string => (lock === "damaged" ? lock : lock.token);

async function isDead(file: string, lock: Lock | "damaged"): Promise<boolean> {
  const there = await stats(file);
  if (!there) return false;
  if (Date.now() - Number(there.ctimeMs) > FORGOTTEN_MS) return true;
  return lock !== "damaged" && lock.host === hostname() && !isAlive(lock.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

async function finish(folder: string, { from, to }: Move): Promise<void> {
  const [source, target] = [join(folder, from), join(folder, to)];
  const [old, made] = [await stats(source), await stats(target)];
  if (!old) return;
  if (!made) await moveNew(source, target).catch(() => {});
  else if (made.ino === old.ino && made.dev === old.dev) await unlink(source);
  // Where there are no hard links an empty file holds the name.
  else if (made.size === 0n) await rename(source, target);
}

/** null where there is none. */
async function readLock(file: string): Promise<Lock | "damaged" | null> {
  if (!(await stats(file))) return null;
  try {
    const bytes = await readWholeFile(file, { expected: "a lock", mostBytes: 1 << 16, Fault: SourceError });
    const parsed = v.safeParse(LockSchema, JSON.parse(bytes.toString("utf8")));
    return parsed.success ? parsed.output : "damaged";
  } catch {
    // Released meanwhile, or nothing that a program of ours wrote.
    return "damaged";
  }
}

const stats = (file: string) => lstat(file, { bigint: true }).catch(() => null);
