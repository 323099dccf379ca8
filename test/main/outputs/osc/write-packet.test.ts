import osc, { type OscArgument } from "osc/src/osc.js";
import { expect, test } from "vitest";
import { float, int } from "../../../../main/outputs/osc/table/address.ts";
import {
  argumentsOf,
  type OutgoingMessage,
  writeBundle,
  writeMessage,
} from "../../../../main/outputs/osc/write-packet.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";

const MESSAGES: readonly OutgoingMessage[] = [
  { address: "/continuo/event/enter", args: [] },
  { address: "/a", args: [{ type: "i", value: -7 }] },
  {
    address: "/abc",
    args: [
      { type: "f", value: 1 },
      { type: "f", value: 0.1 },
      { type: "f", value: -0 },
    ],
  },
  { address: "/switch", args: [{ type: "T" }, { type: "F" }, { type: "i", value: 0x7fffffff }] },
  ...["", "abc", "abcd", "source", "Grüße"].map((value) => ({
    address: "/tuio/2Dcur",
    args: [
      { type: "i", value: 7 },
      { type: "s", value },
      { type: "f", value: 0.5 },
    ] as const,
  })),
];

const byLibrary = ({ address, args }: OutgoingMessage) =>
  osc.writePacket({ address, args: args as readonly OscArgument[] }, { metadata: true });

test.each(MESSAGES)("$address $args is what the library writes", (message) => {
  expect(Uint8Array.from(writeMessage(message))).toEqual(byLibrary(message));
});

test("an int is rounded", () => {
  const written = writeMessage({ address: "/n", args: [99.5, -0.4].map((value) => ({ type: "i", value })) });
  expect(decodePacket(written).messages[0]?.values).toEqual([100, 0]);
});

test("a bundle is what the library writes: to be acted on at once, each message behind its length", () => {
  const packets = MESSAGES.map(({ address, args }) => ({ address, args: args as readonly OscArgument[] }));
  const expected = osc.writePacket({ timeTag: { raw: [0, 1] }, packets }, { metadata: true });
  expect(Uint8Array.from(writeBundle(MESSAGES.map(writeMessage)))).toEqual(expected);
});

test("the numbers of a line, or some of them, are arguments of its types", () => {
  const line = {
    ...{ args: [int("n", 0, 9), float("x", 0, 1), float("y", 0, 1)], numbers: [7, 1, 0.5], generation: 0 },
  };
  expect(argumentsOf(line)).toEqual([
    { type: "i", value: 7 },
    { type: "f", value: 1 },
    { type: "f", value: 0.5 },
  ]);
  expect(argumentsOf(line, 1, 2)).toEqual([{ type: "f", value: 1 }]);
});
