import { createSocket } from "node:dgram";
import { once } from "node:events";
import { decode } from "node-osc";
import * as v from "valibot";

/** A desk for tests: a UDP socket that decodes with another library than the one that sends. */
export interface OscReceiver {
  readonly port: number;
  readonly packets: readonly OscPacket[];
  /** Resolves once `enough` is true of what has come; the test's own time limit ends it otherwise. */
  until(enough: (packets: readonly OscPacket[]) => boolean): Promise<void>;
  /** What has come so far, so that a long test stays small. */
  forget(): void;
  close(): void;
}

export interface OscPacket {
  /** When it came, `performance.now()`. */
  readonly at: number;
  readonly bytes: number;
  readonly messages: readonly OscMessage[];
}

export interface OscMessage {
  readonly address: string;
  /** Type tags as on the wire, for example "iff". */
  readonly types: string;
  /** All arguments, and the numbers among them. */
  readonly args: readonly (number | string | boolean)[];
  readonly values: readonly number[];
}

const Message = v.object({
  oscType: v.literal("message"),
  address: v.string(),
  args: v.array(v.object({ value: v.union([v.number(), v.string(), v.boolean()]) })),
});
const Bundle = v.object({ oscType: v.literal("bundle"), elements: v.array(Message) });

/** @throws when the packet is anything but a message of numbers, words and switches, or a bundle of such. */
export function decodePacket(packet: Buffer): OscPacket {
  const decoded: unknown = decode(packet);
  const elements = v.is(Message, decoded) ? [decoded] : v.parse(Bundle, decoded).elements;
  const types = v.is(Message, decoded) ? [typeTag(packet, 0)] : typeTags(packet);
  return {
    at: performance.now(),
    bytes: packet.length,
    messages: elements.map(({ address, args }, i) => ({
      address,
      types: types[i] ?? "",
      args: args.map(({ value }) => value),
      values: args.map(({ value }) => value).filter((value) => typeof value === "number"),
    })),
  };
}

/** The decoder keeps the values alone; the tags are on the wire between the address and the values. */
function typeTags(bundle: Buffer): string[] {
  const tags: string[] = [];
  for (let at = 16; at < bundle.length; at += 4 + bundle.readInt32BE(at)) tags.push(typeTag(bundle, at + 4));
  return tags;
}

function typeTag(packet: Buffer, from: number): string {
  const comma = packet.indexOf(",", from);
  return packet.toString("latin1", comma + 1, packet.indexOf(0, comma));
}

export async function receiveOsc(port = 0, host = "127.0.0.1"): Promise<OscReceiver> {
  const socket = createSocket("udp4");
  const packets: OscPacket[] = [];
  let look = () => {};
  socket.on("message", (packet) => {
    packets.push(decodePacket(packet));
    look();
  });
  socket.bind(port, host);
  await once(socket, "listening");
  return {
    port: socket.address().port,
    packets,
    until: (enough) =>
      new Promise((resolve) => {
        look = () => {
          if (!enough(packets)) return;
          look = () => {};
          resolve();
        };
        look();
      }),
    forget: () => void packets.splice(0),
    close: () => socket.close(),
  };
}
