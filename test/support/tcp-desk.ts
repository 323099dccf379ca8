import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { decodePacket, type OscPacket } from "./osc-receiver.ts";

/** A console that takes OSC over TCP, written from the specifications alone. */
export interface TcpDesk {
  readonly port: number;
  readonly packets: readonly OscPacket[];
  /** Reads no more, or again. */
  stall(stalled: boolean): void;
  say(bytes: Buffer): void;
  close(): void;
}

export async function tcpDesk(framing: "length" | "slip", port = 0): Promise<TcpDesk> {
  const packets: OscPacket[] = [];
  const sockets = new Set<Socket>();
  let stalled = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    if (stalled) socket.pause();
    socket.on("error", () => {});
    let rest: Buffer = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      rest = (framing === "length" ? takeLengths : takeSlip)(rest, (packet) =>
        packets.push(decodePacket(packet)),
      );
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as { port: number }).port,
    packets,
    stall(stop) {
      stalled = stop;
      for (const socket of sockets) stop ? socket.pause() : socket.resume();
    },
    say(bytes) {
      for (const socket of sockets) socket.write(bytes);
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function takeLengths(bytes: Buffer, take: (packet: Buffer) => void): Buffer {
  let rest = bytes;
  while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE()) {
    take(rest.subarray(4, 4 + rest.readInt32BE()));
    rest = rest.subarray(4 + rest.readInt32BE());
  }
  return rest;
}

/** RFC 1055: END 192, ESC 219; ESC 220 is an END, ESC 221 an ESC. */
function takeSlip(bytes: Buffer, take: (packet: Buffer) => void): Buffer {
  let begin = 0;
  for (let end = bytes.indexOf(192); end >= 0; end = bytes.indexOf(192, begin)) {
    const packet: number[] = [];
    for (let i = begin; i < end; i++) {
      if (bytes[i] !== 219) packet.push(bytes[i]!);
      else packet.push(bytes[++i] === 220 ? 192 : 219);
    }
    if (packet.length > 0) take(Buffer.from(packet));
    begin = end + 1;
  }
  return bytes.subarray(begin);
}
