import type { Stats } from "node:fs";
import { lstat, mkdir, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/** Whose folder it must be, and where this system keeps such folders. */
export interface CachePlace {
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  readonly home?: string;
  /** null where files have no owner and mode: Windows, whose LOCALAPPDATA is the user's alone. */
  readonly user?: { readonly uid: number; readonly gid: number } | null;
}

const OTHERS_MAY_ACCESS = 0o077;
const GROUP_MAY_WRITE = 0o020;
const OTHERS_MAY_WRITE = 0o002;
/** What is in such a folder can be renamed by its owner alone. */
const STICKY = 0o1000;

/**
 * A folder for files that this user's programs run again later, such as compiled code: in the user's own cache
 * directory, mode 0700, and such that nobody else can write there or put another in its place. Made where it is missing.
 * @throws Error saying in one line what is in the way.
 */
export async function privateCacheFolder(name: string, place: CachePlace = {}): Promise<string> {
  const { platform = process.platform, env = process.env, home = homedir(), user = thisUser() } = place;
  const base = cacheDirectory(platform, env, home);
  await mkdir(base, { recursive: true, mode: 0o700 });
  const found = await realpath(base);
  if (user) for (const folder of withParents(found)) refuseForeign(folder, await lstat(folder), user);
  let folder = found;
  for (const part of ["continuo", name]) {
    folder = join(folder, part);
    await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    refuseShared(folder, await lstat(folder), user);
  }
  return folder;
}

function thisUser(): CachePlace["user"] {
  return process.getuid && process.getgid ? { uid: process.getuid(), gid: process.getgid() } : null;
}

function cacheDirectory(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === "win32") return env.LOCALAPPDATA ?? join(home, "AppData", "Local");
  if (platform === "darwin") return join(home, "Library", "Caches");
  const { XDG_CACHE_HOME: xdg } = env;
  // The standard has it that a relative path is passed over.
  return xdg && isAbsolute(xdg) ? xdg : join(home, ".cache");
}

function withParents(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [...withParents(parent), folder];
}

/** On the way to our folder nobody may put another in its place. */
function refuseForeign(folder: string, { uid, gid, mode }: Stats, user: { uid: number; gid: number }): void {
  if (uid !== user.uid && uid !== 0)
    throw new Error(`${folder} belongs to user ${uid}, expected this user (${user.uid}) or root`);
  const writable = mode & OTHERS_MAY_WRITE || (mode & GROUP_MAY_WRITE && gid !== user.gid && gid !== 0);
  if (writable && !(mode & STICKY))
    throw new Error(`others may write in ${folder} (mode ${octal(mode)}), expected 755 or stricter`);
}

function refuseShared(folder: string, stats: Stats, user: CachePlace["user"]): void {
  if (!stats.isDirectory())
    throw new Error(`${folder} is ${stats.isSymbolicLink() ? "a link" : "no folder"}, expected a folder`);
  if (!user) return;
  if (stats.uid !== user.uid)
    throw new Error(`${folder} belongs to user ${stats.uid}, expected this user (${user.uid})`);
  if (stats.mode & OTHERS_MAY_ACCESS)
    throw new Error(`${folder} is open to others (mode ${octal(stats.mode)}), expected 700`);
}

const octal = (mode: number): string => (mode & 0o7777).toString(8);
