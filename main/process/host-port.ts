import type { ParentPort } from "electron";
import type { FromEngine, ToEngine } from "./protocol.ts";

/** The engine's way to the process that started it: Electron's utility process port, or Node's channel. */
export interface HostPort {
  send(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  /** The host is gone: without it there is nobody to dance for. */
  onClose(listener: () => void): void;
}

export function hostPort(): HostPort {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => void parentPort.on("message", ({ data }) => listener(data)),
      // Electron ends its utility processes with itself.
      onClose: () => {},
    };
  }
  return {
    send: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on("message", (message) => listener(message as ToEngine)),
    onClose: (listener) => void process.on("disconnect", listener),
  };
}
