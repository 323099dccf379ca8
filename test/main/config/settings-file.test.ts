import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  changeSettings,
  createSettingsFile,
  type SettingChange,
} from "../../../main/config/settings-file.ts";
import { ConfigError, UserError } from "../../../main/system/errors.ts";
import { emptyFolder } from "../../support/folder.ts";

function settingsFile(content: string): { file: string; folder: string; text: () => string } {
  const folder = emptyFolder();
  const file = join(folder, "show.json");
  writeFileSync(file, content);
  return { file, folder, text: () => readFileSync(file, "utf8") };
}

const change = (file: string, changes: readonly SettingChange[], overrides = {}) =>
  changeSettings({ file, overrides }, changes, () => {});

test("only what is named is changed, and the rest stays as it is and where it is", async () => {
  const { file, folder, text } = settingsFile(
    '{\n    "mode": "answer",\n    "smoothing": { "beta": 5 },\n    "osc": ["127.0.0.1:9000"]\n}\n',
  );
  await change(file, [
    { path: ["mode"], value: "echo" },
    { path: ["smoothing", "minCutoff"], value: 2 },
    { path: ["tempo"], value: 0.5 },
  ]);
  expect(JSON.parse(text())).toEqual({
    mode: "echo",
    smoothing: { beta: 5, minCutoff: 2 },
    osc: ["127.0.0.1:9000"],
    tempo: 0.5,
  });
  expect(text()).toMatch(/^\{\n {4}"mode": "echo",\n {4}"smoothing": \{\n {8}"beta": 5/);
  expect(readdirSync(folder)).toEqual(["show.json"]);
});

test("what is taken out is gone, with a group that holds nothing any more", async () => {
  const { file, text } = settingsFile('{ "mode": "answer", "smoothing": { "beta": 5 } }');
  await change(file, [{ path: ["smoothing", "beta"] }, { path: ["tempo"] }]);
  expect(JSON.parse(text())).toEqual({ mode: "answer" });
});

test("a file that would be the same is not written", async () => {
  const { file, text } = settingsFile('{"mode":"answer"}');
  await change(file, [{ path: ["mode"], value: "answer" }, { path: ["tempo"] }]);
  expect(text()).toBe('{"mode":"answer"}');
});

test("line ends and the mark at the beginning stay what they were", async () => {
  const { file, text } = settingsFile('\uFEFF{\r\n\t"mode": "answer"\r\n}\r\n');
  await change(file, [{ path: ["mode"], value: "echo" }]);
  expect(text()).toBe('\uFEFF{\r\n\t"mode": "echo"\r\n}\r\n');
});

test.each<[string, SettingChange, RegExp]>([
  ["a bad value", { path: ["tempo"], value: 9 }, /show\.json: tempo is 9, expected a number from 0\.5 to 2$/],
  [
    "a wrong kind",
    { path: ["mirror"], value: "yes" },
    /show\.json: mirror is "yes", expected true or false$/,
  ],
  ["a group", { path: ["smoothing"], value: { beta: 5 } }, /^smoothing is not a setting that holds a value$/],
  ["an unknown setting", { path: ["tenpo"], value: 1 }, /^tenpo is not a setting that holds a value$/],
  ["a prototype", { path: ["__proto__", "polluted"], value: 1 }, /is not a setting that holds a value$/],
  ["a control character", { path: ["a\u001b[2J"], value: 1 }, /^a\\x1b\[2J is not a setting/],
  [
    "a list in a number",
    { path: ["port"], value: [1] },
    /show\.json: port is \[1\], expected a whole number/,
  ],
])(
  "%s is refused in one line, and the file stays as it was, with all that came with it",
  async (_what, bad, line) => {
    const { file, folder, text } = settingsFile('{ "mode": "answer" }');
    const refused = await change(file, [{ path: ["mode"], value: "echo" }, bad]).catch(
      (error: Error) => error,
    );
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as Error).message).toMatch(line);
    expect((refused as Error).message).not.toContain("\n");
    expect(text()).toBe('{ "mode": "answer" }');
    expect(readdirSync(folder)).toEqual(["show.json"]);
  },
);

test("what contradicts another setting is refused by whoever knows", async () => {
  const { file, text } = settingsFile("{}");
  const check = () => {
    throw new ConfigError("--once with --source camera");
  };
  await expect(changeSettings({ file }, [{ path: ["once"], value: true }], check)).rejects.toThrow(
    "--once with",
  );
  expect(text()).toBe("{}");
});

test("a file that is no JSON is refused and stays", async () => {
  const { file, text } = settingsFile('{ "mode": ');
  await expect(change(file, [{ path: ["mode"], value: "echo" }])).rejects.toThrow(/show\.json.*JSON/);
  expect(text()).toBe('{ "mode": ');
});

test.skipIf(process.platform === "win32")("a link stays a link, and a secret file secret", async () => {
  const { file, folder, text } = settingsFile("{}");
  chmodSync(file, 0o600);
  const link = join(folder, "link.json");
  symlinkSync(file, link);
  await change(link, [{ path: ["tempo"], value: 2 }]);
  expect(JSON.parse(text())).toEqual({ tempo: 2 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder, { withFileTypes: true }).map((entry) => entry.isSymbolicLink())).toEqual([
    true,
    false,
  ]);
});

test("a new file takes no other's place", async () => {
  const { file, text } = settingsFile('{ "mode": "answer" }');
  await expect(createSettingsFile(file)).rejects.toThrow(/is there already: start with --config/);
  expect(text()).toBe('{ "mode": "answer" }');
  const other = join(emptyFolder(), "new.json");
  await createSettingsFile(other);
  await change(other, [{ path: ["tempo"], value: 2 }]);
  expect(JSON.parse(readFileSync(other, "utf8"))).toEqual({ tempo: 2 });
});
