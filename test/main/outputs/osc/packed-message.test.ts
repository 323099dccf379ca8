import osc from "osc/src/osc.js";
import { expect, test } from "vitest";
import { type Address, float, int, share } from "../../../../main/outputs/osc/address.ts";
import { PackedMessage, type Word } from "../../../../main/outputs/osc/packed-message.ts";
import { type Cell, cellsOf, Row } from "../../../../main/outputs/osc/row.ts";
import { Shaper, type Shaping } from "../../../../main/outputs/osc/shaper.ts";
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
  const message = new PackedMessage("/a/three", cellsOf(row));
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

/** One number after the other, `dt` seconds apart, as they leave. */
function sent(
  cell: Pick<Cell, "argument">,
  shaping: Shaping,
  values: readonly number[],
  dt: number,
): number[] {
  const row = { values: new Float64Array(1), life: 0 };
  const shaper = new Shaper(shaping);
  const [shaped] = shaper.shape([{ ...cell, row, index: 0 }]);
  return values.map((value) => {
    row.values[0] = value;
    shaper.update(dt);
    return shaped!.row.values[shaped!.index]!;
  });
}

test("a time constant is the time in which 63 % of a step has passed, whatever the rate", () => {
  for (const rate of [30, 60]) {
    const steps = [0, ...new Array<number>(rate).fill(1)];
    const after = sent({ argument: share("x") }, { scale: [0, 1], smoothing: 0.5 }, steps, 1 / rate);
    expect(after[rate / 2]).toBeCloseTo(1 - Math.exp(-1), 5);
  }
});

test("the first number is sent as it is, and an int is never smoothed by the destination", () => {
  expect(sent({ argument: share("x") }, { scale: [0, 1], smoothing: 0.5 }, [1], 0.1)).toEqual([1]);
  expect(sent({ argument: int("n", 0, 9) }, { scale: [0, 1], smoothing: 0.5 }, [0, 7], 0.1)).toEqual([0, 7]);
});

test("a place on a circle is smoothed the short way round", () => {
  const phase = { ...share("phase"), smoothing: 0.1, circular: true };
  const [, next] = sent({ argument: phase }, { scale: [0, 1], smoothing: null }, [0.95, 0.05], 0.1);
  expect(next).toBeCloseTo((0.95 + 0.1 * (1 - Math.exp(-1))) % 1, 5);
});

test("a scale stretches what has a whole, and nothing else", () => {
  const scaled: Shaping = { scale: [0, 100], smoothing: null };
  expect(sent({ argument: share("x") }, scaled, [0.25], 0)).toEqual([25]);
  expect(sent({ argument: float("metres", 0, 10) }, scaled, [0.25], 0)).toEqual([0.25]);
});

test.each(["", "abc", "abcd", "source"])("numbers stand in their places behind the word %j", (word) => {
  const row = { values: Float64Array.of(7, 0.5), life: 0 };
  const parts: readonly (Cell | Word)[] = [
    { argument: int("n", 0, 9), row, index: 0 },
    { word },
    { argument: share("x"), row, index: 1 },
  ];
  const bytes = new PackedMessage("/tuio", parts).encode();
  expect(decodePacket(bytes).messages[0]?.args).toEqual([7, word, 0.5]);
});
