import { decode } from "node-osc";
import { expect, test } from "vitest";
import { MOST_PACKET_BYTES } from "../../../../main/outputs/osc/bundles.ts";
import { readPacket } from "../../../../main/system/osc/read-packet.ts";
import { sineDance } from "../../../support/dances.ts";
import { hexFile, tPose, vmcSender } from "../../../support/vmc.ts";

const golden = hexFile(new URL("golden/t-pose.hex", import.meta.url));
const bonesOf = (packets: readonly Buffer[]) =>
  packets.flatMap((packet) => readPacket(packet)).filter(({ address }) => address.endsWith("/Bone/Pos"));

test("a frame begins with the bytes that the protocol asks for", () => {
  const [first] = vmcSender()({ body: tPose(), root: { x: 0.5, y: 1, z: -0.25 } }, 1.5);
  expect(first!.subarray(0, golden.length).toString("hex")).toBe(golden.toString("hex"));
});

test("who stands in a T turns no bone, and her bones begin where her joints are, her left at Unity's -x", () => {
  const packets = vmcSender()({ body: tPose(), root: { x: 0, y: 1, z: 0 } }, 0);
  const bones = bonesOf(packets);
  expect(bones.map(({ args }) => args[0])).toEqual(
    expect.arrayContaining([
      "Hips",
      "Spine",
      "Chest",
      "Neck",
      "Head",
      "LeftUpperArm",
      "RightFoot",
      "LeftToes",
    ]),
  );
  const of = (name: string) => bones.find(({ args }) => args[0] === name)!.args.slice(1) as number[];
  for (const name of ["LeftUpperArm", "LeftLowerArm", "RightHand", "LeftUpperLeg", "RightLowerLeg", "Spine"])
    expect(Math.abs(of(name)[6]!), name).toBeGreaterThan(0.9999);
  expect(of("LeftLowerArm").slice(0, 3)).toEqual(
    [expect.closeTo(-0.27, 5), expect.closeTo(0, 3), 0].map(near),
  );
  expect(of("LeftFoot").slice(0, 3)).toEqual([0, -0.4, 0].map(near));
  expect(of("RightUpperLeg").slice(0, 3)).toEqual([0.1, 0, 0].map(near));
});
const near = (value: unknown) => (typeof value === "number" ? expect.closeTo(value, 3) : value);

test("an elbow that bends forward turns the forearm about Unity's upright axis, the left one to the right", () => {
  const body = tPose().with(7, { x: 0.45, y: 0.5, z: 0.2 }).with(9, { x: 0.45, y: 0.5, z: 0.3 });
  const bones = bonesOf(vmcSender()({ body, root: { x: 0, y: 1, z: 0 } }, 0));
  const turn = bones.find(({ args }) => args[0] === "LeftLowerArm")!.args.slice(4) as number[];
  // From -x to +z: a quarter turn about +y in left-handed axes.
  expect(turn).toEqual([0, Math.SQRT1_2, 0, Math.SQRT1_2].map(near));
});

test("packets fit the network, and another library reads them as they were meant", () => {
  const send = vmcSender();
  for (const [f, frame] of sineDance({ seconds: 1 }).entries()) {
    const packets = send(frame, f / 30);
    for (const packet of packets) expect(packet.length).toBeLessThanOrEqual(MOST_PACKET_BYTES);
    const read = packets.flatMap((packet) => decode(packet).elements as unknown as { address: string }[]);
    expect(read.slice(0, 4).map(({ address }) => address)).toEqual(
      ["OK", "T", "Root/Pos", "Bone/Pos"].map((end) => `/VMC/Ext/${end}`),
    );
    expect(read).toHaveLength(3 + bonesOf(packets).length);
  }
});
