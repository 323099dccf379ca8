import type { Seconds } from "../../shared/pose.ts";
import { printable } from "../system/log/printable.ts";
import { OscFault, type OscValue, readPacket } from "../system/osc/read-packet.ts";

/** Further addresses only count in the totals. */
const MOST_ADDRESSES = 2000;
/** Rates are means over this long. */
const RATE_WINDOW: Seconds = 2;

/** Messages to one address. */
export interface AddressReport {
  readonly address: string;
  readonly types: string;
  readonly count: number;
  /** Messages a second. */
  readonly rate: number;
  /** Longest time between two messages, seconds; null before there are two. */
  readonly gap: Seconds | null;
  /** Newest arguments. */
  readonly values: readonly OscValue[];
}

export interface MonitorReport {
  readonly packets: number;
  readonly bytes: number;
  readonly largest: number;
  /** Packets that are no valid OSC. */
  readonly broken: number;
  /** Gaps in the frame numbers of `/frame`. */
  readonly lostFrames: number;
  readonly addresses: readonly AddressReport[];
}

interface AddressStats {
  types: string;
  count: number;
  values: readonly OscValue[];
  gap: Seconds | null;
  at: Seconds;
  recent: Seconds[];
}

/** Statistics of the packets received, by address. */
export class OscMonitor {
  readonly #matches: (address: string) => boolean;
  readonly #stats = new Map<string, AddressStats>();
  #packets = 0;
  #bytes = 0;
  #largest = 0;
  #broken = 0;
  #lostFrames = 0;
  #frame: number | null = null;

  /** @param filter part of an address, where `*` stands for anything; all addresses match without it. */
  constructor(filter?: string) {
    this.#matches = filter === undefined ? () => true : matcher(filter);
  }

  receive(packet: Uint8Array, now: Seconds): void {
    this.#packets++;
    this.#bytes += packet.length;
    this.#largest = Math.max(this.#largest, packet.length);
    try {
      for (const { address, types, args } of readPacket(packet)) {
        if (address.endsWith("/frame")) this.#countLost(args[0]);
        if (this.#matches(address)) this.#add(address, types, args, now);
      }
    } catch (error) {
      if (!(error instanceof OscFault)) throw error;
      this.#broken++;
    }
  }

  report(now: Seconds): MonitorReport {
    const addresses = [...this.#stats].map(([address, { types, count, values, gap, recent }]) => ({
      ...{ address, types, count, values, gap },
      rate: recent.filter((at) => now - at <= RATE_WINDOW).length / RATE_WINDOW,
    }));
    return {
      ...{ packets: this.#packets, bytes: this.#bytes, largest: this.#largest, broken: this.#broken },
      ...{
        lostFrames: this.#lostFrames,
        addresses: addresses.sort((a, b) => (a.address < b.address ? -1 : 1)),
      },
    };
  }

  #add(address: string, types: string, values: readonly OscValue[], now: Seconds): void {
    const known = this.#stats.get(address);
    if (!known) {
      if (this.#stats.size < MOST_ADDRESSES)
        this.#stats.set(address, { types, values, count: 1, gap: null, at: now, recent: [now] });
      return;
    }
    known.gap = Math.max(known.gap ?? 0, now - known.at);
    Object.assign(known, { types, values, at: now, count: known.count + 1 });
    known.recent.push(now);
    if (known.recent.length > 500 || now - known.recent[0]! > 2 * RATE_WINDOW)
      known.recent = known.recent.filter((at) => now - at <= RATE_WINDOW);
  }

  /** A frame may take several packets, each with the frame's number. */
  #countLost(frame: OscValue | undefined): void {
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
    const longest = gap === null ? "-" : `${Math.round(gap * 1000)}`;
    const tags = types.length > 8 ? `${types.slice(0, 6)}..` : types;
    return `${address.padEnd(width)}  ${tags.padEnd(8)} ${rate.toFixed(1).padStart(6)} ${longest.padStart(7)} ${String(count).padStart(8)}  ${values.map(brief).join(" ")}`;
  });
  const title = `${"address".padEnd(width)}  ${"types".padEnd(8)} ${"Hz".padStart(6)} ${"gap ms".padStart(7)} ${"count".padStart(8)}  newest values`;
  const more = addresses.length - shown.length;
  return [head, title, ...lines, ...(more > 0 ? [`and ${more} more: --filter shows fewer`] : [])]
    .map((line) => printable(line, columns))
    .join("\n");
}

function brief(value: OscValue): string {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : value.toFixed(3);
  if (value instanceof Uint8Array) return `blob of ${value.length}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** For `JSON.stringify`: 64-bit integers as strings, blobs in base64. */
export function asJson(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
