import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeInstall, install, remove, type ServiceDoor, status } from "../../../main/service/manage.ts";
import { planFor } from "../../../main/service/plan.ts";
import { windowsArgument } from "../../../main/service/scheduled-task.ts";
import { servedProgram } from "../../../main/service/served-program.ts";
import type { Call, ServedProgram } from "../../../main/service/service.ts";
import { systemDoor } from "../../../main/service/system-door.ts";
import { firstOnPath } from "../../../main/system/processes/programs.ts";
import { emptyFolder } from "../../support/folder.ts";
import { isHere } from "../../support/is-here.ts";

/** Paths and options as people have them. */
const ODD: ServedProgram = {
  node: "/opt/node 24/bin/node",
  entry: '/srv/O\'Hara & "Söhne"/cli.js',
  folder: '/srv/O\'Hara & "Söhne" 100%',
  options: ["--source", "camera", "--camera", '7" <USB> $HOME 50% $\u007bX}', "--takes", "", "back\\slash\\"],
  env: { PATH: "/usr/local/bin:/usr/bin" },
  onDesktop: false,
};
const USER = { name: "anna", uid: 501, home: "/home/anna", env: {} };

const golden = (name: string) => readFileSync(join(import.meta.dirname, "golden", name), "utf8");

describe("what a system is given", () => {
  test.each([
    ["linux", "continuo.service", "/home/anna/.config/systemd/user/continuo.service"],
    ["darwin", "agent.plist", "/home/anna/Library/LaunchAgents/art.continuo.show.plist"],
  ] as const)("%s: word for word, with every odd letter quoted", (platform, name, file) => {
    const plan = planFor(platform, ODD, USER);
    expect([plan.file, plan.text]).toEqual([file, golden(name)]);
  });

  test("win32: word for word; what the scheduler would replace is refused by name", () => {
    const user = { ...USER, uid: null, home: "C:\\Users\\anna", env: { USERDOMAIN: "STAGE & CO" } };
    const program = {
      ...ODD,
      ...{
        node: "C:\\Program Files\\nodejs\\node.exe",
        folder: "C:\\Show 100%",
        entry: "C:\\Show 100%\\cli.js",
      },
    };
    const plan = planFor("win32", program, user);
    expect([plan.file, plan.text]).toEqual([
      "C:\\Users\\anna\\AppData\\Local\\Continuo\\task.xml",
      golden("task.xml"),
    ]);
    expect(() => planFor("win32", { ...program, folder: "C:\\%TEMP%" }, user)).toThrow(
      "C:\\%TEMP%: Task Scheduler replaces %NAME% and $(name); expected paths and options without them",
    );
  });

  test("a control character, and a system without such a service, are refused", () => {
    expect(() => planFor("linux", { ...ODD, options: ["a\nExecStartPre=/bin/sh"] }, USER)).toThrow(
      '"a\\nExecStartPre=/bin/sh": has a control character, expected a path or option without',
    );
    expect(() => planFor("linux", { ...ODD, node: "/O'Hara/node" }, USER)).toThrow(
      "/O'Hara/node: systemd runs no program whose path has quotes or backslashes; move the folder",
    );
    expect(() => planFor("aix", ODD, USER)).toThrow("service: found aix, expected linux, darwin or win32");
  });

  test("nothing needs root, and what has a window begins with the desktop", () => {
    for (const platform of ["linux", "darwin", "win32"] as const) {
      const { install: calls, remove: ends } = planFor(platform, { ...ODD, folder: "/srv" }, USER);
      expect([...calls, ...ends].flat().filter((word) => /sudo|--system/.test(word))).toEqual([]);
    }
    const { text, install: calls } = planFor("linux", { ...ODD, onDesktop: true }, USER);
    expect(text).toContain("WantedBy=graphical-session.target\n");
    expect(calls.flat()).not.toContain("enable-linger");
  });

  test.runIf(isHere("systemd-analyze", firstOnPath(["systemd-analyze"]) !== null))(
    "systemd finds nothing to complain of, and reads the program's path as it was",
    () => {
      const folder = join(emptyFolder(), "Söhne & 100% $HOME %h");
      mkdirSync(folder);
      const node = join(folder, "no de");
      writeFileSync(node, "#!/bin/sh\n");
      chmodSync(node, 0o755);
      const file = join(emptyFolder(), "continuo.service");
      const verify = (program: ServedProgram) => {
        writeFileSync(file, planFor("linux", program, USER).text);
        const args = ["--user", "--man=no", "verify", file];
        const env = { ...process.env, XDG_RUNTIME_DIR: folder };
        const script = ["-c", 'systemd-analyze "$@" 2>&1; true', "sh", ...args];
        return execFileSync("/bin/sh", script, { encoding: "utf8", env });
      };
      expect(verify({ ...ODD, node, folder })).toBe("");
      expect(verify({ ...ODD, node: `${node}x`, folder })).toContain(`${node}x is not executable`);
    },
  );

  test("another reader gets the arguments of a Windows command line back", () => {
    for (const argument of ["plain", "", "a b", 'say "hi"', "C:\\a b\\", '\\\\"', "tab\there", "a\\\\b"])
      expect([argument, windowsArguments(windowsArgument(argument))]).toEqual([argument, [argument]]);
  });
});

/** As Microsoft describes CommandLineToArgvW, letter by letter. */
function windowsArguments(line: string): string[] {
  const found: string[] = [];
  let [word, isQuoted, isWord, backslashes] = ["", false, false, 0];
  for (const letter of `${line} `) {
    if (letter === "\\") {
      backslashes++;
      isWord = true;
      continue;
    }
    if (letter === '"') {
      word += "\\".repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
      isWord = true;
    } else {
      word += "\\".repeat(backslashes);
      if (isQuoted || !/\s/.test(letter)) {
        word += letter;
        isWord = true;
      } else if (isWord) {
        found.push(word);
        [word, isWord] = ["", false];
      }
    }
    backslashes = 0;
  }
  return found;
}

test("programs that the show starts are found as they were, without npm's own; a screen where one is wanted", () => {
  const started = { node: "/node", entry: "/cli.js", folder: "/", platform: "linux", host: "auto" } as const;
  const PATH = "/x/node_modules/.bin:/usr/local/bin:/usr/bin";
  const env = { PATH, DISPLAY: ":0", SECRET: "token" };
  const windowed = servedProgram([], { ...started, env });
  expect([windowed.onDesktop, windowed.env]).toEqual([
    true,
    { PATH: "/usr/local/bin:/usr/bin", DISPLAY: ":0" },
  ]);
  for (const other of [
    { ...started, env: { PATH } },
    { ...started, env, host: "browser" as const },
  ]) {
    const { onDesktop, env: kept } = servedProgram([], other);
    expect([onDesktop, kept]).toEqual([false, { PATH: "/usr/local/bin:/usr/bin" }]);
  }
});

/** A system in which a program fails. */
function standIn(failing = "") {
  const [calls, files]: [string[], Map<string, string>] = [[], new Map()];
  const door: ServiceDoor = {
    run: async (call: Call) => {
      calls.push(call.join(" "));
      return call.includes(failing) ? { code: 3, said: "inactive\nno bus" } : { code: 0, said: "" };
    },
    write: async (file, text) => {
      calls.push(`write ${file}`);
      files.set(file, text);
    },
    remove: async (file) => files.delete(file),
    isThere: async (file) => files.has(file),
  };
  return { calls, files, door };
}

describe("installing", () => {
  const plan = planFor("linux", ODD, USER);

  test("writes the file, tells the system, and can be done again; removing leaves nothing", async () => {
    const { calls, files, door } = standIn();
    expect(await status(plan, door)).toMatchObject({
      runs: false,
      line: `not installed: ${plan.file} is not there`,
    });
    await install(plan, door);
    expect(calls).toEqual([
      `write ${plan.file}`,
      "systemctl --user daemon-reload",
      "systemctl --user enable continuo.service",
      "systemctl --user restart continuo.service",
      "loginctl enable-linger anna",
    ]);
    expect((await status(plan, door)).runs).toBe(true);
    calls.length = 0;
    await install(plan, door);
    expect(calls.slice(0, 2)).toEqual([
      "systemctl --user disable --now continuo.service",
      `write ${plan.file}`,
    ]);
    await remove(plan, door);
    expect(files.size).toBe(0);
    await expect(remove(plan, door)).rejects.toThrow(`${plan.file}: not found, so there is no service`);
  });

  test("a program that fails is named with what it said, and a service that has ended is told as such", async () => {
    const { door, files } = standIn("enable");
    await expect(install(plan, door)).rejects.toThrow(
      'systemctl --user enable continuo.service: ended with 3, and said "inactive; no bus"',
    );
    files.set(plan.file, "");
    expect(await status(plan, standInWith(files, "is-active"))).toEqual({
      runs: false,
      line: `installed, but not running (inactive; no bus): ${plan.file}`,
    });
  });

  const standInWith = (files: Map<string, string>, failing: string) => ({
    ...standIn(failing).door,
    isThere: async (file: string) => files.has(file),
  });

  test("all of it is shown before: the file, each command, and what a person has to do", () => {
    const shown = describeInstall(plan);
    for (const part of [plan.file, plan.text.trim(), "loginctl enable-linger anna", ...plan.notes])
      expect(shown).toContain(part);
  });

  test("a real file is the user's alone, in the letters that its system reads", async () => {
    const folder = emptyFolder();
    const file = join(folder, "deep/task.xml");
    await systemDoor.write(file, "<é>\n", "utf16le");
    expect(readFileSync(file)).toEqual(Buffer.from("\ufeff<é>\r\n", "utf16le"));
    expect(await systemDoor.run([process.execPath, "-e", "console.error('no'); process.exit(4)"])).toEqual({
      code: 4,
      said: "no",
    });
    expect(await systemDoor.run(["no-such-program-of-ours"])).toEqual({
      code: 1,
      said: "no-such-program-of-ours: ENOENT",
    });
    expect([await systemDoor.remove(file), await systemDoor.isThere(file)]).toEqual([true, false]);
  });
});
