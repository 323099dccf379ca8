import { createSocket } from "node:dgram";
import { once } from "node:events";
import type { Connect } from "./wire.ts";

/** Datagrams that may wait in this process; more would only arrive late. */
const QUEUE = 64;

/**
 * A UDP socket on any interface, connected to one peer: only a connected socket learns that nobody listens there. The
 * UDP port of the library `osc` is not, binds to the loopback interface by default, and resolves names while sending.
 */
export const connectUdp: Connect = async ({ address, family }, port) => {
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  // Whatever befalls it before or after somebody listens ends nothing.
  socket.on("error", () => {});
  try {
    socket.bind({ port: 0, exclusive: true });
    await once(socket, "listening");
    socket.setBroadcast(true);
    socket.connect(port, address);
    await once(socket, "connect");
  } catch (error) {
    socket.close();
    throw error;
  }
  return {
    get isFull() {
      return socket.getSendQueueCount() >= QUEUE;
    },
    send: (packet, done) => socket.send(packet, done),
    onError: (listener) => void socket.on("error", listener),
    close: () => socket.close(),
  };
};
