import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../../../main/system/files/paths.ts";
import { emptyFolder } from "../../../support/folder.ts";

/** A loop that says something at every turn, as a show in trouble would; it tells on its stdin's bidding how it went. */
const SHOW = `
  const { createLog } = await import(${module("main/system/log/log.ts")});
  const { openLogStream } = await import(${module("main/system/log/log-stream.ts")});
  const log = createLog({ stream: openLogStream(1) });
  const began = performance.now();
  let [last, gap, n] = [began, 0, 0];
  const loop = setInterval(() => {
    const now = performance.now();
    gap = Math.max(gap, now - last);
    last = now;
    for (let i = 0; i < 10; i++) log.info("notice " + n++ + " " + "x".repeat(600));
  }, 10);
  process.stdin.setEncoding("utf8").on("data", (text) => {
    for (const asked of text) {
      if (asked === "?") process.stderr.write((gap / (performance.now() - began)).toFixed(3) + " " + n + "\\n");
      if (asked === ".") { clearInterval(loop); log.info("the end"); setTimeout(() => process.exit(3), 300); }
    }
  });
  process.stderr.write("ready\\n");
`;

function module(path: string): string {
  return JSON.stringify(pathToFileURL(join(projectRoot, path)).href);
}

/** Of the time that has passed. Ample for a busy machine; what was seen before stood still for good. */
const LONGEST_GAP = 0.6;
/** Lines that a show says in more than half a second. */
const MANY = 600;
/** 1.5 MB of them: more than a pipe or a socket, its buffer and ours hold together. */
const TOO_MANY = 2500;

function show(stdout: number | "pipe"): ChildProcess {
  const args = ["--input-type=module", "-e", SHOW];
  const child = spawn(process.execPath, args, { stdio: ["pipe", stdout, "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

const said = async (child: ChildProcess) => String((await once(child.stderr!, "data"))[0]);

/** Longest gap of the loop, as a share of the time since it began, and how many lines it said. */
async function ask(child: ChildProcess): Promise<readonly [number, number]> {
  child.stdin!.write("?");
  const [gap, lines] = (await said(child)).split(" ").map(Number);
  return [gap!, lines!];
}

/** Resolves once it has said so many lines, which it does only while nothing holds it up. */
const hasSaid = (child: ChildProcess, lines: number) =>
  expect.poll(async () => (await ask(child))[1]).toBeGreaterThan(lines);

async function end(child: ChildProcess): Promise<number | null> {
  const exit = once(child, "close");
  child.stdin!.write(".");
  return (await exit)[0] as number | null;
}

test("a reader that stops reading holds up nothing; when it reads again it learns how much it missed", async () => {
  const child = show("pipe");
  await said(child);
  await hasSaid(child, TOO_MANY);
  let log = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const DROPPED = /^… \d+ lines were dropped: nobody took what the log wrote$/m;
  await expect.poll(() => log).toMatch(DROPPED);
  expect(await end(child)).toBe(3);
  const read = log.trim().split("\n");
  expect(read.at(-1)).toBe("the end");
  for (const line of read) expect(line).toMatch(/^(notice \d+ x{600}|… .*|the end)$/);
});

test("a reader that ends ends nothing", async () => {
  const child = show("pipe");
  await said(child);
  child.stdout!.destroy();
  await hasSaid(child, MANY);
  expect(child.exitCode).toBeNull();
  expect(await end(child)).toBe(3);
});

test("a log in a file has every line, from where the file ended", async () => {
  const file = join(emptyFolder(), "log");
  execFileSync("sh", ["-c", 'echo before > "$1"', "sh", file]);
  const fd = openSync(file, "a");
  const child = show(fd);
  closeSync(fd);
  await said(child);
  await hasSaid(child, 50);
  expect(await end(child)).toBe(3);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect([lines[0], lines.at(-1)]).toEqual(["before", "the end"]);
  for (const [n, line] of lines.slice(1, -1).entries()) expect(line).toMatch(`notice ${n} `);
});

test("a log in a file has the last lines of a program that ends at once, and each of them once", async () => {
  const file = join(emptyFolder(), "log");
  const fd = openSync(file, "a");
  const script = `
    const { openLogStream } = await import(${module("main/system/log/log-stream.ts")});
    const log = openLogStream(1);
    for (const line of ["one", "two", "the end"]) log.write(line + "\\n");
    process.exit(0);`;
  spawnSync(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", fd, "inherit"] });
  closeSync(fd);
  expect(readFileSync(file, "utf8").split("\n").sort()).toEqual(["", "one", "the end", "two"]);
});

test("a full disk under the log is nothing to the show", async (context) => {
  if (process.platform !== "linux") context.skip("/dev/full is of Linux");
  const fd = openSync("/dev/full", "w");
  const child = show(fd);
  closeSync(fd);
  await said(child);
  await hasSaid(child, MANY);
  expect(await end(child)).toBe(3);
});

/** Runs the program on a terminal of its own, presses Ctrl-S, and Ctrl-Q after it was asked for the first time. */
const TERMINAL = `
import os, subprocess, sys, threading, time
master, slave = os.openpty()
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=slave, stderr=None)
os.close(slave)
shown, stopped = [], threading.Event()
def read():
    while True:
        try: shown.append(os.read(master, 65536))
        except OSError: return
threading.Thread(target=read, daemon=True).start()
time.sleep(0.5)
os.write(master, b"\\x13")
time.sleep(1.5)
child.stdin.write(b"?"); child.stdin.flush()
time.sleep(0.5)
if sys.stdin.readline() != "hang up\\n": os.write(master, b"\\x11")
time.sleep(0.5)
child.stdin.write(b"."); child.stdin.flush()
try: code = child.wait(8)
except subprocess.TimeoutExpired: code = "hangs"; child.kill()
time.sleep(0.2)
sys.stdout.write(b"".join(shown).decode() + "code " + str(code) + "\\n")
`;

test.for(["Ctrl-Q", "hang up"])(
  "Ctrl-S on the terminal stops the log and not the show, then %s",
  async (then, context) => {
    if (process.platform === "win32" || spawnSync("python3", ["-c", "import os; os.openpty()"]).status !== 0)
      context.skip("there is no python3 to make a terminal with");
    const python = spawn("python3", ["-c", TERMINAL, process.execPath, "--input-type=module", "-e", SHOW], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    python.stdin.write(`${then}\n`);
    let [terminal, report] = ["", ""];
    python.stdout.setEncoding("utf8").on("data", (text: string) => (terminal += text));
    python.stderr.setEncoding("utf8").on("data", (text: string) => (report += text));
    await once(python, "exit");
    const [, gap, lines] = /^([\d.]+) (\d+)$/m.exec(report) ?? [];
    expect(Number(gap)).toBeLessThan(LONGEST_GAP);
    expect(Number(lines)).toBeGreaterThan(MANY);
    // It ends also while the terminal stands still.
    expect(terminal.slice(-10)).toMatch(/code 3\n$/);
    if (then === "Ctrl-Q") expect(terminal.match(/… \d+ lines were dropped/g)?.length).toBeGreaterThan(0);
  },
);
