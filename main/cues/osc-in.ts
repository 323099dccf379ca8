import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIP, isIPv6 } from "node:net";
import type { Clock } from "../../shared/clock.ts";
import type { Seconds } from "../../shared/pose.ts";
import { codeOf } from "../outputs/osc/wire/failure.ts";
import type { Log } from "../system/log/log.ts";
import type { CueSender } from "./cue-answers.ts";
import { CueServer, type CueServerParts } from "./cue-server.ts";

/** Between two log lines about faulty packets. */
const LOG_EVERY: Seconds = 10;
/** A port that another program holds is tried again after this long. */
const RETRY_MS = 10_000;
/** What came faster than it is carried out is looked at so often. */
const FRAME_MS = 1000 / 60;

export interface OscInParts extends Omit<CueServerParts, "reply" | "onFault"> {
  /** Of this machine; at 127.0.0.1 only its own programs are heard. */
  readonly address: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly log: Log;
  readonly clock: Clock;
  readonly tellOperator: (line: string) => void;
}

/** Listens for cues over UDP. A port that is taken stops nothing: it is tried again. */
export class OscIn {
  readonly #parts: OscInParts;
  readonly #faults: Log;
  /** Of this program: told beside those of packets, so that no flood hides them. */
  readonly #failures: Log;
  readonly #server: CueServer;
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | undefined;
  #flushing: NodeJS.Timeout | undefined;
  #closed = false;
  /** It was told that cues are not heard. */
  #isMissed = false;

  constructor(parts: OscInParts) {
    this.#parts = parts;
    this.#faults = parts.log.limited("osc in", LOG_EVERY);
    this.#failures = parts.log.limited("osc in failed", LOG_EVERY);
    this.#server = new CueServer({
      ...parts,
      reply: (packet, to) => this.#reply(packet, to),
      onFault: (line, error) => (error ? this.#failures : this.#faults).warn(`OSC in: ${line}`),
    });
  }

  /** Resolves when it listens, or when it is known that it cannot yet. */
  async open(): Promise<void> {
    const { address, port } = this.#parts;
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    socket.on("message", (packet, from) => this.#receive(packet, from));
    try {
      socket.bind({ port, address, exclusive: true });
      await once(socket, "listening");
    } catch (error) {
      this.#giveUp(socket, error);
      return;
    }
    socket.on("error", (error) => this.#giveUp(socket, error));
    if (this.#closed) {
      socket.close();
      return;
    }
    this.#socket = socket;
    if (this.#isMissed) this.#parts.tellOperator(`OSC in: cues are heard at port ${port} of ${address}`);
    this.#isMissed = false;
  }

  /** null while it does not listen. */
  get port(): number | null {
    return this.#socket?.address().port ?? null;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#flushing);
    this.#socket?.close();
    this.#socket = null;
  }

  #receive(packet: Uint8Array, from: CueSender): void {
    this.#server.receive(packet, from);
    this.#flushing ??= this.#server.flush() ? this.#flushLater() : undefined;
  }

  #flushLater(): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#flushing = this.#server.flush() ? this.#flushLater() : undefined;
    }, FRAME_MS);
    timer.unref();
    return timer;
  }

  /** As far as the answer can go there; whoever asked asks again. */
  #reply(packet: Uint8Array, { address, port }: CueSender): void {
    if (!this.#socket || isIP(address) !== isIP(this.#parts.address)) return;
    this.#socket.send(packet, port, address, () => {});
  }

  #giveUp(socket: Socket, error: unknown): void {
    // More errors may follow the first.
    socket.removeAllListeners("error").on("error", () => {});
    try {
      socket.close();
    } catch {
      // It was closed already.
    }
    this.#socket = null;
    this.#retryLater(error);
  }

  #retryLater(error: unknown): void {
    if (this.#closed) return;
    const { address, port, tellOperator } = this.#parts;
    if (!this.#isMissed)
      tellOperator(`OSC in: port ${port} of ${address} is not to be had (${codeOf(error)}); trying on`);
    this.#isMissed = true;
    this.#retry = setTimeout(() => void this.open(), RETRY_MS);
    this.#retry.unref();
  }
}
