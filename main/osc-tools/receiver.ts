import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, isIPv6, type Socket } from "node:net";
import slip from "slip";
import type { Transport } from "../outputs/osc/wire/wire.ts";
import { UserError } from "../system/errors.ts";

/** A stream that announces a longer packet is closed. */
const MOST_BYTES = 1 << 20;

export interface OscReceiver {
  readonly port: number;
  close(): void;
}

export interface ReceiverOptions {
  readonly address: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly transport: Transport;
}

/**
 * Listens for OSC and calls `onPacket` with each packet.
 * @throws UserError when the port is not to be had.
 */
export async function receive(
  { address, port, transport }: ReceiverOptions,
  onPacket: (packet: Uint8Array) => void,
): Promise<OscReceiver> {
  try {
    return await (transport === "udp" ? overUdp : overTcp)({ address, port, transport }, onPacket);
  } catch (error) {
    throw new UserError(
      `port ${port} of ${address} is not to be had (${(error as NodeJS.ErrnoException).code}), expected one that no other program listens on`,
    );
  }
}

async function overUdp(
  { address, port }: ReceiverOptions,
  onPacket: (packet: Uint8Array) => void,
): Promise<OscReceiver> {
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  socket.on("message", onPacket).on("error", () => {});
  socket.bind({ port, address, exclusive: true });
  await once(socket, "listening");
  socket.setRecvBufferSize(1 << 20);
  return { port: socket.address().port, close: () => socket.close() };
}

async function overTcp(
  { address, port, transport }: ReceiverOptions,
  onPacket: (packet: Uint8Array) => void,
): Promise<OscReceiver> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    const receiveBytes =
      transport === "tcp" ? lengthPrefixed(onPacket, () => socket.destroy()) : slipFramed(onPacket);
    socket.on("data", receiveBytes);
  });
  server.on("error", () => {}).listen(port, address);
  await once(server, "listening");
  return {
    port: (server.address() as { port: number }).port,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/** OSC 1.0: each packet behind its length as an int32. */
function lengthPrefixed(
  onPacket: (packet: Uint8Array) => void,
  onMalformed: () => void,
): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 4) {
      const length = rest.readInt32BE();
      if (length < 0 || length > MOST_BYTES) return onMalformed();
      if (rest.length < 4 + length) return;
      onPacket(rest.subarray(4, 4 + length));
      rest = rest.subarray(4 + length);
    }
  };
}

/** OSC 1.1: SLIP with an END on both sides of a packet, so every other frame is empty. */
function slipFramed(onPacket: (packet: Uint8Array) => void): (bytes: Buffer) => void {
  const decoder = new slip.Decoder({
    onMessage: (packet) => {
      if (packet.length > 0) onPacket(packet);
    },
    maxMessageSize: MOST_BYTES,
  });
  return (bytes) => decoder.decode(bytes);
}
