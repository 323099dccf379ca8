import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { ipv4Of, type NetworkCard } from "../../../system/network-cards.ts";
import type { Resolved } from "./resolver.ts";
import type { Connect } from "./wire.ts";

/** Datagrams that may wait in this process; more would only arrive late. */
const QUEUE = 64;

/**
 * A UDP socket on one network card or any, connected to one peer: only a connected socket learns that nobody listens
 * there. The UDP port of the library `osc` is not, binds to the loopback interface by default, and resolves names while
 * sending.
 */
export const connectUdp: Connect = async (to, port, by) => {
  const socket = createSocket(to.family === 6 ? "udp6" : "udp4");
  // Whatever befalls it before or after somebody listens ends nothing.
  socket.on("error", () => {});
  try {
    await connectBy(socket, to, { port, by });
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

export interface ConnectOptions {
  readonly port: number;
  readonly by: NetworkCard | undefined;
  /** Of this machine; any free one where missing. */
  readonly ownPort?: number;
}

/**
 * Binds the socket and connects it. Broadcasts leave by the card whose address they come from, and what goes to a group
 * by the one that the socket was told; to one receiver the routes of the system lead.
 */
export async function connectBy(
  socket: Socket,
  { address, family }: Resolved,
  { port, by, ownPort = 0 }: ConnectOptions,
): Promise<void> {
  const own = by && family === 4 ? { address: ipv4Of(by) ?? noIPv4(by) } : {};
  socket.bind({ port: ownPort, exclusive: ownPort === 0, ...own });
  await once(socket, "listening");
  socket.setBroadcast(true);
  if (by) socket.setMulticastInterface(own.address ?? `::%${by.zone}`);
  socket.connect(port, address);
  await once(socket, "connect");
}

function noIPv4({ name }: NetworkCard): never {
  throw new Error(`the network card ${name} has no IPv4 address now`);
}
