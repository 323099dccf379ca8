import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";
import type { Destination } from "../../main/outputs/osc/destination/destination.ts";
import { createOscOutput } from "../../main/outputs/osc/osc-output.ts";
import { Performers } from "../../main/outputs/performers/performers.ts";
import { machineClock } from "../../main/system/clock.ts";
import { moduleBeside } from "../../main/system/files/paths.ts";
import { createLog } from "../../main/system/log/log.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { swaying } from "./dance.ts";
import { destination } from "./osc-packets.ts";
import type { DeskReport, FromDesks, ToDesks } from "./soak-desks.ts";

/*
 * Eight destinations of different kinds at 60 frames a second of four people and partners. One refuses, one reads
 * nothing in the second quarter, one vanishes for as long, the name of one stops resolving after the first:
 * node --expose-gc test/support/soak.ts <seconds>. Prints one JSON line, a SoakReport; 1800 is the full length.
 */

export interface SoakReport {
  readonly frames: number;
  readonly destinations: readonly {
    readonly name: string;
    readonly received: number;
    readonly lost: number;
    readonly failed: number;
    readonly error: string | null;
    readonly broken: number;
    readonly largest: number;
  }[];
  /** Megabytes that are held after a collection: after a fifth of the run, and at its end. */
  readonly early: number;
  readonly late: number;
  readonly logLines: number;
}

const STALLS = 4;
const REFUSES = 5;
const VANISHES = 6;
const ALL: readonly (Partial<Destination> & { readonly name: string })[] = [
  { name: "udp, a message a line" },
  { name: "udp, a message a value", split: "value" },
  { name: "udp, no bundles", bundles: false, groups: new Set(["frame", "signals", "phrase"]) },
  { name: "tcp with lengths", transport: "tcp" },
  {
    name: "stalls, tcp with SLIP, a message a keypoint",
    transport: "tcp-slip",
    split: "keypoint",
    scale: [0, 100],
  },
  { name: "refuses" },
  { name: "vanishes and returns" },
  { name: "its name stops resolving", host: "desk.local", smoothing: 0.5 },
];

async function soak(seconds: number): Promise<SoakReport> {
  const desks = fork(moduleBeside(import.meta.url, "soak-desks"), { stdio: "inherit" });
  const tell = (message: ToDesks) => desks.send(message);
  const heard = <T extends FromDesks>(key: string) =>
    new Promise<T>((resolve) => {
      const listen = (message: unknown) => {
        if (typeof message !== "object" || message === null || !(key in message)) return;
        desks.off("message", listen);
        resolve(message as T);
      };
      desks.on("message", listen);
    });
  tell({ open: ALL.map(({ transport = "udp" }) => transport) });
  const { ports } = await heard<{ ports: readonly number[] }>("ports");
  tell({ close: REFUSES });

  let resolves = true;
  let lines = 0;
  const log = createLog({ stream: { write: () => lines++ } });
  const output = createOscOutput({
    destinations: ALL.map(({ name: _, ...kind }, i) => destination({ ...kind, port: ports[i]! })),
    ...{ clock: machineClock, log },
    async resolve(host) {
      if (host === "desk.local" && !resolves) throw Object.assign(new Error("gone"), { code: "ENOTFOUND" });
      return { address: "127.0.0.1", family: 4 };
    },
  });
  await sleep(500);

  const total = Math.round(seconds * 60);
  const performers = new Performers();
  // Made beforehand, since it comes round after a second, and read anew for each frame, as the engine's process sends it.
  const dance = Array.from({ length: 60 }, (_, i) => serialize(swaying(i, 4)));
  const entries = swaying(0, 4).events;
  const begin = performance.now();
  let early = heldMegabytes();
  for (let n = 0; n < total; n++) {
    if (n === Math.floor(total / 5)) early = heldMegabytes();
    if (n === Math.floor(total / 4)) {
      resolves = false;
      tell({ close: VANISHES });
      tell({ stall: STALLS, stalled: true });
    }
    if (n === Math.floor(total / 2)) {
      tell({ reopen: VANISHES });
      tell({ stall: STALLS, stalled: false });
    }
    const danced: StageFrame = deserialize(dance[n % dance.length]!);
    const frame = { ...danced, frame: n, t: n / 60, events: n === 0 ? entries : [] };
    output.send(performers.update(frame, machineClock.now()));
    await sleep(Math.max(0, begin + ((n + 1) * 1000) / 60 - performance.now()));
  }
  await sleep(500);
  const late = heldMegabytes();
  tell({ report: true });
  const { reports } = await heard<{ reports: readonly DeskReport[] }>("reports");
  const status = output.status();
  output.close();
  desks.disconnect();
  return {
    frames: total,
    destinations: ALL.map(({ name }, i) => {
      const { frames, broken, largest } = reports[i]!;
      const { failed, error } = status[i]!;
      const lost = total - new Set(frames).size;
      return { name, received: frames.length, lost, failed, error, broken, largest };
    }),
    ...{ early, late, logLines: lines },
  };
}

function heldMegabytes(): number {
  // The first collection leaves buffers to be swept beside the program, which still count; the second ends that.
  for (let i = 0; i < 2; i++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

console.log(JSON.stringify(await soak(Number(process.argv[2] ?? 1800))));
process.exit(0);
