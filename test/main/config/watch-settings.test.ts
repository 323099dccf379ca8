import { renameSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchSettings } from "../../../main/config/watch-settings.ts";
import { emptyFolder } from "../../support/folder.ts";

function watched(content: unknown) {
  const file = join(emptyFolder(), "show.json");
  const write = (to: unknown, path = file) =>
    writeFileSync(path, typeof to === "string" ? to : JSON.stringify(to));
  write(content);
  const changes: (readonly string[])[] = [];
  const refused: string[] = [];
  const overrides = { port: 0 };
  const stop = watchSettings(
    { file, overrides },
    {
      onChange: (settings, changed) => {
        expect(settings.port).toBe(0);
        changes.push(changed);
        return settings.mode !== "duet";
      },
      onRefused: (line) => refused.push(line),
    },
  );
  onTestFinished(stop);
  return { file, write, changes, refused };
}

test("what is written is read, and only what differs is told", async () => {
  const { write, changes } = watched({ osc: ["a:1"], mode: "shadow" });
  write({ osc: ["a:1", "b:2"], mode: "shadow" });
  await expect.poll(() => changes).toEqual([["osc"]]);
});

test("a mistake is told by its name, and mending it is told as well", async () => {
  const { file, write, changes, refused } = watched({});
  write({ osc: [{ host: "a", port: 1, map: [{ signal: "enrgy", address: "/x" }] }] });
  await expect
    .poll(() => refused)
    .toEqual([expect.stringContaining(`${file}: osc.0.map.0.signal is "enrgy", expected energy, stillness`)]);
  write({ osc: [{ host: "a", port: 1, map: [{ signal: "energy", address: "/x" }] }] });
  await expect.poll(() => changes).toEqual([["osc"]]);
});

test("what was refused still differs once something else is mended", async () => {
  const { write, changes } = watched({});
  write({ osc: ["a:1"], mode: "duet" });
  await expect.poll(() => changes).toEqual([["mode", "osc"]]);
  write({ osc: ["a:1"] });
  await expect.poll(() => changes).toEqual([["mode", "osc"], ["osc"]]);
});

test("a file that cannot be looked at for a while ends nothing", async () => {
  const { file, write, changes, refused } = watched({});
  unlinkSync(file);
  symlinkSync(file, file);
  await expect.poll(() => refused).toEqual([expect.stringMatching(/ELOOP.*expected a JSON file/)]);
  unlinkSync(file);
  write({ mode: "echo" });
  await expect.poll(() => changes).toEqual([["mode"]]);
});

test("an editor that writes beside and renames is followed", async () => {
  const { file, write, changes } = watched({});
  write({ oscPrefix: "/show" }, `${file}~`);
  renameSync(`${file}~`, file);
  await expect.poll(() => changes).toEqual([["oscPrefix"]]);
});

test("without a file there is nothing to watch", () => {
  const before = process.getActiveResourcesInfo();
  const stop = watchSettings({}, { onChange: () => true, onRefused: () => {} });
  expect(process.getActiveResourcesInfo()).toEqual(before);
  stop();
});
