import { once } from "node:events";
import { connect } from "node:net";
import slip from "slip";
import type { Connect, Done } from "./wire.ts";

/** Bytes that may wait in this process, some 45 packets: a receiver that reads nothing gets no more. */
const QUEUE = 64 * 1024;
const CONNECT_MS = 5000;

/** Packets on a stream: OSC 1.0 writes the length before each, OSC 1.1 puts an END on either side. */
export type PacketFraming = (packet: Buffer) => Uint8Array;

export const withLength: PacketFraming = (packet) => {
  const framed = Buffer.allocUnsafe(4 + packet.length);
  framed.writeInt32BE(packet.length);
  packet.copy(framed, 4);
  return framed;
};

/** With room for what has to be escaped, or the library begins again with twice the room. */
export const withSlip: PacketFraming = (packet) => slip.encode(packet, { bufferPadding: packet.length >> 2 });

/** A TCP connection to one peer. What the peer says is read and dropped, so that it can go on speaking. */
export function connectTcp(frame: PacketFraming): Connect {
  return async ({ address, family }, port) => {
    const socket = connect({ host: address, port, family, noDelay: true });
    // Whatever befalls it before or after somebody listens ends nothing.
    socket.on("error", () => {});
    const late = setTimeout(() => socket.destroy(timedOut()), CONNECT_MS);
    try {
      await once(socket, "connect");
    } finally {
      clearTimeout(late);
    }
    socket.resume();
    let waiting: Waiting[] = [];
    const leave = () => {
      const leaving = waiting;
      waiting = [];
      socket.write(Buffer.concat(leaving.map(({ packet }) => frame(packet))), (error) => {
        for (const { done } of leaving) done(error ?? null);
      });
    };
    return {
      get isFull() {
        return socket.writableLength >= QUEUE;
      },
      get holds() {
        return waiting.length > 0;
      },
      send(packet, done) {
        // All of a frame in one call to the system, when its datagrams have left: a stream does not hold them up.
        if (waiting.length === 0) process.nextTick(leave);
        waiting.push({ packet, done });
      },
      onError(listener) {
        socket.on("error", listener);
        socket.on("close", () => listener(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
      },
      close: () => socket.destroy(),
    };
  };
}

/** A packet that leaves with the rest of its frame. */
interface Waiting {
  readonly packet: Buffer;
  readonly done: Done;
}

const timedOut = () => Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
