import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { CUE_NAMES } from "../../../main/cues/cue.ts";
import { OscIn } from "../../../main/cues/osc-in.ts";
import type { Report } from "../../../main/osc-tools/monitor.ts";
import { projectRoot } from "../../../main/paths.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { Command } from "../../../shared/messages.ts";
import { emptyFolder } from "../../support/folder.ts";
import { receiveOsc } from "../../support/osc-receiver.ts";
import { showState } from "../../support/show-state.ts";
import { writtenLog } from "../../support/written-log.ts";

const CLI = join(projectRoot, "main/cli.ts");
const run = promisify(execFile);
const continuo = (...args: readonly string[]) => run(process.execPath, [CLI, "osc", ...args]);

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function desk() {
  const receiver = await receiveOsc();
  open.push(receiver);
  return receiver;
}

async function cues() {
  const commands: Command[] = [];
  const clock = new SteppedClock();
  const input = new OscIn({
    ...{ address: "127.0.0.1", port: 0, prefix: "/continuo", allow: new Set(CUE_NAMES), clock },
    ...{ log: writtenLog(clock).log, onNotice: () => {}, onCommand: (command) => commands.push(command) },
    state: () => showState(),
  });
  open.push(input);
  await input.open();
  return { commands, port: input.port! };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { port, close } = await receiveOsc();
  close();
  return port;
}

test("send puts each argument in its type, and --wait prints the answers", async () => {
  const { port, packets, until } = await desk();
  await continuo("send", `127.0.0.1:${port}`, "/desk/go", "1", "0.5", "word", "f:2");
  await until((got) => got.length > 0);
  expect(packets[0]?.messages).toMatchObject([
    { address: "/desk/go", types: "ifsf", args: [1, 0.5, "word", 2] },
  ]);

  const show = await cues();
  const { stdout } = await continuo("send", `127.0.0.1:${show.port}`, "/continuo/state", "--wait", "0.5");
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toContainEqual({
    ...{ address: "/continuo/state/temperature", types: "f", args: [1] },
  });
}, 60_000);

test("wiggle moves one fader up and down, for a console that learns", async () => {
  const { port, packets } = await desk();
  await continuo(
    "wiggle",
    "energy",
    "--osc",
    `grandma3@127.0.0.1:${port}`,
    "--seconds",
    "3",
    "--period",
    "1",
  );
  const faders = packets.flatMap(({ messages }) => messages);
  expect(new Set(faders.map(({ address, types }) => `${address} ${types}`))).toEqual(
    new Set(["/Page1/Fader201 i"]),
  );
  const levels = faders.map(({ values }) => values[0]!);
  expect(Math.max(...levels)).toBeGreaterThan(60);
  expect(Math.min(...levels.slice(levels.length / 2))).toBeLessThan(40);
}, 60_000);

test("what record kept, replay sends again with its timing, and monitor tells of it", async () => {
  const file = join(emptyFolder(), "show.osc.ndjson");
  const [from, to] = [await freePort(), await freePort()];
  const recording = continuo("record", file, "--port", `${from}`, "--seconds", "8");
  await expect.poll(() => spawnSync("cat", [file]).stdout.length, { timeout: 20_000 }).toBeGreaterThan(10);
  await continuo("wiggle", "weight", "--osc", `127.0.0.1:${from}`, "--seconds", "1.5");
  expect((await recording).stdout).toMatch(/show\.osc\.ndjson: \d+ packets\n/);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.length).toBeGreaterThan(15);

  const monitor = spawn(process.execPath, [CLI, "osc", "monitor", "--port", `${to}`, "--json"]);
  let json = "";
  monitor.stdout.on("data", (chunk) => {
    json += chunk;
  });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await continuo("replay", file, `127.0.0.1:${to}`);
  monitor.kill("SIGINT");
  await once(monitor, "exit");
  const report = JSON.parse(json) as Report;
  expect(report).toMatchObject({ packets: lines.length - 1, broken: 0 });
  expect(report.addresses.map(({ address }) => address)).toContain("/continuo/signal/1");
}, 90_000);

test.each<[readonly string[], string]>([
  [["send", "127.0.0.1", "/x"], 'OSC destination is "127.0.0.1", expected host:port'],
  [["send", "eos@127.0.0.1:1", "/x"], 'the receiver is "eos@127.0.0.1:1", expected host:port'],
  [["send", "127.0.0.1:9", "x"], 'the address is "x", expected one that begins with /'],
  [["send", "nobody.invalid:9", "/x"], "nobody.invalid:9: the name does not resolve"],
  [["wiggle", "enrgy"], "error: command-argument value 'enrgy' is invalid"],
  [["wiggle", "phase", "--osc", "eos@127.0.0.1"], "127.0.0.1:3032 is not sent phase"],
  [["wiggle", "energy", "--osc", "eso@127.0.0.1"], 'OSC preset "eso" is not known; did you mean eos?'],
  [["replay", "/nowhere.osc.ndjson"], "/nowhere.osc.ndjson: cannot be read"],
  [["record", "/nowhere/x.osc.ndjson"], "/nowhere/x.osc.ndjson: cannot be written"],
  [["monitor", "--port", "x"], `error: option '--port <n>' argument 'x' is invalid.`],
  [["monitr"], "error: unknown command 'monitr' (Did you mean monitor?)"],
])(
  "%j ends with 1 and one line",
  (args, line) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, "osc", ...args], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr.split("\n")).toEqual([expect.stringContaining(line), ""]);
  },
  30_000,
);

const hasLiblo =
  spawnSync("oscsend", ["--help"]).error === undefined &&
  spawnSync("oscdump", ["--help"]).error === undefined;

describe.skipIf(!hasLiblo)("liblo, which is not ours (Debian: apt-get install liblo-tools)", () => {
  test("oscsend gives cues", async () => {
    const { commands, port } = await cues();
    await run("oscsend", ["127.0.0.1", `${port}`, "/continuo/cue/mode", "s", "answer"]);
    await run("oscsend", ["127.0.0.1", `${port}`, "/continuo/cue/temperature", "f", "1.5"]);
    await run("oscsend", ["127.0.0.1", `${port}`, "/continuo/cue/blackout", "T"]);
    await expect
      .poll(() => commands)
      .toEqual([
        { tag: "command", command: "mode", mode: "answer" },
        { tag: "command", command: "set", knob: "temperature", value: 1.5 },
        { tag: "command", command: "blackout", on: true },
      ]);
  });

  test.each([
    ["127.0.0.1", "/continuo/signal/1 ffffffffffffffffff "],
    ["grandma3@127.0.0.1", "/Page1/Fader201 i "],
  ])(
    "oscdump reads what is sent to %s",
    async (to, line) => {
      const port = await freePort();
      const dump = spawn("stdbuf", ["-oL", "oscdump", `${port}`]);
      let text = "";
      dump.stdout.on("data", (chunk) => {
        text += chunk;
      });
      await continuo("wiggle", "energy", "--osc", `${to}:${port}`, "--seconds", "3");
      dump.kill();
      const said = text.split("\n").filter((one) => one.includes(line));
      expect(said.length).toBeGreaterThan(20);
    },
    60_000,
  );
});
