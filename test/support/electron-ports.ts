import { EventEmitter } from "node:events";

/**
 * The parts of Electron's inter-process communication that a link uses, within one process: real message ports and
 * real structured clones, and no process boundary. Stands in for the module `electron` in unit tests.
 */
export const ipcMain = new EventEmitter();

/** A port as Electron's main process sees it. */
class MessagePortMain extends EventEmitter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.addEventListener("close", () => this.emit("close"));
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }

  start(): void {
    this.#port.addEventListener("message", ({ data }) => this.emit("message", { data, ports: [] }));
    this.#port.start();
  }

  close(): void {
    this.#port.close();
  }
}

export const ipcRenderer = {
  postMessage(channel: string, message: unknown, transfer: readonly MessagePort[]): void {
    ipcMain.emit(channel, { ports: transfer.map((port) => new MessagePortMain(port)) }, message);
  },
};

export const contextBridge = {
  exposeInMainWorld(key: string, api: unknown): void {
    Object.assign(window, { [key]: api });
  },
};

/** A page's window, as far as links need one. */
export class FakeWindow extends EventTarget {
  /** What was sent to the page itself, ports and all. */
  readonly ports: MessagePort[] = [];

  postMessage(data: unknown, _origin: string, ports: MessagePort[]): void {
    this.ports.push(...ports);
    this.dispatchEvent(Object.assign(new Event("message"), { source: this, data, ports }));
  }
}
