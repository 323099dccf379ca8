import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIP, isIPv6 } from "node:net";
import { codeOf } from "./errors.ts";

/** A port that another program holds is tried again after this long. */
const RETRY_MS = 10_000;

export interface UdpListenerParts {
  /** What is heard there, as an operator knows it: "OSC in". */
  readonly name: string;
  /** Of this machine; at 127.0.0.1 only its own programs are heard. */
  readonly address: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly receive: (packet: Uint8Array, from: RemoteInfo) => void;
  /** It is heard again, after it was told that it is not. */
  readonly onHeard: () => void;
  readonly tellOperator: (line: string) => void;
}

/** Listens over UDP. A port that is taken stops nothing: it is told of, and tried again. */
export class UdpListener {
  readonly #parts: UdpListenerParts;
  #socket: Socket | null = null;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  /** It was told that nothing is heard. */
  #isMissed = false;

  constructor(parts: UdpListenerParts) {
    this.#parts = parts;
  }

  /** Resolves when it listens, or when it is known that it cannot yet. */
  async open(): Promise<void> {
    const { address, port, receive, onHeard } = this.#parts;
    const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
    socket.on("message", receive);
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
    if (this.#isMissed) onHeard();
    this.#isMissed = false;
  }

  /** null while it does not listen. */
  get port(): number | null {
    return this.#socket?.address().port ?? null;
  }

  /** Answers a sender, as far as an answer can go there. */
  send(packet: Uint8Array, { address, port }: Pick<RemoteInfo, "address" | "port">): void {
    if (!this.#socket || isIP(address) !== isIP(this.#parts.address)) return;
    this.#socket.send(packet, port, address, () => {});
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
    this.#socket = null;
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
    const { name, address, port, tellOperator } = this.#parts;
    if (!this.#isMissed)
      tellOperator(`${name}: port ${port} of ${address} is not to be had (${codeOf(error)}); trying on`);
    this.#isMissed = true;
    this.#retry = setTimeout(() => void this.open(), RETRY_MS);
    this.#retry.unref();
  }
}
