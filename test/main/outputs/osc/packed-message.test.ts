import osc from "osc/src/osc.js";
import { expect, test } from "vitest";
import { type Address, float, int } from "../../../../main/outputs/osc/address.ts";
import { PackedMessage } from "../../../../main/outputs/osc/packed-message.ts";

const THREE: Address<readonly number[]> = {
  path: "/three",
  when: "frame",
  args: [int("count", 0, 100), float("x", -1, 2), float("fader", 0.5, 1)],
  description: "",
  fill(values, set) {
    for (const [i, value] of values.entries()) set(i, value);
  },
};

const packed = () => new PackedMessage(THREE, "/a/three");
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
  const message = packed();
  message.fill([3, 1, 0.75]);
  expect(message.fill([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toEqual(
    encoded(3, 1, 0.75),
  );
});

test("before anything is known, numbers are as near to 0 as their range allows", () => {
  expect(packed().bytes).toEqual(encoded(0, 0, 0.5));
});

test("an argument that the table does not have is a fault, not a stray write", () => {
  expect(() => packed().fill([1, 1, 1, 1])).toThrow("/three has no argument 3");
});
