import { expect, test } from "vitest";
import { MAX_PACKET, Packets } from "../../../../main/outputs/osc/bundles.ts";
import { float } from "../../../../main/outputs/osc/table/address.ts";
import { PackedMessage } from "../../../../main/outputs/osc/write-packet.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";

const rowOf = (floats: number) => ({ values: new Float64Array(floats), life: { count: 0 } });

/** A message of so many floats. */
function message(path: string, floats: number, row = rowOf(floats)): PackedMessage {
  const cells = Array.from({ length: floats }, (_, index) => ({
    argument: float(`${index}`, 0, 1),
    row,
    index,
  }));
  return new PackedMessage(path, cells);
}

const addresses = (packets: readonly Buffer[]) =>
  packets.map((packet) => decodePacket(packet).messages.map(({ address }) => address));

test("what fits goes into one bundle", () => {
  const packets = new Packets(true).pack(
    {
      head: [message("/head", 1)],
      units: [[message("/a", 2), message("/b", 3)], [message("/c", 4)]],
    },
    false,
  );
  expect(addresses(packets)).toEqual([["/head", "/a", "/b", "/c"]]);
});

test("what does not fit goes into further bundles, each led by the head, with units kept whole", () => {
  const unit = (n: number) => [message(`/a${n}`, 60), message(`/b${n}`, 60)];
  const packets = new Packets(true).pack(
    { head: [message("/head", 1)], units: [unit(1), unit(2), unit(3)] },
    false,
  );
  expect(addresses(packets)).toEqual([
    ["/head", "/a1", "/b1", "/a2", "/b2"],
    ["/head", "/a3", "/b3"],
  ]);
  for (const packet of packets) expect(packet.length).toBeLessThanOrEqual(MAX_PACKET);
});

test("a head alone is a bundle too", () => {
  expect(addresses(new Packets(true).pack({ head: [message("/head", 1)], units: [] }, false))).toEqual([
    ["/head"],
  ]);
});

test("a bundle is to be acted on at once, and is as long as it says", () => {
  const [packet] = new Packets(true).pack({ head: [], units: [[message("/a", 2)]] }, false);
  expect(packet?.subarray(0, 16).toString("latin1")).toBe("#bundle\0\0\0\0\0\0\0\0\x01");
  expect(packet?.readInt32BE(16)).toBe((packet?.length ?? 0) - 20);
});

test("without bundles each message is a packet, the head first", () => {
  const packets = new Packets(false).pack(
    { head: [message("/head", 1)], units: [[message("/a", 2), message("/b", 3)], [message("/c", 4)]] },
    false,
  );
  expect(addresses(packets)).toEqual([["/head"], ["/a"], ["/b"], ["/c"]]);
  expect(packets[1]!.toString("latin1")).toMatch(/^\/a\0\0,ff\0/);
});

test("from frame to frame only the numbers change, in every packet; packets that a socket holds stay as they were", () => {
  const [head, a, b] = [rowOf(1), rowOf(200), rowOf(200)];
  const messages = [message("/head", 1, head), message("/a", 200, a), message("/b", 200, b)];
  const packed = new Packets(true);
  const pack = (n: number, held: boolean) => {
    for (const row of [head, a, b]) row.values.fill(n);
    return packed.pack({ head: [messages[0]!], units: [[messages[1]!], [messages[2]!]] }, held);
  };
  const values = (packets: readonly Buffer[]) =>
    packets.map((packet) => decodePacket(packet).messages.map((one) => [one.address, one.values.at(-1)]));
  const told = (n: number) =>
    ["/a", "/b"].map((address) => [
      ["/head", n],
      [address, n],
    ]);
  const [first, second] = [pack(1, false), pack(2, true)];
  expect(values(first)).toEqual(told(1));
  expect(values(second)).toEqual(told(2));
  const third = pack(3, false);
  expect(values(third)).toEqual(told(3));
  expect(third[0]!.buffer).toBe(second[0]!.buffer);
  expect(values(first)).toEqual(told(1));
});

test("who comes and goes between frames is told of, and what stays keeps its numbers", () => {
  const [a, b] = [rowOf(1), rowOf(1)];
  const [one, two] = [message("/a", 1, a), message("/b", 1, b)];
  const packed = new Packets(true);
  const pack = (...units: PackedMessage[][]) => {
    const packets = packed.pack({ head: [], units }, false);
    return packets.flatMap((packet) => decodePacket(packet).messages);
  };
  a.values[0] = 0.25;
  expect(pack([one])).toMatchObject([{ address: "/a", values: [0.25] }]);
  b.values[0] = 0.5;
  expect(pack([one], [two])).toMatchObject([
    { address: "/a", values: [0.25] },
    { address: "/b", values: [0.5] },
  ]);
  expect(pack([two])).toMatchObject([{ address: "/b", values: [0.5] }]);
  a.values[0] = 0.75;
  expect(pack([two], [one])).toMatchObject([
    { address: "/b", values: [0.5] },
    { address: "/a", values: [0.75] },
  ]);
});
