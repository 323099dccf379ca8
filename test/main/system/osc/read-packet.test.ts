import osc from "osc/src/osc.js";
import { expect, test } from "vitest";
import { OscFault, readPacket } from "../../../../main/system/osc/read-packet.ts";

const message = (
  address: string,
  args: Parameters<typeof osc.writePacket>[0] extends infer P
    ? P extends { args: infer A }
      ? A
      : never
    : never = [],
) => osc.writePacket({ address, args }, { metadata: true });

/** Bundles in bundles, so many deep. */
function nested(depth: number, inner: Uint8Array): Uint8Array {
  let packet = Buffer.from(inner);
  for (let n = 0; n < depth; n++) {
    const head = Buffer.from("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\0", "latin1");
    head.writeInt32BE(packet.length, 16);
    packet = Buffer.concat([head, packet]);
  }
  return packet;
}

test("numbers, words, truth and nothing are read as their type tags say", () => {
  const packet = message("/a/b", [
    { type: "i", value: -7 },
    { type: "f", value: 0.5 },
    { type: "s", value: "abcd" },
    { type: "T" },
    { type: "F" },
    { type: "N" },
  ]);
  expect(readPacket(packet)).toEqual([
    { address: "/a/b", types: "ifsTFN", args: [-7, 0.5, "abcd", true, false, null] },
  ]);
});

test("a message without type tags, as old senders write it, has no arguments", () => {
  expect(readPacket(Buffer.from("/old\0\0\0\0"))).toEqual([{ address: "/old", types: "", args: [] }]);
});

test("bundles are taken apart, also those in bundles", () => {
  const one = message("/a");
  expect(readPacket(nested(3, one)).map(({ address }) => address)).toEqual(["/a"]);
});

test("a blob is its own bytes and no others", () => {
  const pool = Buffer.alloc(64, 0xee);
  const packet = pool.subarray(20, 40);
  packet.write("/b\0\0,b\0\0\0\0\0\x03abc\0\0\0\0\0", 0, "latin1");
  expect(readPacket(packet.subarray(0, 16))[0]?.args).toEqual([new Uint8Array([97, 98, 99])]);
});

test.each<[string, Uint8Array]>([
  ["nothing", Buffer.alloc(0)],
  ["an address without a slash", Buffer.from("abc\0,\0\0\0")],
  ["an address that a terminal would obey", Buffer.from("/\x1b[2J\0\0\0,\0\0\0")],
  ["an address without an end", Buffer.from("/abcdefg")],
  ["type tags without a comma", Buffer.from("/a\0\0abc\0")],
  ["a type tag that nobody knows", Buffer.from("/a\0\0,q\0\0")],
  ["fewer bytes than the type tags tell of", Buffer.from("/a\0\0,ii\0\0\0\0\x01", "latin1")],
  ["more bytes than the type tags tell of", Buffer.from("/a\0\0,\0\0\0\0\0\0\x01", "latin1")],
  ["a blob longer than the packet", Buffer.from("/a\0\0,b\0\0\x7f\xff\xff\xff", "latin1")],
  ["a blob of less than nothing", Buffer.from("/a\0\0,b\0\0\xff\xff\xff\xff", "latin1")],
  ["an element longer than its bundle", Buffer.from("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x40/a\0\0", "latin1")],
  ["an element of no length", Buffer.from("#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\0", "latin1")],
  ["bundles too deep", nested(9, message("/a"))],
  ["bundles deeper than any stack", nested(3000, message("/a"))],
])("%s is a fault, and nothing worse", (_, packet) => {
  expect(() => readPacket(packet)).toThrow(OscFault);
});

test("a packet of very many messages is a fault", () => {
  const head = Buffer.from("#bundle\0\0\0\0\0\0\0\0\x01", "latin1");
  const element = Buffer.from("\0\0\0\x04/a\0\0", "latin1");
  const packet = Buffer.concat([head, ...new Array<Buffer>(2000).fill(element)]);
  expect(() => readPacket(packet)).toThrow("more than 1024 messages");
});
