import { renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { loadSettings, readSettings } from "../../../main/config/load-settings.ts";
import { watchSettings } from "../../../main/config/watch-settings.ts";
import { emptyFolder } from "../../support/folder.ts";
import { becomeHuge, becomePipe, deepLists } from "../../support/hostile-files.ts";

async function watched(content: unknown) {
  const file = join(emptyFolder(), "show.json");
  const write = (to: unknown, path = file) =>
    writeFileSync(path, typeof to === "string" ? to : JSON.stringify(to));
  write(content);
  const changes: (readonly string[])[] = [];
  const refused: string[] = [];
  const overrides = { port: 0 };
  const stop = watchSettings({ file, overrides }, await readSettings({ file, overrides }), {
    onChange: (settings, changed) => {
      expect(settings.port).toBe(0);
      changes.push(changed);
      return settings.mode !== "duet";
    },
    onRefused: (line) => refused.push(line),
  });
  onTestFinished(stop);
  return { file, write, changes, refused };
}

test("what is written is read, and only what differs is told", async () => {
  const { write, changes } = await watched({ osc: ["a:1"], mode: "shadow" });
  write({ osc: ["a:1", "b:2"], mode: "shadow" });
  await expect.poll(() => changes).toEqual([["osc"]]);
});

test("a mistake is told by its name, and mending it is told as well", async () => {
  const { file, write, changes, refused } = await watched({});
  write({ osc: [{ host: "a", port: 1, map: [{ signal: "enrgy", address: "/x" }] }] });
  await expect
    .poll(() => refused)
    .toEqual([expect.stringContaining(`${file}: osc.0.map.0.signal is "enrgy", expected energy, stillness`)]);
  write({ osc: [{ host: "a", port: 1, map: [{ signal: "energy", address: "/x" }] }] });
  await expect.poll(() => changes).toEqual([["osc"]]);
});

test("what was refused still differs once something else is mended", async () => {
  const { write, changes } = await watched({});
  write({ osc: ["a:1"], mode: "duet" });
  await expect.poll(() => changes).toEqual([["mode", "osc"]]);
  write({ osc: ["a:1"] });
  await expect.poll(() => changes).toEqual([["mode", "osc"], ["osc"]]);
});

test("a file that cannot be looked at for a while ends nothing", async () => {
  const { file, write, changes, refused } = await watched({});
  unlinkSync(file);
  symlinkSync(file, file);
  await expect.poll(() => refused).toEqual([expect.stringMatching(/ELOOP.*expected a JSON file/)]);
  unlinkSync(file);
  write({ mode: "echo" });
  await expect.poll(() => changes).toEqual([["mode"]]);
});

test("an editor that writes beside and renames is followed", async () => {
  const { file, write, changes } = await watched({});
  write({ oscPrefix: "/show" }, `${file}~`);
  renameSync(`${file}~`, file);
  await expect.poll(() => changes).toEqual([["oscPrefix"]]);
});

test("without a file there is nothing to watch", () => {
  const listeners = { onChange: () => true, onRefused: () => {} };
  expect(() => watchSettings({}, loadSettings({}), listeners)()).not.toThrow();
});

test("whatever the file becomes, the show goes on with the last settings, is told once, and reads on", async () => {
  const { file, write, changes, refused } = await watched({});
  const become = async (hostile: () => void, line: string) => {
    refused.length = 0;
    rmSync(file);
    hostile();
    // Missing for a moment, it may be told as well.
    await expect.poll(() => refused.at(-1)).toBe(`${file}: ${line}`);
  };
  const expected = "expected a JSON file of settings";
  await become(() => becomePipe(file), `is a pipe, ${expected}`);
  await become(() => symlinkSync("/dev/zero", file), `is a device, ${expected}`);
  await become(() => becomeHuge(file), `more than 1048576 bytes, ${expected}`);
  await become(() => write(deepLists()), `lists and objects nested more than 64 deep; ${expected}`);
  await sleep(1200);
  expect(refused.filter((line) => line.includes("nested"))).toHaveLength(1);
  expect(changes).toEqual([]);
  write({ mode: "echo" });
  await expect.poll(() => changes).toEqual([["mode"]]);
});

test("a fault of whoever is told ends nothing", async () => {
  const file = join(emptyFolder(), "show.json");
  writeFileSync(file, "{}");
  const refused: string[] = [];
  const onChange = () => {
    throw new Error("no lamp");
  };
  onTestFinished(
    watchSettings({ file }, loadSettings({}), { onChange, onRefused: (line) => refused.push(line) }),
  );
  writeFileSync(file, '{"mode": "echo"}');
  await expect.poll(() => refused).toEqual(["no lamp"]);
});
