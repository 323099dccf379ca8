import { once } from "node:events";
import { connect } from "node:net";
import slip from "slip";
import type { Connect } from "./wire.ts";

/** Bytes that may wait in this process, some 45 packets: a receiver that reads nothing gets no more. */
const QUEUE = 64 * 1024;
/** Bytes that are gathered before they are handed on. */
const AT_ONCE = 16 * 1024;
const CONNECT_MS = 5000;

/** Packets on a stream: OSC 1.0 writes the length before each, OSC 1.1 puts an END on either side. */
export type Framing = (packet: Buffer) => Uint8Array;

export const withLength: Framing = (packet) => {
  const framed = Buffer.allocUnsafe(4 + packet.length);
  framed.writeInt32BE(packet.length);
  packet.copy(framed, 4);
  return framed;
};

export const withSlip: Framing = (packet) => slip.encode(packet);

/** A TCP connection to one peer. What the peer says is read and dropped, so that it can go on speaking. */
export function connectTcp(frame: Framing): Connect {
  return async ({ address, family }, port) => {
    const socket = connect({ host: address, port, family, noDelay: true });
    const late = setTimeout(() => socket.destroy(timedOut()), CONNECT_MS);
    try {
      await once(socket, "connect");
    } finally {
      clearTimeout(late);
    }
    socket.resume();
    return {
      get isFull() {
        return socket.writableLength >= QUEUE;
      },
      send(packet, done) {
        // The packets of a frame leave in one go: each by itself would be a call to the system.
        if (socket.writableCorked === 0) {
          socket.cork();
          process.nextTick(() => socket.uncork());
        }
        socket.write(frame(packet), (error) => done(error ?? null));
        if (socket.writableLength >= AT_ONCE) socket.uncork();
      },
      onError(listener) {
        socket.on("error", listener);
        socket.on("close", () => listener(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
      },
      close: () => socket.destroy(),
    };
  };
}

const timedOut = () => Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
