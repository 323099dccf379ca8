import { chmodSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CachePlace, privateCacheFolder } from "../../../../main/system/files/cache-folder.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { isHere } from "../../../support/is-here.ts";

const posix = isHere("POSIX", process.platform !== "win32");

const user = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

function place(): { readonly home: string; readonly at: CachePlace } {
  const home = emptyFolder();
  return { home, at: { home, env: {}, platform: "linux", user } };
}

test.each([
  ["linux", {}, ".cache/continuo/compiled"],
  ["linux", { XDG_CACHE_HOME: "relative" }, ".cache/continuo/compiled"],
  ["darwin", {}, "Library/Caches/continuo/compiled"],
  ["win32", {}, "AppData/Local/continuo/compiled"],
] as const)("on %s with %o it is %s of the user's home, for this user alone", async (platform, env, path) => {
  const { home, at } = place();
  const folder = await privateCacheFolder("compiled", { ...at, platform, env });
  expect(folder).toBe(join(home, path));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(await privateCacheFolder("compiled", { ...at, platform, env })).toBe(folder);
});

test("XDG_CACHE_HOME and LOCALAPPDATA say where", async () => {
  const { home, at } = place();
  const there = join(home, "elsewhere");
  const on = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) =>
    privateCacheFolder("compiled", { ...at, platform, env });
  expect(await on("linux", { XDG_CACHE_HOME: there })).toBe(join(there, "continuo/compiled"));
  expect(await on("win32", { LOCALAPPDATA: there })).toBe(join(there, "continuo/compiled"));
});

const TRAPS: readonly (readonly [string, (folder: string) => void, RegExp])[] = [
  [
    "is open to others",
    (folder) => chmodSync(folder, 0o777),
    /continuo is open to others \(mode 777\), expected 700/,
  ],
  [
    "leads elsewhere",
    (folder) => {
      rmSync(folder, { recursive: true });
      symlinkSync(emptyFolder(), folder);
    },
    /continuo is a link, expected a folder/,
  ],
  [
    "is a file",
    (folder) => {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, "");
    },
    /continuo is no folder, expected a folder/,
  ],
  [
    "holds a link",
    (folder) => {
      rmSync(join(folder, "compiled"), { recursive: true });
      symlinkSync(emptyFolder(), join(folder, "compiled"));
    },
    /compiled is a link/,
  ],
  [
    "lies where anybody may put another in its place",
    (folder) => chmodSync(join(folder, ".."), 0o777),
    /others may write in .*\.cache \(mode 777\), expected 755/,
  ],
];

test.runIf(posix).each(TRAPS)("one that %s is refused", async (_, set, line) => {
  const { home, at } = place();
  await privateCacheFolder("compiled", at);
  set(join(home, ".cache/continuo"));
  await expect(privateCacheFolder("compiled", at)).rejects.toThrow(line);
});

test.runIf(posix)("one of another user's is refused", async () => {
  const { at } = place();
  await privateCacheFolder("compiled", at);
  const other = { uid: user.uid + 1, gid: user.gid + 1 };
  await expect(privateCacheFolder("compiled", { ...at, user: other })).rejects.toThrow(/belongs to user/);
});
