import { type IpcMainEvent, ipcMain, type MessagePortMain } from "electron";
import { ACK, LINK } from "../../shared/bridge.ts";
import { PING } from "../../shared/codec.ts";
import type { HostMessage, PageMessage } from "../../shared/messages.ts";
import { PageInbox } from "./page-inbox.ts";
import { type LinkServer, MOST_PAGES, type StageLink } from "./stage-link.ts";

/** Messages that a page may be behind before it misses StageFrames: about a quarter second of them. */
const BACKLOG = 8;
/** So many messages behind it has read nothing for a minute. */
const UNREAD = 128;

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
    // Without a listener yet, or without a place, the page retries.
    if (!this.#isOurs(event) || this.#listeners.length === 0 || this.#links.size >= MOST_PAGES) {
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
  /** Why it is closed from here. */
  #why: string | null = null;

  constructor(port: MessagePortMain) {
    this.#port = port;
    port.on("message", ({ data }) => {
      if (data === ACK) this.#pending = Math.max(0, this.#pending - 1);
    });
  }

  send(message: HostMessage): void {
    if (message.tag === "stage" && this.#pending >= BACKLOG) return;
    this.#post(message);
  }

  onMessage(listener: (message: PageMessage) => void): void {
    const inbox = new PageInbox(listener, (why) => this.#end(why));
    this.#port.on("close", () => inbox.close());
    this.#port.on("message", ({ data }) => {
      if (data === ACK) return;
      this.#port.postMessage(ACK);
      inbox.take({ bytes: bytesOf(data), isPicture: isPicture(data), decode: () => data });
    });
  }

  /** The page acknowledges it as it does every message. */
  ping(): void {
    this.#post(PING);
  }

  onHeard(listener: () => void): void {
    this.#port.on("message", () => listener());
  }

  onClose(listener: (why: string | null) => void): void {
    this.#port.on("close", () => listener(this.#why));
  }

  close(): void {
    this.#port.close();
  }

  #post(message: HostMessage | typeof PING): void {
    if (this.#why !== null) return;
    if (this.#pending >= UNREAD) {
      this.#end("a window read nothing of what it was sent and was closed");
      return;
    }
    this.#pending++;
    this.#port.postMessage(message);
  }

  #end(why: string): void {
    this.#why = why;
    this.#port.close();
  }
}

function isPicture(data: unknown): data is { readonly data: Uint8Array } {
  return typeof data === "object" && data !== null && "data" in data && data.data instanceof Uint8Array;
}

/** Only pictures count: the window system has decoded everything else already. */
const bytesOf = (data: unknown): number => (isPicture(data) ? data.data.byteLength : 0);
