import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { readSettings } from "../../../../main/config/load-settings.ts";
import type { Settings, SettingsInput } from "../../../../main/config/settings.ts";
import { checkSettings } from "../../../../main/show/check-settings.ts";
import { settingsRequests } from "../../../../main/show/desk/settings.ts";
import type { SettingsSheet } from "../../../../shared/desk/settings.ts";
import { emptyFolder } from "../../../support/folder.ts";

async function desk(content: object | null, overrides: SettingsInput = {}) {
  const folder = emptyFolder();
  const [file, offered] = [join(folder, "show.json"), join(folder, "continuo.json")];
  if (content) writeFileSync(file, JSON.stringify(content));
  const sources = content ? { file, overrides } : { overrides };
  const inForce: Settings = await readSettings(sources);
  const [onFile, onWritten] = [vi.fn(), vi.fn()];
  const handlers = settingsRequests({
    ...{ sources, offered, onFile, onWritten, inForce: () => inForce, check: checkSettings },
  });
  return { handlers, file, offered, onFile, onWritten };
}

const line = ({ settings }: SettingsSheet, ...path: string[]) =>
  settings.find((each) => each.path.join(".") === path.join("."))!;

test("each setting says what it is, what counts and where that is from", async () => {
  const { handlers, file } = await desk({ mode: "answer", smoothing: { beta: 5 }, tempo: 0.5 }, { tempo: 2 });
  const sheet = await handlers["settings/read"].answer(null);
  expect(sheet).toMatchObject({ file, fault: null });
  expect(line(sheet, "mode")).toMatchObject({
    value: "answer",
    from: "file",
    byDefault: "shadow",
    waits: false,
  });
  expect(line(sheet, "tempo")).toMatchObject({
    value: 2,
    from: "option",
    range: { least: 0.5, most: 2, whole: false },
  });
  expect(line(sheet, "smoothing", "beta")).toMatchObject({ value: 5, from: "file", byDefault: 10 });
  expect(line(sheet, "maxPeople")).toMatchObject({ value: 1, from: "default", range: { whole: true } });
  expect(line(sheet, "osc")).toMatchObject({ type: "array", value: ["127.0.0.1:9000"], atOnce: true });
  expect(line(sheet, "camera")).toMatchObject({ type: "string", nullable: true, value: null });
  expect(sheet.settings.every(({ description, expected }) => description !== "" && expected !== "")).toBe(
    true,
  );
  expect(JSON.stringify(sheet).length).toBeLessThan(50_000);
});

test("an edit is in the file, and says what waits for the next start", async () => {
  const { handlers, file, onWritten } = await desk({ mode: "answer" });
  const sheet = await handlers["settings/edit"].answer({
    changes: [{ path: ["frameSize"], value: 640 }, { path: ["mode"] }],
  });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ frameSize: 640 });
  expect(line(sheet, "frameSize")).toMatchObject({ value: 640, from: "file", waits: true, atOnce: false });
  expect(line(sheet, "mode")).toMatchObject({ value: "shadow", from: "default", waits: true });
  expect(line(sheet, "tempo").waits).toBe(false);
  expect(onWritten).toHaveBeenCalledTimes(1);
});

test("edits of two desks at once lose nothing of each other", async () => {
  const { handlers, file } = await desk({});
  const edit = (path: string, value: unknown) =>
    handlers["settings/edit"].answer({ changes: [{ path: [path], value }] });
  const results = await Promise.allSettled([
    ...[edit("tempo", 2), edit("mode", "echo"), edit("options", 1000), edit("mirror", true)],
    edit("look", "ink"),
  ]);
  expect(results.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    tempo: 2,
    mode: "echo",
    mirror: true,
    look: "ink",
  });
});

test("what contradicts another setting is refused as it is at the start", async () => {
  const { handlers, file } = await desk({});
  await expect(
    handlers["settings/edit"].answer({ changes: [{ path: ["once"], value: true }] }),
  ).rejects.toThrow("--once with --source camera");
  expect(readFileSync(file, "utf8")).toBe("{}");
});

test("a show without a file gets one where it is offered, and goes on with it", async () => {
  const { handlers, offered, onFile } = await desk(null);
  expect(await handlers["settings/read"].answer(null)).toMatchObject({ file: null, offered });
  const edit = { changes: [{ path: ["tempo"], value: 2 }] };
  await expect(handlers["settings/edit"].answer(edit)).rejects.toThrow("make one first");
  expect(await handlers["settings/create"].answer(null)).toMatchObject({ file: offered });
  expect(onFile).toHaveBeenCalledWith({ file: offered, overrides: {} });
  await handlers["settings/edit"].answer(edit);
  expect(JSON.parse(readFileSync(offered, "utf8"))).toEqual({ tempo: 2 });
  await expect(handlers["settings/create"].answer(null)).rejects.toThrow("has a file already");
});

test("a file that somebody broke meanwhile is told, and the settings are shown as the show runs with them", async () => {
  const { handlers, file } = await desk({ tempo: 2 });
  writeFileSync(file, '{ "tempo": 99 }');
  const sheet = await handlers["settings/read"].answer(null);
  expect(sheet.fault).toMatch(/tempo is 99/);
  expect(line(sheet, "tempo")).toMatchObject({ waits: false });
});

test("a desk can neither start programs nor read the secrets of those that are started", async () => {
  const alert = { command: ["curl", "-d", "secret"], url: "https://example.org/hook/secret?key=secret" };
  const { handlers, file } = await desk({ alert });
  const sheet = await handlers["settings/read"].answer(null);
  expect(line(sheet, "alert", "command").value).toEqual(["curl", "…"]);
  expect(line(sheet, "alert", "url").value).toBe("https://example.org/…");
  expect(JSON.stringify(sheet)).not.toContain("secret");
  for (const path of [["alert", "command"], ["alert", "url"], ["alert"]])
    await expect(
      handlers["settings/edit"].answer({ changes: [{ path, value: ["reboot"] }] }),
    ).rejects.toThrow(
      `${path.join(".")} is set at the machine itself, in its file or as an option: a desk may not start programs`,
    );
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ alert });
  await handlers["settings/edit"].answer({ changes: [{ path: ["alert", "after"], value: 120 }] });
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ alert: { ...alert, after: 120 } });
});
