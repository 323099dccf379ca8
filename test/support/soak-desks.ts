import { createSocket } from "node:dgram";
import { createServer, type Socket } from "node:net";
import { decode } from "node-osc";
import slip from "slip";

/*
 * The receivers of the soak, in a process of their own: each notes which frames came. Speaks with its parent in
 * the messages below.
 */

export type ToDesks =
  | { readonly open: readonly DeskKind[] }
  /** Stops listening at a place in the list, or begins again at the same port. */
  | { readonly close: number }
  | { readonly reopen: number }
  | { readonly stall: number; readonly stalled: boolean }
  | { readonly report: true };

export type DeskKind = "udp" | "tcp" | "tcp-slip";

export type FromDesks = { readonly ports: readonly number[] } | { readonly reports: readonly DeskReport[] };

export interface DeskReport {
  /** Frame numbers in the order in which they came. */
  readonly frames: readonly number[];
  /** Packets that another decoder could not read. */
  readonly broken: number;
  readonly largest: number;
}

class Desk {
  readonly kind: DeskKind;
  readonly frames: number[] = [];
  broken = 0;
  largest = 0;
  port = 0;
  #packets = 0;
  #close = () => {};
  readonly #sockets = new Set<Socket>();

  constructor(kind: DeskKind) {
    this.kind = kind;
  }

  open(): Promise<void> {
    return new Promise((resolve) => {
      if (this.kind === "udp") {
        const socket = createSocket("udp4");
        socket.on("message", (packet) => this.#take(packet));
        socket.bind(this.port, "127.0.0.1", () => {
          socket.setRecvBufferSize(1 << 21);
          this.port = socket.address().port;
          resolve();
        });
        this.#close = () => socket.close();
        return;
      }
      const server = createServer((socket) => {
        this.#sockets.add(socket);
        socket.on("error", () => {});
        socket.on("data", this.kind === "tcp" ? this.#lengths() : this.#slips());
      });
      server.listen(this.port, "127.0.0.1", () => {
        this.port = (server.address() as { port: number }).port;
        resolve();
      });
      this.#close = () => {
        server.close();
        for (const socket of this.#sockets) socket.destroy();
      };
    });
  }

  close(): void {
    this.#close();
  }

  stall(stalled: boolean): void {
    for (const socket of this.#sockets) stalled ? socket.pause() : socket.resume();
  }

  #lengths(): (bytes: Buffer) => void {
    let rest: Buffer = Buffer.alloc(0);
    return (bytes) => {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE()) {
        const end = 4 + rest.readInt32BE();
        this.#take(rest.subarray(4, end));
        rest = rest.subarray(end);
      }
    };
  }

  #slips(): (bytes: Buffer) => void {
    const onMessage = (packet: Uint8Array) => {
      if (packet.length > 0) this.#take(Buffer.from(packet));
    };
    const decoder = new slip.Decoder({ onMessage });
    return (bytes) => decoder.decode(bytes);
  }

  #take(packet: Buffer): void {
    this.largest = Math.max(this.largest, packet.length);
    // One in fifty is decoded whole; the frame's number stands at the same place in all.
    if (this.#packets++ % 50 === 0) {
      try {
        decode(packet);
      } catch {
        this.broken++;
      }
    }
    const message = packet.subarray(0, 7).toString() === "#bundle" ? packet.subarray(20) : packet;
    if (message.subarray(0, 16).toString("latin1") !== "/continuo/frame\0") return;
    const frame = message.readInt32BE(28);
    if (frame === this.frames.at(-1)) return;
    this.frames.push(frame);
  }
}

let desks: readonly Desk[] = [];
const say = (message: FromDesks) => process.send?.(message);

process.on("message", async (message: ToDesks) => {
  if ("open" in message) {
    desks = message.open.map((kind) => new Desk(kind));
    for (const desk of desks) await desk.open();
    say({ ports: desks.map(({ port }) => port) });
  } else if ("close" in message) desks[message.close]?.close();
  else if ("reopen" in message) await desks[message.reopen]?.open();
  else if ("stall" in message) desks[message.stall]?.stall(message.stalled);
  else {
    const reports = desks.map(({ frames, broken, largest }) => ({ frames, broken, largest }));
    say({ reports });
  }
});
process.on("disconnect", () => process.exit());
