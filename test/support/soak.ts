import { fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { deserialize, serialize } from "node:v8";
import type { Destination } from "../../main/outputs/osc/destination/destination.ts";
import { createOscOutput } from "../../main/outputs/osc/osc-output.ts";
import { Performers } from "../../main/outputs/performers/performers.ts";
import { machineClock } from "../../main/system/clock.ts";
import { createLog } from "../../main/system/log.ts";
import { moduleBeside } from "../../main/system/paths.ts";
import type { StageFrame } from "../../shared/stage.ts";
import { swaying } from "./dance.ts";
import { destination } from "./osc-packets.ts";
import type { DeskReport, FromDesks, ToDesks } from "./soak-desks.ts";

/*
 * Eight destinations of different kinds at 60 frames a second of four people and partners. One refuses, one reads
 * nothing in the second quarter, one vanishes for as long, the name of one stops resolving after the first:
 * node --expose-gc test/support/soak.ts <seconds>. Prints one JSON line, a SoakReport; 1800 is the full length. With a
 * number behind the seconds, so many of the eight alone: 1 is what most shows have.
 */

export interface SoakReport {
  readonly frames: number;
  readonly destinations: readonly {
    readonly name: string;
    readonly received: number;
    readonly lost: number;
    readonly timing: Timing;
    /** Of ten seconds each, that with the least p99: on a shared machine, the one in which others left it alone. */
    readonly quietest: Timing;
    readonly failed: number;
    readonly error: string | null;
    readonly broken: number;
    readonly largest: number;
  }[];
  /** From the StageFrame until all datagrams have left, for all destinations. */
  readonly send: Spread;
  /** From the StageFrame until what streams get has left as well. */
  readonly streams: Spread;
  /** After a fifth of the run, and at its end. */
  readonly early: Memory;
  readonly late: Memory;
  readonly logLines: number;
}

/** Milliseconds. */
interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** p99 of each ten seconds, the least first. */
  readonly windows: readonly number[];
}

interface Timing {
  /** Standard deviation of the intervals between frames, less the engine's own, milliseconds. */
  readonly jitter: number;
  /** From the StageFrame until the receiver has the frame, milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Megabytes: what is held after a collection, and what the process has, of which the collector keeps some for later. */
interface Memory {
  readonly held: number;
  readonly resident: number;
}

/** Frames. */
const WINDOW = 600;
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

const steady = () => Number(process.hrtime.bigint() / 1000n) / 1000;

async function soak(seconds: number, number = ALL.length): Promise<SoakReport> {
  const kinds = ALL.slice(0, number);
  const desks = fork(moduleBeside(import.meta.url, "soak-desks"), { stdio: "inherit" });
  // Receivers are other machines: where times are judged, they do not take the processor from who sends. On a machine
  // that is busy they would come to nothing, and lose what they have no room for.
  if (process.env.CONTINUO_SOAK !== undefined) setPriority(desks.pid!, constants.priority.PRIORITY_LOW);
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
  tell({ open: kinds.map(({ transport = "udp" }) => transport) });
  const { ports } = await heard<{ ports: readonly number[] }>("ports");
  tell({ close: REFUSES });

  let resolves = true;
  let lines = 0;
  const log = createLog({ stream: { write: () => lines++ } });
  const output = createOscOutput({
    destinations: kinds.map(({ name: _, ...kind }, i) => destination({ ...kind, port: ports[i]! })),
    ...{ clock: machineClock, log },
    async resolve(host) {
      if (host === "desk.local" && !resolves) throw Object.assign(new Error("gone"), { code: "ENOTFOUND" });
      return { address: "127.0.0.1", family: 4 };
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 500));

  const total = Math.round(seconds * 60);
  const sentAt = new Float64Array(total);
  const [datagrams, all] = [new Float64Array(total), new Float64Array(total)];
  const performers = new Performers();
  // Made beforehand, since it comes round after a second, and read anew for each frame, as the engine's process sends it.
  const dance = Array.from({ length: 60 }, (_, i) => serialize(swaying(i, 4)));
  const entries = swaying(0, 4).events;
  const begin = steady();
  let early = memory();
  let n = 0;
  await new Promise<void>((resolve) => {
    const step = () => {
      if (n >= total) return resolve();
      if (n === Math.floor(total / 5)) early = memory();
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
      sentAt[n] = steady();
      output.send(performers.update(frame, machineClock.now()));
      datagrams[n] = steady() - sentAt[n]!;
      const sent = n++;
      // What streams get leaves behind the datagrams, before this.
      process.nextTick(() => {
        all[sent] = steady() - sentAt[sent]!;
      });
      setTimeout(step, Math.max(0, begin + (n * 1000) / 60 - steady()));
    };
    step();
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const late = memory();
  tell({ report: true });
  const { reports } = await heard<{ reports: readonly DeskReport[] }>("reports");
  const status = output.status();
  output.close();
  desks.disconnect();
  return {
    frames: total,
    destinations: kinds.map(({ name }, i) => ({
      ...judge(name, reports[i]!, sentAt),
      ...{ failed: status[i]!.failed, error: status[i]!.error },
    })),
    ...{ send: spreadOf(datagrams), streams: spreadOf(all) },
    ...{ early, late, logLines: lines },
  };
}

function judge(name: string, { frames, at, broken, largest }: DeskReport, sentAt: Float64Array) {
  const waits = frames.map((frame, i) => ({ frame, wait: at[i]! - sentAt[frame]! }));
  const windows = Map.groupBy(waits, ({ frame }) => Math.floor(frame / WINDOW)).values();
  const timings = [...windows].filter(({ length }) => length === WINDOW).map(timingOf);
  return {
    ...{ name, received: frames.length, lost: sentAt.length - new Set(frames).size },
    timing: timingOf(waits),
    quietest: timings.toSorted((a, b) => a.p99 - b.p99)[0] ?? timingOf(waits),
    ...{ broken, largest },
  };
}

function timingOf(waits: readonly { readonly frame: number; readonly wait: number }[]): Timing {
  const wandered: number[] = [];
  for (let i = 1; i < waits.length; i++)
    if (waits[i]!.frame === waits[i - 1]!.frame + 1) wandered.push(waits[i]!.wait - waits[i - 1]!.wait);
  const mean = wandered.reduce((sum, one) => sum + one, 0) / wandered.length;
  const variance = wandered.reduce((sum, one) => sum + (one - mean) ** 2, 0) / wandered.length;
  const all = waits.map(({ wait }) => wait);
  return { jitter: Math.sqrt(variance), p50: quantile(all, 0.5), p99: quantile(all, 0.99) };
}

function spreadOf(values: Float64Array): Spread {
  const windows = Array.from({ length: Math.floor(values.length / WINDOW) }, (_, n) =>
    quantile(values.subarray(n * WINDOW, (n + 1) * WINDOW), 0.99),
  );
  return {
    ...{ p50: quantile(values, 0.5), p99: quantile(values, 0.99), max: quantile(values, 1) },
    windows: windows.toSorted((a, b) => a - b),
  };
}

function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function memory(): Memory {
  // The second ends what the first leaves to be swept beside the program: buffers that nobody holds still count till then.
  for (let i = 0; i < 2; i++) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: (heapUsed + external) / 1e6, resident: rss / 1e6 };
}

const [whole = 1800, count] = process.argv.slice(2).map(Number);
console.log(JSON.stringify(await soak(whole, count)));
process.exit(0);
