import { createEncoder, decode } from "../../shared/codec.ts";
import type { HostMessage, PageMessage } from "../../shared/messages.ts";
import { parseHostMessage } from "./host-message.ts";
import { isFrame, type PageLink } from "./page-link.ts";

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 4000;

/** The link of a page in a browser. `address` as in "ws://localhost:8080/link". */
export class WebSocketPageLink implements PageLink {
  readonly #address: string;
  readonly #encode = createEncoder();
  readonly #onMessage: ((message: HostMessage) => void)[] = [];
  readonly #onConnected: ((connected: boolean) => void)[] = [];
  #socket: WebSocket;
  #retryMs = FIRST_RETRY_MS;

  constructor(address: string) {
    this.#address = address;
    this.#socket = this.#open();
  }

  send(message: PageMessage): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    if (isFrame(message) && this.#socket.bufferedAmount > 0) return false;
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
    let wasOpen = false;
    socket.onopen = () => {
      wasOpen = true;
      this.#retryMs = FIRST_RETRY_MS;
      for (const listener of this.#onConnected) listener(true);
    };
    socket.onmessage = ({ data }) => {
      const message = parseHostMessage(decode(typeof data === "string" ? data : new Uint8Array(data)));
      if (message) for (const listener of this.#onMessage) listener(message);
    };
    socket.onclose = () => {
      if (wasOpen) for (const listener of this.#onConnected) listener(false);
      setTimeout(() => {
        this.#socket = this.#open();
      }, this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    };
    return socket;
  }
}
