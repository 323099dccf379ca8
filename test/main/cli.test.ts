import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../main/system/files/paths.ts";

function continuo(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const cli = join(projectRoot, "main/cli.ts");
  return spawnSync(process.execPath, [cli, ...args], { encoding: "utf8" });
}

test("--help lists the commands, each of which has help of its own", () => {
  const { status, stdout, stderr } = continuo("--help");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => name ?? "");
  expect(commands).toContain("doctor");
  for (const command of commands.filter((name) => name !== "help")) {
    const help = continuo(command, "--help");
    expect({ ...help, stdout: "" }, command).toMatchObject({ status: 0, stderr: "" });
    expect(help.stdout).toContain(`Usage: continuo ${command}`);
  }
}, 60_000);

test("--version is the package's", () => {
  expect(continuo("--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each<[readonly string[], string]>([
  [["doctr"], "error: unknown command 'doctr' (Did you mean doctor?)"],
  [["doctor", "--prot", "1"], "error: unknown option '--prot' (Did you mean --port?)"],
  [["doctor", "--port", "x"], 'error: --port is "x", expected a whole number from 0 to 65535'],
  [["doctor", "extra"], "error: too many arguments for 'doctor'. Expected 0 arguments but got 1: extra."],
  [
    ["doctor", "--config", "/nowhere.json"],
    "error: /nowhere.json: is not there, expected a JSON file of settings",
  ],
])(
  "%j ends with 1 and one line that says why",
  (args, line) => {
    const { status, stdout, stderr } = continuo(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.split("\n")).toEqual([expect.stringContaining(line), ""]);
  },
  20_000,
);

test("an unknown configuration key ends with 1 and one line that names file and key", () => {
  const folder = mkdtempSync(join(tmpdir(), "continuo-cli-"));
  const file = join(folder, "show.json");
  writeFileSync(file, '{"temprature": 1}');
  const { status, stderr } = continuo("doctor", "--config", file);
  rmSync(folder, { recursive: true });
  expect(status).toBe(1);
  expect(stderr).toBe(`error: ${file}: temprature is not a setting; did you mean temperature?\n`);
});

test("no command at all shows the help and does not count as done", () => {
  const { status, stderr } = continuo();
  expect(status).toBe(1);
  expect(stderr).toContain("Usage: continuo");
});
