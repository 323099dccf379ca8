import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runDesktopApp } from "../../../../main/hosts/node/desktop-app.ts";
import { createLog } from "../../../../main/system/log/log.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { isHere } from "../../../support/is-here.ts";

let written: string[];
const log = createLog({ stream: { write: (text) => written.push(text.trim()) } });

/** A program in Electron's place, as a script of the shell. */
function electronThat(script: string): string {
  const folder = emptyFolder();
  const program = join(folder, "electron");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", folder);
  return folder;
}

beforeEach(() => {
  written = [];
  vi.stubEnv("DISPLAY", ":0");
});
afterEach(() => vi.unstubAllEnvs());

test("the app gets the same arguments, and its exit code is ours", async () => {
  const folder = electronThat('echo "$@" > "$(dirname "$0")/arguments"; exit 3');
  expect(await runDesktopApp(["--source", "demo", "--once"], false, log)).toBe(3);
  expect(readFileSync(join(folder, "arguments"), "utf8")).toMatch(
    /dist\/main\/electron\.js --source demo --once\n$/,
  );
  expect(written).toEqual([]);
});

test("where Electron lacks a library, the browser it is, and why is said in one line", async () => {
  electronThat("exit 127");
  expect(await runDesktopApp([], false, log)).toBeNull();
  expect(written).toEqual(["no desktop app (Electron ended with code 127); the browser shows the stage"]);
});

test("where its sandbox is not allowed, it ends by a signal, and the browser it is", async () => {
  electronThat("kill -TRAP $$");
  expect(await runDesktopApp([], false, log)).toBeNull();
  expect(written).toEqual(["no desktop app (Electron ended with SIGTRAP); the browser shows the stage"]);
});

test.each([
  ["SIGINT", false, 130],
  ["SIGTERM", false, 143],
  ["SIGINT", true, 130],
] as const)(
  "stopped with %s while it comes up (demanded: %s), it is stopped for good",
  async (signal, demanded, code) => {
    electronThat("exec sleep 20");
    const before = process.listeners(signal);
    const ended = runDesktopApp([], demanded, log);
    // Only the app's own listener hears it: the tests go on.
    for (const listener of process.listeners(signal)) if (!before.includes(listener)) listener(signal);
    expect(await ended).toBe(code);
    expect(written).toEqual([]);
  },
);

test("where it was not downloaded, it is said how to", async () => {
  vi.stubEnv("ELECTRON_OVERRIDE_DIST_PATH", "/nowhere");
  expect(await runDesktopApp([], false, log)).toBeNull();
  expect(written[0]).toContain("`npx install-electron`");
});

test.runIf(isHere("Linux", process.platform === "linux"))("without a display it is not tried", async () => {
  vi.stubEnv("DISPLAY", "");
  vi.stubEnv("WAYLAND_DISPLAY", "");
  expect(await runDesktopApp([], false, log)).toBeNull();
  expect(written).toEqual(["no desktop app (there is no display); the browser shows the stage"]);
});

test("who demands it hears why it cannot be", async () => {
  electronThat("exit 127");
  await expect(runDesktopApp([], true, log)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("--host electron: Electron ended with code 127; expected"),
  });
});
