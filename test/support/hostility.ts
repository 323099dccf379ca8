import { createSocket } from "node:dgram";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CUE_NAMES } from "../../main/cues/cue.ts";
import { OscIn } from "../../main/cues/osc-in.ts";
import { writeMessage } from "../../main/outputs/osc/write-packet.ts";
import { machineClock } from "../../main/system/clock.ts";
import { createLog } from "../../main/system/log/log.ts";
import { hostilePackets } from "./hostile-packets.ts";
import { showState } from "./show-state.ts";

/*
 * Hostile packets by real UDP into a process of its own, as fast as they are taken:
 * node --expose-gc test/support/hostility.ts <packets>. Prints one JSON line, a HostilityReport.
 */

export interface HostilityReport {
  readonly packets: number;
  /** Of them, dropped by the system before anybody could look; null where it does not tell. */
  readonly unseen: number | null;
  readonly seconds: number;
  /** Commands that came of them: there should be none. */
  readonly commands: number;
  readonly logLines: number;
  /** Most log lines within one second. */
  readonly mostLinesASecond: number;
  /** Megabytes of heap early among the packets, and at the end. */
  readonly heapEarly: number;
  readonly heapLate: number;
  /** Whether a ping is answered afterwards. */
  readonly alive: boolean;
}

async function attack(count: number): Promise<HostilityReport> {
  const lines: number[] = [];
  const state = showState();
  let commands = 0;
  const input = new OscIn({
    ...{ address: "127.0.0.1", port: 0, prefix: "/continuo", allow: new Set(CUE_NAMES), clock: machineClock },
    log: createLog({ stream: { write: () => lines.push(machineClock.now()) } }),
    state: () => state,
    onCommand: () => {
      commands++;
    },
    onBeat: () => {
      commands++;
    },
    tellOperator: (line) => console.error(line),
  });
  await input.open();
  const port = input.port!;
  const attacker = createSocket("udp4");
  const begin = machineClock.now();
  let [sent, heapEarly] = [0, 0];
  for (const { packet, mayBeCue } of hostilePackets(count)) {
    // Not one that may be a cue, so that any command is one too many.
    if (mayBeCue) continue;
    const done = new Promise((resolve) => attacker.send(packet, port, "127.0.0.1", resolve));
    // A few at a time, so that the kernel drops none and all of them are looked at.
    if (++sent % 8 === 0) await done;
    if (sent % 32 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (sent === Math.floor(count / 20)) heapEarly = heap();
  }
  const seconds = machineClock.now() - begin;
  let alive = false;
  const word = "are you there";
  attacker.on("message", (answer) => {
    // Answers from before may still be on their way.
    alive ||= answer.includes(word);
  });
  const ping = writeMessage({ address: "/ping", types: "s", args: [word] });
  // Not the first is answered: the bucket of tokens has to fill again.
  for (let n = 0; n < 100 && !alive; n++) {
    attacker.send(ping, port, "127.0.0.1");
    await sleep(20);
  }
  const unseen = droppedAt(port);
  attacker.close();
  input.close();
  const mostLinesASecond = Math.max(
    0,
    ...lines.map((at) => lines.filter((other) => other >= at && other < at + 1).length),
  );
  return {
    ...{ packets: sent, unseen, seconds, commands, logLines: lines.length, mostLinesASecond },
    ...{ heapEarly, heapLate: heap(), alive },
  };
}

/** Datagrams that the system dropped at a port of this machine, as Linux counts them. */
function droppedAt(port: number): number | null {
  if (!existsSync("/proc/net/udp")) return null;
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const line = readFileSync("/proc/net/udp", "utf8")
    .split("\n")
    .find((one) => one.includes(`0100007F:${hex} `));
  return line === undefined ? null : Number(line.trim().split(/\s+/).at(-1));
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

console.log(JSON.stringify(await attack(Number(process.argv[2] ?? 1_000_000))));
