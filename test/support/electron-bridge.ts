import { EventEmitter } from "node:events";
import type { Page } from "playwright-core";

/** What crosses between a page and the main process of the stand-in: JSON, bytes as base64. */
export interface Wire {
  readonly port: number;
  /** The port is handed over on this channel. */
  readonly channel?: string;
  readonly data?: unknown;
  readonly closed?: true;
}

/** A port as Electron's main process sees it, its other end in a page. */
export class MainPort extends EventEmitter {
  static readonly #open = new Map<Page, Map<number, MainPort>>();
  readonly #page: Page;
  readonly #id: number;

  static open(page: Page, id: number): MainPort {
    const port = new MainPort(page, id);
    const ports = MainPort.#open.get(page) ?? new Map<number, MainPort>();
    MainPort.#open.set(page, ports.set(id, port));
    return port;
  }

  static receive(page: Page, { port, data, closed }: Wire): void {
    const known = MainPort.#open.get(page)?.get(port);
    if (closed) known?.emit("close");
    else known?.emit("message", { data: unpack(data), ports: [] });
  }

  static closeAll(page: Page): void {
    for (const port of MainPort.#open.get(page)?.values() ?? []) port.emit("close");
    MainPort.#open.delete(page);
  }

  private constructor(page: Page, id: number) {
    super();
    this.#page = page;
    this.#id = id;
  }

  start(): void {}

  postMessage(data: unknown): void {
    void this.#page
      .evaluate(([id, message]) => toPort(id as number, message), [this.#id, data])
      .catch(() => {});
  }

  close(): void {
    void this.#page.evaluate((id) => closePort(id), this.#id).catch(() => {});
    this.emit("close");
  }
}

declare function toPort(id: number, message: unknown): void;
declare function closePort(id: number): void;
declare function toMain(wire: Wire): Promise<void>;

/** Runs in the page before anything else: the part of `electron` that a preload script has, and then that script. */
export function pageSide(preload: string): void {
  const ports: MessagePort[] = [];
  const pack = (data: unknown): unknown => {
    if (data instanceof Uint8Array) return { bytes: bytesToBase64(data) };
    if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, pack(value)]));
  };
  const bytesToBase64 = (bytes: Uint8Array) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192)
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) => Object.assign(window, { [key]: api }),
    },
    ipcRenderer: {
      postMessage(channel: string, _message: unknown, [port]: MessagePort[]) {
        const id = ports.push(port!) - 1;
        port!.onmessage = ({ data }) => void toMain({ port: id, data: pack(data) });
        void toMain({ port: id, channel });
      },
    },
  };
  Object.assign(window, {
    toPort: (id: number, message: unknown) => ports[id]?.postMessage(message),
    closePort: (id: number) => ports[id]?.close(),
  });
  new Function("require", preload)((name: string) => (name === "electron" ? electron : undefined));
}

function unpack(data: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  if ("bytes" in data && typeof data.bytes === "string")
    return new Uint8Array(Buffer.from(data.bytes, "base64"));
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, unpack(value)]));
}
