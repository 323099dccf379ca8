import { expect, test } from "vitest";
import { readVmc } from "../../../../main/inputs/vmc/read-vmc.ts";
import { OscFault, type OscMessage } from "../../../../main/system/osc/read-packet.ts";
import { bone, hexFile, packetOf } from "../../../support/vmc.ts";

const golden = hexFile(new URL("golden/left-arm.hex", import.meta.url));

test("a packet by the protocol's text is read, in our axes", () => {
  expect(readVmc(golden)).toEqual([
    { tag: "loaded", loaded: true },
    { tag: "bone", bone: "root", at: { x: 1, y: 0, z: 2 }, turn: [0, 0, -0, 1].map(near) },
    { tag: "bone", bone: "LeftUpperArm", at: { x: 0.125, y: 0, z: 0 }, turn: [0, 0, -0.6, 0.8].map(near) },
  ]);
});
const near = (value: number) => expect.closeTo(value, 6);

const refused: readonly (readonly [string, OscMessage])[] = [
  ["of nobody's body", bone("Tail", [0, 0, 0])],
  ["with too few arguments", { address: "/VMC/Ext/Bone/Pos", types: "sfff", args: ["Hips", 0, 1, 0] }],
  ["without a name", { ...bone("Hips", [0, 1, 0]), types: "ffffffff", args: [0, 0, 1, 0, 0, 0, 0, 1] }],
  ["that is nowhere", bone("Hips", [Number.NaN, 1, 0])],
  ["that is beyond every room", bone("Hips", [0, 1e9, 0])],
  ["that is turned by no rotation", bone("Hips", [0, 1, 0], [0, 0, 0, 0])],
  ["turned by infinity", bone("Hips", [0, 1, 0], [0, 0, 0, Number.POSITIVE_INFINITY])],
  ["of another address", { ...bone("Hips", [0, 1, 0]), address: "/VMC/Ext/Tra/Pos" }],
];
test.each(refused)("a bone %s is passed over", (_, message) => {
  expect(readVmc(packetOf([message]))).toEqual([]);
});

test("further arguments, and whole numbers where floats are meant, do no harm", () => {
  const [message] = readVmc(
    packetOf([
      { address: "/VMC/Ext/Root/Pos", types: "siiiiiiiff", args: ["root", 0, 1, 0, 0, 0, 0, 1, 1, 1] },
    ]),
  );
  expect(message).toMatchObject({ bone: "root", at: { y: 1 } });
});

test("who is not tracked, or has no model, sends nobody", () => {
  const ok = (...args: number[]) =>
    readVmc(packetOf([{ address: "/VMC/Ext/OK", types: "i".repeat(args.length), args }]));
  expect([ok(1), ok(0), ok(1, 3, 0), ok(1, 3, 0, 0), ok(1, 3, 0, 1)].flat()).toEqual(
    [true, false, true, false, true].map((loaded) => ({ tag: "loaded", loaded })),
  );
});

test("bytes that are cut or altered are no OSC, or read as nothing that was not there", () => {
  for (let at = 0; at < golden.length; at++) {
    for (const packet of [golden.subarray(0, at), golden.with(at, golden[at]! ^ 0xff)]) {
      try {
        for (const message of readVmc(packet))
          if (message.tag === "bone") expect(Object.values(message.at).every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(OscFault);
      }
    }
  }
});
