/** How a process for long work speaks with who started it: Node's channel, or Electron's port. */
export interface JobPort {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Who started it is gone. */
  onClose(listener: () => void): void;
}

/** What Electron gives a utility process, as far as it is used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export function jobPort(): JobPort {
  // Ctrl-C reaches every process of the terminal; who started this one decides when it ends.
  process.on("SIGINT", () => {});
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort)
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on("message", ({ data }) => listener(data)),
      // Electron ends its utility processes with itself.
      onClose: () => {},
    };
  return {
    send: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on("message", listener),
    onClose: (listener) => void process.on("disconnect", listener),
  };
}
