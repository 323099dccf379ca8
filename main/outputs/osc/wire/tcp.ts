import { once } from "node:events";
import { connect } from "node:net";
import slip from "slip";
import { ipv4Of } from "../../../system/network-cards.ts";
import type { Connect, Done } from "./wire.ts";

/** Bytes that may wait in this process, some 45 packets: a receiver that reads nothing gets no more. */
const QUEUE = 64 * 1024;
const CONNECT_MS = 5000;

/** How packets are told apart in a stream: by the length before each (OSC 1.0), or an END on either side (OSC 1.1). */
export type PacketFraming = (packet: Buffer) => Uint8Array;

export const withLength: PacketFraming = (packet) => {
  const framed = Buffer.allocUnsafe(4 + packet.length);
  framed.writeInt32BE(packet.length);
  packet.copy(framed, 4);
  return framed;
};

/** Padded for escaped bytes: without room for them the library starts over with a buffer of twice the size. */
export const withSlip: PacketFraming = (packet) => slip.encode(packet, { bufferPadding: packet.length >> 2 });

/** A TCP connection to one peer. What the peer sends is read and dropped, so that its own sending never blocks. */
export function connectTcp(frame: PacketFraming): Connect {
  return async ({ address, family }, port, by) => {
    const own = by && family === 4 ? ipv4Of(by) : null;
    const localAddress = own === null ? {} : { localAddress: own };
    const socket = connect({ host: address, port, family, noDelay: true, ...localAddress });
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
    const flush = () => {
      const written = waiting;
      waiting = [];
      socket.write(Buffer.concat(written.map(({ packet }) => frame(packet))), (error) => {
        for (const { done } of written) done(error ?? null);
      });
    };
    return {
      get isFull() {
        return socket.writableLength >= QUEUE;
      },
      send(packet, done) {
        // All packets of a frame in one system call, after the datagrams of other destinations.
        if (waiting.length === 0) process.nextTick(flush);
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

/** A packet that is written with the rest of its frame. */
interface Waiting {
  readonly packet: Buffer;
  readonly done: Done;
}

const timedOut = () => Object.assign(new Error("no answer"), { code: "ETIMEDOUT" });
