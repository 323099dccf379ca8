import { i420Bytes } from "../../shared/i420.ts";
import { PictureInlet } from "./picture-inlet.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";

/** The engine's way to the process that started it: Electron's utility process port, or Node's channel. */
export interface HostPort {
  send(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  /** The host is gone: without it there is nobody to dance for. */
  onClose(listener: () => void): void;
}

/** What Electron gives a utility process to speak with its parent, as far as it is used here. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: ToEngine }) => void): void;
}

export function hostPort(): HostPort {
  const { parentPort } = process as { parentPort?: ParentPort };
  return parentPort ? electronPort(parentPort) : nodePort();
}

function electronPort(parentPort: ParentPort): HostPort {
  return {
    send: (message) => parentPort.postMessage(message),
    onMessage: (listener) => void parentPort.on("message", ({ data }) => listener(data)),
    // Electron ends its utility processes with itself.
    onClose: () => {},
  };
}

function nodePort(): HostPort {
  const inlet = new PictureInlet();
  return {
    send: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => {
      process.on("message", (message: ToEngine) => {
        if (message.tag !== "frame" || message.frame.tag !== "image") {
          listener(message);
          return;
        }
        const { frame } = message;
        inlet.next(i420Bytes(frame.width, frame.height), (data) => {
          listener({ tag: "frame", frame: { ...frame, data } });
        });
      });
    },
    onClose: (listener) => void process.on("disconnect", listener),
  };
}
