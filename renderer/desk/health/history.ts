import { signal } from "@preact/signals";
import type { Status } from "../../../shared/messages.ts";

/** Five minutes of one status a second: the oldest give way, however long the desk is open. */
const KEPT = 300;
/** Lighting destinations that are followed. */
const MOST_DESTINATIONS = 16;

/** One moment of the show. null where it is not known. */
interface Sample {
  /** Seconds since 1970. */
  readonly at: number;
  readonly values: ReadonlyMap<string, number | null>;
}

/** What the status said over the last minutes, whichever view is open. */
export class History {
  readonly #samples: Sample[] = [];
  readonly #length = signal(0);
  #before: { readonly at: number; readonly osc: Status["osc"] } | null = null;

  /** @param at seconds since 1970 */
  add(status: Status, at: number): void {
    this.#samples.push({ at, values: new Map([...figuresOf(status), ...this.#rates(status.osc, at)]) });
    if (this.#samples.length > KEPT) this.#samples.shift();
    this.#before = { at, osc: status.osc };
    this.#length.value = this.#length.peek() + 1;
  }

  /** Grows with each sample, for those who draw. */
  get count(): number {
    return this.#length.value;
  }

  /** Seconds since 1970, and of each name its values then. */
  columns(names: readonly string[]): [at: number[], ...values: (number | null)[][]] {
    return [
      this.#samples.map(({ at }) => at),
      ...names.map((name) => this.#samples.map(({ values }) => values.get(name) ?? null)),
    ];
  }

  newest(name: string): number | null {
    return this.#samples.at(-1)?.values.get(name) ?? null;
  }

  /** Packets a second that left for each destination. */
  #rates(osc: Status["osc"], at: number): [string, number | null][] {
    const before = this.#before;
    return osc.slice(0, MOST_DESTINATIONS).map(({ destination, sent }) => {
      const then = before?.osc.find((line) => line.destination === destination);
      const rate = before && then && at > before.at ? (sent - then.sent) / (at - before.at) : null;
      return [`osc ${destination}`, rate === null ? null : Math.max(0, rate)];
    });
  }
}

function figuresOf(status: Status): [string, number | null][] {
  const megabytes = (bytes: number | null) => (bytes === null ? null : bytes / 2 ** 20);
  return [
    ["engineFps", status.engineFps],
    ["cameraFps", status.cameraFps],
    ["p50", status.total.p50],
    ["p95", status.total.p95],
    ["frameAge", status.frameAge],
    ["latency", status.latency],
    ["hostMemory", megabytes(status.memory.host)],
    ["engineMemory", megabytes(status.memory.engine)],
  ];
}
