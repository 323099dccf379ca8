import { type IpcMainEvent, ipcMain, type MessagePortMain } from "electron";
import { ACK, LINK } from "../../shared/bridge.ts";
import type { HostMessage, PageMessage } from "../../shared/messages.ts";
import { parsePageMessage } from "./page-message.ts";
import type { LinkServer, StageLink } from "./stage-link.ts";

/** Messages that a page may be behind before it misses StageFrames: about a quarter second of them. */
const BACKLOG = 8;

/** Accepts the windows of the desktop app, over a MessagePort each. */
export class IpcLinkServer implements LinkServer {
  readonly #isOurs: (event: IpcMainEvent) => boolean;
  readonly #listeners: ((link: StageLink) => void)[] = [];
  readonly #links = new Set<StageLink>();

  /** @param isOurs whether an event comes from the main frame of our own page. */
  constructor(isOurs: (event: IpcMainEvent) => boolean) {
    this.#isOurs = isOurs;
    ipcMain.on(LINK, this.#accept);
  }

  onLink(listener: (link: StageLink) => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    ipcMain.off(LINK, this.#accept);
    for (const link of this.#links) link.close();
  }

  readonly #accept = (event: IpcMainEvent): void => {
    const [port] = event.ports;
    if (!port) return;
    // Without a listener yet, the page retries.
    if (!this.#isOurs(event) || this.#listeners.length === 0) {
      port.close();
      return;
    }
    const link = new PortLink(port);
    this.#links.add(link);
    link.onClose(() => this.#links.delete(link));
    for (const listener of this.#listeners) listener(link);
    port.start();
  };
}

class PortLink implements StageLink {
  readonly #port: MessagePortMain;
  #pending = 0;

  constructor(port: MessagePortMain) {
    this.#port = port;
    port.on("message", ({ data }) => {
      if (data === ACK) this.#pending--;
    });
  }

  send(message: HostMessage): void {
    if (message.tag === "stage" && this.#pending >= BACKLOG) return;
    this.#pending++;
    this.#port.postMessage(message);
  }

  onMessage(listener: (message: PageMessage) => void): void {
    this.#port.on("message", ({ data }) => {
      if (data === ACK) return;
      this.#port.postMessage(ACK);
      const message = parsePageMessage(data);
      if (message) listener(message);
    });
  }

  onClose(listener: () => void): void {
    this.#port.on("close", listener);
  }

  close(): void {
    this.#port.close();
  }
}
