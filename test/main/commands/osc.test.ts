import { execFile, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { CUE_NAMES } from "../../../main/cues/cue.ts";
import { OscIn } from "../../../main/cues/osc-in.ts";
import type { MonitorReport } from "../../../main/osc-tools/monitor.ts";
import { RECORDING_HEADER, recordingLine } from "../../../main/osc-tools/recording.ts";
import { projectRoot } from "../../../main/system/paths.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { Command } from "../../../shared/commands/table.ts";
import { emptyFolder } from "../../support/folder.ts";
import { receiveOsc } from "../../support/osc-receiver.ts";
import { showState } from "../../support/show-state.ts";
import { writtenLog } from "../../support/written-log.ts";

const CLI = join(projectRoot, "main/cli.ts");
const run = promisify(execFile);
const continuo = (...args: readonly string[]) => run(process.execPath, [CLI, "osc", ...args]);
const told = (...args: readonly string[]) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, "osc", ...args], { encoding: "utf8" });
  return { status, stderr, stdout };
};

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

test("an answer is heard from another port than the one that was asked", async () => {
  const [ear, mouth] = [createSocket("udp4"), createSocket("udp4")];
  open.push(ear, mouth);
  const answer = Buffer.from("/yes\0\0\0\0,\0\0\0");
  ear.on("message", (_, { port, address }) => mouth.send(answer, port, address));
  ear.bind(0, "127.0.0.1");
  await once(ear, "listening");
  const { stdout } = await continuo("send", `127.0.0.1:${ear.address().port}`, "/x", "--wait", "0.5");
  expect(JSON.parse(stdout)).toMatchObject({ address: "/yes" });
}, 60_000);

test.each<[string, readonly string[], string]>([
  ["a name that does not resolve", ["nobody.invalid:9", "/x"], "the name does not resolve"],
  ["nobody there", ["127.0.0.1:9", "/x"], "nobody listens there"],
  ["too much for a packet", ["127.0.0.1:9", "/x", "a".repeat(70_000)], "send EMSGSIZE"],
])(
  "what send fails by is told at once and in the same words with --wait: %s",
  (_, args, words) => {
    const plain = told("send", ...args);
    expect(plain).toMatchObject({ status: 1, stderr: expect.stringContaining(words) });
    const before = performance.now();
    expect(told("send", ...args, "--wait", "25")).toEqual(plain);
    expect(performance.now() - before).toBeLessThan(20_000);
  },
  60_000,
);

test("wiggle ends with 1 where nobody took anything", () => {
  const { status, stderr } = told("wiggle", "energy", "--osc", "127.0.0.1:9", "--seconds", "1");
  expect(status).toBe(1);
  expect(stderr.trim().split("\n").at(-1)).toBe(
    "error: nothing was taken by 127.0.0.1:9: nobody listens there (ECONNREFUSED)",
  );
}, 30_000);

test("wiggle is not done where there is no destination", () => {
  const config = join(emptyFolder(), "continuo.json");
  writeFileSync(config, JSON.stringify({ osc: [] }));
  expect(told("wiggle", "energy", "--config", config, "--seconds", "0.1")).toEqual({
    ...{ status: 1, stdout: "" },
    stderr: "error: there is no OSC destination, expected one by --osc or in the configuration\n",
  });
}, 30_000);

test("a recording on a port that is taken leaves no file in the way of the next", async () => {
  const { port, close } = await receiveOsc();
  const file = join(emptyFolder(), "show.osc.ndjson");
  const record = ["record", file, "--port", `${port}`, "--seconds", "0.1"];
  try {
    expect(told(...record)).toMatchObject({ status: 1, stderr: expect.stringContaining("not to be had") });
    expect(existsSync(file)).toBe(false);
  } finally {
    close();
  }
  expect(told(...record)).toEqual({ status: 0, stdout: `${file}: 0 packets\n`, stderr: "" });
  expect(readFileSync(file, "utf8")).toBe(`${JSON.stringify(RECORDING_HEADER)}\n`);
}, 60_000);

test("a recording of one packet comes once a second when it is replayed over and over", async () => {
  const { port, packets, until } = await desk();
  const file = join(emptyFolder(), "cue.osc.ndjson");
  const packet = Buffer.from("/go\0,\0\0\0");
  writeFileSync(file, `${JSON.stringify(RECORDING_HEADER)}\n${recordingLine({ t: 0, packet })}`);
  const replay = spawn(process.execPath, [CLI, "osc", "replay", file, `127.0.0.1:${port}`, "--loop"]);
  await until((got) => got.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  replay.kill("SIGINT");
  await once(replay, "exit");
  expect(packets.length).toBeGreaterThan(1);
  expect(packets.length).toBeLessThan(5);
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
  const report = JSON.parse(json) as MonitorReport;
  expect(report).toMatchObject({ packets: lines.length - 1, broken: 0 });
  expect(report.addresses.map(({ address }) => address)).toContain("/continuo/signal/1");
}, 90_000);

test.each<[readonly string[], string]>([
  [["send", "127.0.0.1", "/x"], 'OSC destination is "127.0.0.1", expected host:port'],
  [["send", "eos@127.0.0.1:1", "/x"], 'the receiver is "eos@127.0.0.1:1", expected host:port'],
  [["send", "127.0.0.1:9", "x"], 'the address is "x", expected one that begins with /'],
  [["send", "nobody.invalid:9", "/x"], "nobody.invalid:9: the name does not resolve"],
  [["wiggle", "enrgy"], "error: command-argument value 'enrgy' is invalid"],
  [
    ["send", "127.0.0.1:9", "/a", "--wait", "1", "--transport", "tcp"],
    "error: --wait is for answers over udp, found --transport tcp",
  ],
  [["wiggle", "phase", "--osc", "eos@127.0.0.1"], "127.0.0.1:3032 is not sent phase"],
  [["wiggle", "energy", "--osc", "eso@127.0.0.1"], 'OSC preset "eso" is not known; did you mean eos?'],
  [["replay", "/nowhere.osc.ndjson"], "/nowhere.osc.ndjson: cannot be read"],
  [["record", "/nowhere/x.osc.ndjson", "--port", "0"], "/nowhere/x.osc.ndjson: cannot be written"],
  [["record", "/nowhere/x.csv"], 'the file is "/nowhere/x.csv", expected a name that ends in .osc.ndjson'],
  [["monitor", "--port", "x"], `error: option '--port <n>' argument 'x' is invalid.`],
  [["monitr"], "error: unknown command 'monitr' (Did you mean monitor?)"],
])(
  "%j ends with 1 and one line",
  (args, line) => {
    const { status, stderr, stdout } = told(...args);
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
        { tag: "command", command: "mode", value: "answer" },
        { tag: "command", command: "temperature", value: 1.5 },
        { tag: "command", command: "blackout", value: true },
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
