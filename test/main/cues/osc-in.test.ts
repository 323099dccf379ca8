import { execFile } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import osc, { type OscArgument } from "osc/src/osc.js";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { CUE_NAMES } from "../../../main/cues/cue.ts";
import { OscIn } from "../../../main/cues/osc-in.ts";
import { machineClock } from "../../../main/system/clock.ts";
import { projectRoot } from "../../../main/system/files/paths.ts";
import { type Clock, SteppedClock } from "../../../shared/clock.ts";
import type { Command } from "../../../shared/commands/table.ts";
import type { HostilityReport } from "../../support/hostility.ts";
import { amount } from "../../support/long.ts";
import { showState } from "../../support/show-state.ts";
import { writtenLog } from "../../support/written-log.ts";

const HOSTILE = amount({ everyday: 20_000, long: 2_000_000 });

test(`${HOSTILE} hostile packets by real UDP: alive, nothing changed, no growth, at most one line a second`, async () => {
  const script = join(projectRoot, "test/support/hostility.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, `${HOSTILE}`]);
  const report = JSON.parse(stdout) as HostilityReport;
  expect(report).toMatchObject({ commands: 0, alive: true });
  expect(report.mostLinesASecond).toBeLessThanOrEqual(1);
  expect(report.heapLate).toBeLessThan(report.heapEarly + 5);
}, 600_000);

describe("listening", () => {
  const open: { close(): unknown }[] = [];
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
  });

  async function listen(port: number, clock: Clock = new SteppedClock()) {
    const { log } = writtenLog(clock);
    const [notices, commands]: [string[], Command[]] = [[], []];
    const input = new OscIn({
      ...{
        address: "127.0.0.1",
        port,
        prefix: "",
        allow: new Set(CUE_NAMES),
        clock,
        log,
        state: () => showState(),
      },
      onCommand: (command) => commands.push(command),
      tellOperator: (line) => notices.push(line),
    });
    open.push(input);
    await input.open();
    return { input, notices, commands };
  }

  test("hears this machine, and an empty prefix is one too", async () => {
    const { input, commands } = await listen(0);
    const socket = createSocket("udp4");
    open.push(socket);
    socket.send(
      osc.writePacket({ address: "/cue/answer", args: [] }, { metadata: true }),
      input.port!,
      "127.0.0.1",
    );
    await expect.poll(() => commands).toEqual([{ tag: "command", command: "answer" }]);
  });

  test("a fader that is moved as fast as the network takes it hides no blackout, and stays where it was put", async () => {
    const { input, commands } = await listen(0, machineClock);
    const socket = createSocket("udp4");
    open.push(socket);
    const say = (address: string, arg: OscArgument) =>
      socket.send(osc.writePacket({ address, args: [arg] }, { metadata: true }), input.port!, "127.0.0.1");
    for (let n = 0; n <= 600; n++) {
      say("/cue/tempo", { type: "f", value: 0.5 + n / 1000 });
      if (n % 24 === 12) say("/cue/blackout", { type: "i", value: (n / 12) % 4 === 1 ? 1 : 0 });
      if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const given = (name: string) => commands.filter(({ command }) => command === name);
    await expect.poll(() => given("tempo").at(-1)?.value).toBeCloseTo(1.1, 5);
    expect(given("blackout").map(({ value }) => value)).toEqual(
      Array.from({ length: 25 }, (_, n) => n % 2 === 0),
    );
    expect(given("tempo").length).toBeLessThan(300);
  });

  test("on a port that is taken stops nothing, and is told", async () => {
    const taken = createSocket("udp4");
    open.push(taken);
    taken.bind(0, "127.0.0.1");
    await once(taken, "listening");
    const { input, notices } = await listen(taken.address().port);
    expect(input.port).toBeNull();
    expect(notices).toEqual([
      `OSC in: port ${taken.address().port} of 127.0.0.1 is not to be had (EADDRINUSE); trying on`,
    ]);
  });

  test("on a port that was taken is tried again, and told once when it fails and once when it is heard", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const taken = createSocket("udp4");
    taken.bind(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address();
    const { input, notices } = await listen(port);
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime(10_000);
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(notices).toHaveLength(1);
    taken.close();
    await once(taken, "close");
    vi.advanceTimersByTime(10_000);
    while (input.port === null) await new Promise((resolve) => setImmediate(resolve));
    expect(notices).toEqual([expect.any(String), `OSC in: cues are heard at port ${port} of 127.0.0.1`]);
  });
});
