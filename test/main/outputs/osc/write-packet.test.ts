import osc from "osc/src/osc.js";
import { expect, test } from "vitest";
import { type Address, float, int, share } from "../../../../main/outputs/osc/table/address.ts";
import { type Cell, Row } from "../../../../main/outputs/osc/table/values.ts";
import { PackedMessage, type Word } from "../../../../main/outputs/osc/write-packet.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";

const THREE: Address<readonly number[]> = {
  path: "/three",
  group: "frame",
  when: "frame",
  args: [int("count", 0, 100), float("x", -1, 2), float("fader", 0.5, 1)],
  description: "",
  fill(values, set) {
    for (const [i, value] of values.entries()) set(i, value);
  },
};

function packed() {
  const row = new Row(THREE);
  const message = new PackedMessage("/a/three", row.cells);
  return {
    message,
    fill(values: readonly number[]): Uint8Array {
      row.fill(values);
      return Uint8Array.from(message.encode());
    },
  };
}
const encoded = (count: number, x: number, fader: number) =>
  osc.writePacket(
    {
      address: "/a/three",
      args: [
        { type: "i", value: count },
        { type: "f", value: x },
        { type: "f", value: fader },
      ],
    },
    { metadata: true },
  );

test("overwriting the numbers gives the bytes that the library would have written", () => {
  expect(packed().fill([3, 1, 0.75])).toEqual(encoded(3, 1, 0.75));
});

test("numbers are held within their ranges, and ints are rounded", () => {
  expect(packed().fill([100.4, -7, 7])).toEqual(encoded(100, -1, 1));
  expect(packed().fill([-0.4, 1e30, 0])).toEqual(encoded(0, 2, 0.5));
});

test("what is not finite leaves the number as it was", () => {
  const { fill } = packed();
  fill([3, 1, 0.75]);
  expect(fill([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual(encoded(3, 1, 0.75));
});

test("before anything is known, numbers are as near to 0 as their range allows", () => {
  expect(Uint8Array.from(packed().message.encode())).toEqual(encoded(0, 0, 0.5));
});

test("an argument that the table does not have is a fault, not a stray write", () => {
  expect(() => packed().fill([1, 1, 1, 1])).toThrow("/three has no argument 3");
});

test.each(["", "abc", "abcd", "source"])("numbers stand in their places behind the word %j", (word) => {
  const row = { values: Float64Array.of(7, 0.5), life: { count: 0 } };
  const parts: readonly (Cell | Word)[] = [
    { argument: int("n", 0, 9), row, index: 0 },
    { word },
    { argument: share("x"), row, index: 1 },
  ];
  const bytes = new PackedMessage("/tuio", parts).encode();
  expect(decodePacket(bytes).messages[0]?.args).toEqual([7, word, 0.5]);
});
