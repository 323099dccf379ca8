import { ACK, LINK, type StageBridge } from "../../shared/bridge.ts";
import type { HostMessage, PageMessage, PageRole } from "../../shared/messages.ts";
import { parseHostMessage } from "./host-message.ts";
import { isFrame, type PageLink } from "./page-link.ts";

const RETRY_MS = 1000;
/** Messages that may wait besides frames. */
const BACKLOG = 64;

/** The link of a page in the desktop app. */
export class IpcPageLink implements PageLink {
  readonly #onMessage: ((message: HostMessage) => void)[] = [];
  readonly #onConnected: ((connected: boolean) => void)[] = [];
  readonly #role: PageRole;
  #port: MessagePort | null = null;
  #pending = 0;

  constructor(bridge: StageBridge, role: PageRole) {
    this.#role = role;
    window.addEventListener("message", ({ source, data, ports: [port] }) => {
      if (source === window && data === LINK && port) this.#open(port, bridge);
    });
    bridge.connect();
  }

  send(message: PageMessage): boolean {
    if (!this.#port || this.#pending > (isFrame(message) ? 0 : BACKLOG)) return false;
    this.#pending++;
    this.#port.postMessage(message);
    return true;
  }

  onMessage(listener: (message: HostMessage) => void): void {
    this.#onMessage.push(listener);
  }

  onConnected(listener: (connected: boolean) => void): void {
    this.#onConnected.push(listener);
    listener(this.#port !== null);
  }

  #open(port: MessagePort, bridge: StageBridge): void {
    this.#port = port;
    this.#pending = 0;
    port.addEventListener("message", ({ data }) => this.#receive(port, data));
    port.addEventListener("close", () => {
      this.#port = null;
      this.#notify(false);
      setTimeout(() => bridge.connect(), RETRY_MS);
    });
    port.start();
    this.send({ tag: "hello", role: this.#role });
    this.#notify(true);
  }

  #receive(port: MessagePort, data: unknown): void {
    if (data === ACK) {
      this.#pending--;
      return;
    }
    port.postMessage(ACK);
    const message = parseHostMessage(data);
    if (message) for (const listener of this.#onMessage) listener(message);
  }

  #notify(connected: boolean): void {
    for (const listener of this.#onConnected) listener(connected);
  }
}
