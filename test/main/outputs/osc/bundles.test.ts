import { expect, test } from "vitest";
import { MOST_PACKET_BYTES, packetsOf } from "../../../../main/outputs/osc/bundles.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";

/** A message of so many floats. */
const message = (address: string, floats: number) => ({
  address,
  types: "f".repeat(floats),
  args: new Array<number>(floats).fill(0.5),
});

const head = [message("/head", 1)];
const addresses = (packets: readonly Buffer[]) =>
  packets.map((packet) => decodePacket(packet).messages.map(({ address }) => address));

test("what fits goes into one bundle", () => {
  const packets = packetsOf(
    { head, units: [[message("/a", 2), message("/b", 3)], [], [message("/c", 4)]] },
    true,
  );
  expect(addresses(packets)).toEqual([["/head", "/a", "/b", "/c"]]);
});

test("what does not fit goes into further bundles, each led by the head, with units kept whole", () => {
  const unit = (n: number) => [message(`/a${n}`, 60), message(`/b${n}`, 60)];
  const packets = packetsOf({ head, units: [unit(1), unit(2), unit(3)] }, true);
  expect(addresses(packets)).toEqual([
    ["/head", "/a1", "/b1", "/a2", "/b2"],
    ["/head", "/a3", "/b3"],
  ]);
  for (const packet of packets) expect(packet.length).toBeLessThanOrEqual(MOST_PACKET_BYTES);
});

test("a unit that no bundle holds is divided between its messages", () => {
  const unit = ["/a", "/b", "/c", "/d"].map((address) => message(address, 120));
  const packets = packetsOf({ head, units: [[message("/first", 1)], unit] }, true);
  expect(addresses(packets)).toEqual([
    ["/head", "/first", "/a", "/b"],
    ["/head", "/c", "/d"],
  ]);
});

test("a head alone is a bundle too, and nothing at all is none", () => {
  expect(addresses(packetsOf({ head, units: [] }, true))).toEqual([["/head"]]);
  expect(packetsOf({ head: [], units: [[], []] }, true)).toEqual([]);
});

test("without bundles each message is a packet, the head first", () => {
  const packets = packetsOf(
    { head, units: [[message("/a", 2), message("/b", 3)], [message("/c", 4)]] },
    false,
  );
  expect(addresses(packets)).toEqual([["/head"], ["/a"], ["/b"], ["/c"]]);
  expect(packets[1]!.toString("latin1")).toMatch(/^\/a\0\0,ff\0/);
});
