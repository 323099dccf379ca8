import osc, { type OscArgument } from "osc/src/osc.js";
import { expect, test } from "vitest";
import { writeBundle, writeMessage } from "../../../../main/outputs/osc/write-packet.ts";
import { type OscMessage, readPacket } from "../../../../main/system/osc/read-packet.ts";

const MESSAGES: readonly OscMessage[] = [
  { address: "/continuo/event/enter", types: "", args: [] },
  { address: "/a", types: "i", args: [-7] },
  { address: "/abc", types: "fff", args: [1, 0.25, -0] },
  { address: "/switch", types: "TFi", args: [true, false, 0x7fffffff] },
  ...["", "abc", "abcd", "source", "Grüße"].map((word) => ({
    ...{ address: "/tuio/2Dcur", types: "isf", args: [7, word, 0.5] },
  })),
];

const forLibrary = ({ address, types, args }: OscMessage) => ({
  address,
  args: args.map((value, i) => ({ type: types[i], value }) as OscArgument),
});

test.each(MESSAGES)("$address ,$types $args is what the library writes, and is read again", (message) => {
  const written = writeMessage(message);
  expect(Uint8Array.from(written)).toEqual(osc.writePacket(forLibrary(message), { metadata: true }));
  expect(readPacket(written)).toEqual([message]);
});

test("an int is rounded, and a whole float stays a float", () => {
  const written = writeMessage({ address: "/n", types: "iif", args: [99.5, -0.4, 1] });
  expect(readPacket(written)).toMatchObject([{ types: "iif", args: [100, 0, 1] }]);
});

test("types that are read but never written are refused", () => {
  expect(() => writeMessage({ address: "/x", types: "id", args: [1, 2] })).toThrow('type tags are "id"');
});

test("a bundle is what the library writes: to be acted on at once, each message behind its length", () => {
  const written = writeBundle(MESSAGES.map(writeMessage));
  const packets = MESSAGES.map(forLibrary);
  const expected = osc.writePacket({ timeTag: { raw: [0, 1] }, packets }, { metadata: true });
  expect(Uint8Array.from(written)).toEqual(expected);
  expect(readPacket(written)).toEqual(MESSAGES);
});
