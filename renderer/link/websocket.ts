import { createEncoder, decode, PING, PONG } from "../../shared/codec.ts";
import type { HostMessage, PageMessage, PageRole } from "../../shared/messages.ts";
import { Backoff } from "../kit/backoff.ts";
import { parseHostMessage } from "./host-message.ts";
import { isFrame, type PageLink } from "./page-link.ts";

/**
 * Milliseconds between attempts to reconnect, less up to half of it by chance: pages that lost the same host do not come
 * back all at once.
 */
const RETRY = { first: 250, longest: 4000 };
/** Milliseconds after which a link has held: one that breaks sooner is tried again later and later. */
const HELD = 5000;
/** Bytes that may wait besides frames. */
const BACKLOG = 64 * 1024;

/** The link of a page in a browser. `address` as in "ws://localhost:8080/link". */
export class WebSocketPageLink implements PageLink {
  readonly #address: string;
  readonly #role: PageRole;
  readonly #encode = createEncoder();
  readonly #onMessage: ((message: HostMessage) => void)[] = [];
  readonly #onConnected: ((connected: boolean) => void)[] = [];
  #socket: WebSocket;
  readonly #retry = new Backoff(RETRY.first, RETRY.longest);

  constructor(address: string, role: PageRole) {
    this.#address = address;
    this.#role = role;
    this.#socket = this.#open();
  }

  send(message: PageMessage): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    if (this.#socket.bufferedAmount > (isFrame(message) ? 0 : BACKLOG)) return false;
    this.#socket.send(this.#encode(message));
    return true;
  }

  onMessage(listener: (message: HostMessage) => void): void {
    this.#onMessage.push(listener);
  }

  onConnected(listener: (connected: boolean) => void): void {
    this.#onConnected.push(listener);
    listener(this.#socket.readyState === WebSocket.OPEN);
  }

  #open(): WebSocket {
    const socket = new WebSocket(this.#address);
    socket.binaryType = "arraybuffer";
    let openedAt: number | null = null;
    socket.onopen = () => {
      openedAt = performance.now();
      socket.send(this.#encode({ tag: "hello", role: this.#role }));
      for (const listener of this.#onConnected) listener(true);
    };
    socket.onmessage = ({ data }) => {
      if (data === PING) {
        socket.send(PONG);
        return;
      }
      const message = parseHostMessage(decode(typeof data === "string" ? data : new Uint8Array(data)));
      if (message) for (const listener of this.#onMessage) listener(message);
    };
    socket.onclose = () => {
      if (openedAt !== null) {
        for (const listener of this.#onConnected) listener(false);
        if (performance.now() - openedAt > HELD) this.#retry.reset();
      }
      setTimeout(
        () => {
          this.#socket = this.#open();
        },
        this.#retry.next() * (1 - Math.random() / 2),
      );
    };
    return socket;
  }
}
