import { execFile, spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { CUE_NAMES } from "../../../main/cues/cue.ts";
import { OscIn } from "../../../main/cues/osc-in.ts";
import type { MonitorReport } from "../../../main/osc-tools/monitor.ts";
import { RECORDING_HEADER, recordingLine } from "../../../main/osc-tools/recording.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { Command } from "../../../shared/commands/table.ts";
import { emptyFolder } from "../../support/folder.ts";
import { hasLiblo } from "../../support/liblo.ts";
import { receiveOsc } from "../../support/osc-receiver.ts";
import { showState } from "../../support/show-state.ts";
import { writtenLog } from "../../support/written-log.ts";

const CLI = join(projectRoot, "main/cli.ts");
const run = promisify(execFile);
const continuo = (...args: readonly string[]) => run(process.execPath, [CLI, "osc", ...args]);
const told = (...args: readonly string[]) => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, "osc", ...args], {
    ...{ encoding: "utf8", timeout: 60_000 },
  });
  return { status, stderr, stdout };
};

const SOON = { timeout: 30_000 };

/** A command that goes on until Ctrl-C. */
function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, "osc", ...args]);
  const output = textOf(child.stdout);
  return {
    /** What it has printed when it has ended. */
    interrupted() {
      child.kill("SIGINT");
      return output;
    },
  };
}

/** Resolves once a packet has been taken on a port of this machine. */
async function somebodyListens(port: number): Promise<void> {
  await vi.waitFor(async () => {
    const socket = createSocket("udp4");
    socket.connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.send("/probe\0\0,\0\0\0");
    const refused = once(socket, "error");
    const answer = await Promise.race([refused, sleep(50, null)]);
    socket.close();
    expect(answer).toBeNull();
  }, SOON);
}

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
    ...{ log: writtenLog(clock).log, tellOperator: () => {}, onCommand: (command) => commands.push(command) },
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
    // Would be ended, without a status, long before.
    expect(told("send", ...args, "--wait", "3600")).toEqual(plain);
  },
  150_000,
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
  const first = performance.now();
  await until((got) => got.length > 2);
  const perSecond = (1000 * (packets.length - 1)) / (performance.now() - first);
  replay.kill("SIGINT");
  await once(replay, "exit");
  expect(perSecond).toBeLessThan(2);
}, 60_000);

test("wiggle moves one fader up and down, for a console that learns", async () => {
  const { port, packets } = await desk();
  await continuo(
    "wiggle",
    "energy",
    "--osc",
    `grandma3@127.0.0.1:${port}`,
    "--seconds",
    "1.5",
    "--period",
    "0.5",
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
  const recording = start("record", file, "--port", `${from}`);
  await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
  await continuo("wiggle", "weight", "--osc", `127.0.0.1:${from}`, "--seconds", "1.5");
  expect(await recording.interrupted()).toMatch(/show\.osc\.ndjson: \d+ packets\n/);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  expect(lines.length).toBeGreaterThan(15);

  const monitor = start("monitor", "--port", `${to}`, "--json");
  // With the header counted in the place of the packet that found the monitor awake.
  await somebodyListens(to);
  await continuo("replay", file, `127.0.0.1:${to}`);
  const report = JSON.parse(await monitor.interrupted()) as MonitorReport;
  expect(report).toMatchObject({ packets: lines.length, broken: 0 });
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
      const wiggle = start("wiggle", "energy", "--osc", `${to}:${port}`);
      await expect
        .poll(() => text.split("\n").filter((one) => one.includes(line)).length, SOON)
        .toBeGreaterThan(20);
      await wiggle.interrupted();
      dump.kill();
    },
    60_000,
  );
});
