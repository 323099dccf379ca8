import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { Resolved } from "./resolver.ts";

/**
 * A UDP socket on any interface that speaks to one peer only. osc.js's own port binds to the loopback interface unless
 * told otherwise, looks names up while sending, and cannot tell that nobody listens; only a connected socket is told.
 */
export async function connectSocket({ address, family }: Resolved, port: number): Promise<Socket> {
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  try {
    socket.bind({ port: 0, exclusive: true });
    await once(socket, "listening");
    socket.setBroadcast(true);
    socket.connect(port, address);
    await once(socket, "connect");
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}
