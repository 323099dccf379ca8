import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Log } from "../system/log.ts";
import { CueServer, type CueServerParts } from "./cue-server.ts";

/** Between two log lines about faulty packets. */
const LOG_EVERY: Seconds = 10;
/** A port that another program holds is tried again after this long. */
const RETRY_MS = 10_000;

export interface OscInParts extends Omit<CueServerParts, "reply" | "onFault"> {
  /** Of this machine; at 127.0.0.1 only its own programs are heard. */
  readonly address: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly onNotice: (line: string) => void;
}

/** Listens for cues over UDP. A port that is taken stops nothing: it is tried again. */
export class OscIn {
  readonly #parts: OscInParts;
  readonly #faults: Log;
  readonly #server: CueServer;
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: OscInParts) {
    this.#parts = parts;
    this.#faults = parts.log.limited("osc in", LOG_EVERY);
    this.#server = new CueServer({
      ...parts,
      reply: (packet, { port, address }) => this.#socket?.send(packet, port, address, () => {}),
      onFault: (line) => this.#faults.warn(`OSC in: ${line}`),
    });
  }

  /** Resolves when it listens, or when it is known that it cannot yet. */
  async open(): Promise<void> {
    const { address, port } = this.#parts;
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    socket.on("message", (packet, from) => this.#server.receive(packet, from));
    try {
      socket.bind({ port, address, exclusive: true });
      await once(socket, "listening");
    } catch (error) {
      socket.close();
      this.#retryLater(error);
      return;
    }
    socket.on("error", (error) => {
      socket.close();
      this.#socket = null;
      this.#retryLater(error);
    });
    if (this.#closed) socket.close();
    else this.#socket = socket;
  }

  /** null while it does not listen. */
  get port(): number | null {
    return this.#socket?.address().port ?? null;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#socket = null;
  }

  #retryLater(error: unknown): void {
    if (this.#closed) return;
    const { address, port, onNotice } = this.#parts;
    onNotice(`OSC in: port ${port} of ${address} is not to be had (${codeOf(error)}); trying on`);
    this.#retry = setTimeout(() => void this.open(), RETRY_MS);
    this.#retry.unref();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
