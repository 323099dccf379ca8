import type { Seconds } from "../../shared/pose.ts";
import { OscFault, type OscValue, readPacket } from "../outputs/osc/read-packet.ts";

/** Addresses that are kept apart; more are counted together. */
const MOST = 2000;
/** The rate is that of the last seconds. */
const WINDOW: Seconds = 2;

/** What is known of one address. */
export interface AddressReport {
  readonly address: string;
  readonly types: string;
  readonly count: number;
  /** Messages a second, over the last two. */
  readonly rate: number;
  /** Longest time between two messages, seconds; null before there are two. */
  readonly gap: Seconds | null;
  readonly values: readonly OscValue[];
}

export interface MonitorReport {
  readonly packets: number;
  readonly bytes: number;
  readonly largest: number;
  /** Packets that were no OSC. */
  readonly broken: number;
  /** Frames that did not come, told from the numbers in `/frame`. */
  readonly lostFrames: number;
  readonly addresses: readonly AddressReport[];
}

interface Line {
  types: string;
  count: number;
  values: readonly OscValue[];
  gap: Seconds | null;
  at: Seconds;
  recent: Seconds[];
}

/** What comes, told apart by address. */
export class Monitor {
  readonly #wanted: (address: string) => boolean;
  readonly #lines = new Map<string, Line>();
  #packets = 0;
  #bytes = 0;
  #largest = 0;
  #broken = 0;
  #lostFrames = 0;
  #frame: number | null = null;

  /** @param filter part of an address, where `*` stands for anything; all are told without it. */
  constructor(filter?: string) {
    this.#wanted = filter === undefined ? () => true : matcher(filter);
  }

  receive(packet: Uint8Array, now: Seconds): void {
    this.#packets++;
    this.#bytes += packet.length;
    this.#largest = Math.max(this.#largest, packet.length);
    try {
      for (const { address, types, args } of readPacket(packet)) {
        if (address.endsWith("/frame")) this.#count(args[0]);
        if (this.#wanted(address)) this.#note(address, types, args, now);
      }
    } catch (error) {
      if (!(error instanceof OscFault)) throw error;
      this.#broken++;
    }
  }

  report(now: Seconds): MonitorReport {
    const addresses = [...this.#lines].map(([address, { types, count, values, gap, recent }]) => ({
      ...{ address, types, count, values, gap },
      rate: recent.filter((at) => now - at <= WINDOW).length / WINDOW,
    }));
    return {
      ...{ packets: this.#packets, bytes: this.#bytes, largest: this.#largest, broken: this.#broken },
      ...{
        lostFrames: this.#lostFrames,
        addresses: addresses.sort((a, b) => (a.address < b.address ? -1 : 1)),
      },
    };
  }

  #note(address: string, types: string, values: readonly OscValue[], now: Seconds): void {
    const known = this.#lines.get(address);
    if (!known) {
      if (this.#lines.size < MOST)
        this.#lines.set(address, { types, values, count: 1, gap: null, at: now, recent: [now] });
      return;
    }
    known.gap = Math.max(known.gap ?? 0, now - known.at);
    Object.assign(known, { types, values, at: now, count: known.count + 1 });
    known.recent.push(now);
    if (known.recent.length > 500 || now - known.recent[0]! > 2 * WINDOW)
      known.recent = known.recent.filter((at) => now - at <= WINDOW);
  }

  /** A frame may take several packets, each with its number. */
  #count(frame: OscValue | undefined): void {
    if (typeof frame !== "number") return;
    if (this.#frame !== null && frame > this.#frame) this.#lostFrames += frame - this.#frame - 1;
    this.#frame = frame;
  }
}

function matcher(filter: string): (address: string) => boolean {
  const parts = filter.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(parts.join(".*"));
  return (address) => pattern.test(address);
}

/** The report as a table for `rows` by `columns` of a terminal. */
export function monitorTable({ addresses, ...sums }: MonitorReport, rows: number, columns: number): string {
  const head = `${sums.packets} packets, ${sums.bytes} bytes, largest ${sums.largest}, broken ${sums.broken}, frames lost ${sums.lostFrames}`;
  const shown = addresses.slice(0, Math.max(1, rows - 4));
  const width = Math.max(7, ...shown.map(({ address }) => address.length));
  const lines = shown.map(({ address, types, rate, gap, count, values }) => {
    const wait = gap === null ? "-" : `${Math.round(gap * 1000)}`;
    const tags = types.length > 8 ? `${types.slice(0, 6)}..` : types;
    return `${address.padEnd(width)}  ${tags.padEnd(8)} ${rate.toFixed(1).padStart(6)} ${wait.padStart(7)} ${String(count).padStart(8)}  ${values.map(brief).join(" ")}`;
  });
  const title = `${"address".padEnd(width)}  ${"types".padEnd(8)} ${"Hz".padStart(6)} ${"gap ms".padStart(7)} ${"count".padStart(8)}  newest values`;
  const more = addresses.length - shown.length;
  return [head, title, ...lines, ...(more > 0 ? [`and ${more} more: --filter shows fewer`] : [])]
    .map((line) => line.slice(0, columns))
    .join("\n");
}

function brief(value: OscValue): string {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : value.toFixed(3);
  if (value instanceof Uint8Array) return `blob of ${value.length}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** As JSON has it: no numbers too large, no bytes. */
export function plainText(report: object): unknown {
  return JSON.parse(
    JSON.stringify(report, (_, value) => {
      if (typeof value === "bigint") return String(value);
      return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
    }),
  );
}
