import { expect, test } from "vitest";
import { float } from "../../../../main/outputs/osc/address.ts";
import { MAX_PACKET, packBundles } from "../../../../main/outputs/osc/bundle.ts";
import { PackedMessage } from "../../../../main/outputs/osc/packed-message.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";

/** A message of so many floats. */
function message(path: string, floats: number): Uint8Array {
  const row = { values: new Float64Array(floats), life: 0 };
  const cells = Array.from({ length: floats }, (_, index) => ({
    argument: float(`${index}`, 0, 1),
    row,
    index,
  }));
  return new PackedMessage(path, cells).bytes;
}

const addresses = (packets: readonly Buffer[]) =>
  packets.map((packet) => decodePacket(packet).messages.map(({ address }) => address));

test("what fits goes into one bundle", () => {
  const packets = packBundles(
    [message("/head", 1)],
    [[message("/a", 2), message("/b", 3)], [message("/c", 4)]],
  );
  expect(addresses(packets)).toEqual([["/head", "/a", "/b", "/c"]]);
});

test("what does not fit goes into further bundles, each led by the head, with units kept whole", () => {
  const unit = (n: number) => [message(`/a${n}`, 60), message(`/b${n}`, 60)];
  const packets = packBundles([message("/head", 1)], [unit(1), unit(2), unit(3)]);
  expect(addresses(packets)).toEqual([
    ["/head", "/a1", "/b1", "/a2", "/b2"],
    ["/head", "/a3", "/b3"],
  ]);
  for (const packet of packets) expect(packet.length).toBeLessThanOrEqual(MAX_PACKET);
});

test("a head alone is a bundle too", () => {
  expect(addresses(packBundles([message("/head", 1)], []))).toEqual([["/head"]]);
});

test("a bundle is to be acted on at once, and is as long as it says", () => {
  const [packet] = packBundles([], [[message("/a", 2)]]);
  expect(packet?.subarray(0, 16).toString("latin1")).toBe("#bundle\0\0\0\0\0\0\0\0\x01");
  expect(packet?.readInt32BE(16)).toBe((packet?.length ?? 0) - 20);
});
