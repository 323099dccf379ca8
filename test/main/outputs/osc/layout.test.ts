import { describe, expect, test } from "vitest";
import { MOST_PACKET_BYTES } from "../../../../main/outputs/osc/bundles.ts";
import type { Destination } from "../../../../main/outputs/osc/destination/destination.ts";
import { SPLITS } from "../../../../main/outputs/osc/layout.ts";
import { type Group, USUAL_GROUPS } from "../../../../main/outputs/osc/table/address.ts";
import { swaying } from "../../../support/dance.ts";
import { packer } from "../../../support/osc-packets.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";
import { figure, person, stageFrame } from "../../../support/stage-frames.ts";

/** Address and number of arguments of all messages of a frame. */
function shapes(changes: Partial<Destination>, people = 1): string[] {
  const frame = stageFrame(7, { people: Array.from({ length: people }, (_, n) => person(n + 1)) });
  return packer(changes)(frame)
    .flatMap((packet) => decodePacket(packet).messages)
    .map(({ address, args }) => `${address.replace("/continuo", "")} ${args.length}`);
}

const only = (...groups: Group[]) => ({ groups: new Set(groups) });

describe("what has a message of its own", () => {
  test("each line of the table", () => {
    expect(shapes({ split: "line", ...only("frame", "people", "keypoints", "signals") })).toEqual([
      "/frame 8",
      ...["presence 1", "id 1", "keypoints 57", "centre 2", "velocity 2", "energy 1"].map(
        (line) => `/person/1/${line}`,
      ),
      "/signal/1 18",
    ]);
  });

  test("each keypoint", () => {
    const all = shapes({ split: "keypoint", ...only("people", "keypoints") });
    expect(all).toHaveLength(19 + 5);
    expect(all).toContain("/person/1/left_wrist 3");
    expect(all).toContain("/person/1/centre 2");
  });

  test("each value", () => {
    const all = shapes({ split: "value", ...only("people", "partners", "keypoints", "signals", "phrase") });
    expect(all).toHaveLength(2 * (57 + 7) + 18 + 2);
    for (const line of [
      "/person/1/left_wrist/x 1",
      "/partner/1/energy 1",
      "/signal/1/weight 1",
      "/phrase/1/turn 1",
    ])
      expect(all).toContain(line);
    expect(all.every((line) => line.endsWith(" 1"))).toBe(true);
  });

  test("each person, of the same shape whether there or not", () => {
    const pack = packer({ split: "person", ...only("people", "partners", "keypoints", "phrase", "signals") });
    const messages = (frame: Parameters<typeof pack>[0]) =>
      pack(frame).flatMap((packet) => decodePacket(packet).messages);
    const there = messages(stageFrame(1, { people: [person(5), person(6)] }));
    const gone = messages(stageFrame(2, { people: [person(5, { partner: null })] }));
    const shape = (all: typeof there) => all.map(({ address, types }) => `${address} ${types}`);
    expect(shape(gone)).toEqual(shape(there));
    expect(there.map(({ address }) => address)).toEqual(
      [1, 2].flatMap((n) => [`/continuo/person/${n}`, `/continuo/partner/${n}`]),
    );
    expect(there.map(({ values }) => values[0])).toEqual([1, 1, 1, 1]);
    expect(gone.map(({ values }) => values[0])).toEqual([1, 0, 0, 0]);
  });

  test("all of a frame, led by its number and the count, in as few messages as hold everybody", () => {
    const few = { split: "frame", ...only("people") } as const;
    expect(shapes(few, 6)).toEqual(["/people/1 44"]);
    const all = { split: "frame", groups: new Set(USUAL_GROUPS) } as const;
    expect(shapes(all, 1)).toEqual(["/people/1 150"]);
    expect(shapes(all, 3)).toEqual(["/people/1 150", "/people/2 150", "/people/3 150"]);
    const [packet] = packer(few)(stageFrame(41, { people: [person(8)] }));
    expect(decodePacket(packet!).messages[0]?.values.slice(0, 4)).toEqual([41, 1, 1, 8]);
  });
});

test("groups that are not wanted do not come, and keypoints only with whose they are", () => {
  expect(shapes(only("frame"))).toEqual(["/frame 8"]);
  expect(shapes(only("keypoints"))).toEqual([]);
  expect(shapes(only("partners"))).toHaveLength(5);
  expect(shapes(only("phrase", "signals"))).toEqual(["/phrase/1 2", "/signal/1 18"]);
  expect(shapes(only("generators"))).toEqual(["/generator/1 1", "/options/1 30"]);
});

test.each(SPLITS.map((split) => [split]))(
  "six people with everything on, a message for each %s: packets small enough, with the frame's number, nothing twice",
  (split) => {
    const pack = packer({ split, prefix: `/${"x".repeat(63)}` });
    for (const n of [0, 1, 2]) {
      const packets = pack(swaying(n, 6)).map(decodePacket);
      for (const { bytes, messages } of packets) {
        expect(bytes).toBeLessThanOrEqual(MOST_PACKET_BYTES);
        if (split !== "frame") expect(messages[0]?.values[0]).toBe(n);
      }
      const addresses = packets.flatMap(({ messages }) => messages.map(({ address }) => address));
      const others = addresses.filter((address) => !/\/(frame|event\/.*)$/.test(address));
      expect(new Set(others).size).toBe(others.length);
    }
  },
);

test("a scale stretches places and shares, and leaves ids, speeds and counts alone", () => {
  const [packet] = packer({ scale: [0, 100] })(swaying(3, 1));
  const { messages } = decodePacket(packet!);
  const values = (address: string) => messages.find((one) => one.address === address)?.values ?? [];
  const [plain] = packer()(swaying(3, 1));
  const before = (address: string) =>
    decodePacket(plain!).messages.find((one) => one.address === address)?.values ?? [];
  expect(values("/continuo/person/1/centre")[1]).toBeCloseTo(55, 3);
  expect(values("/continuo/signal/1")[8]).toBeCloseTo(100 * before("/continuo/signal/1")[8]!, 3);
  for (const path of [
    "/continuo/frame",
    "/continuo/person/1/id",
    "/continuo/person/1/velocity",
    "/continuo/person/1/energy",
  ])
    expect(values(path), path).toEqual(before(path));
});

test("a new person in the slot is not smoothed from the one before", () => {
  const pack = packer({ smoothing: 5, ...only("people") });
  const x = (frame: Parameters<typeof pack>[0]) =>
    decodePacket(pack(frame)[0]!).messages.find(({ address }) => address.endsWith("/centre"))?.values[0];
  const at = (n: number, id: number, place: number) => {
    const { live } = person(id);
    return stageFrame(n, { people: [person(id, { live: { ...live, centre: { x: place, y: 0 } } })] });
  };
  expect(x(at(0, 1, 0.25))).toBe(0.25);
  expect(x(at(1, 1, 0.75))).toBeLessThan(0.3);
  expect(x(stageFrame(2, { events: [{ event: "leave", id: 1 }] }))).toBeUndefined();
  expect(x(at(3, 2, 0.75))).toBe(0.75);
});

test("who asks is told which generator a partner and each option is from, by its number", () => {
  const options = [figure(1, { generator: "model" }), figure(2, { generator: "memory" })];
  const people = [person(1, { partner: figure(3, { generator: "graph" }), options }), person(2)];
  const [packet] = packer(only("generators"))(stageFrame(1, { people }));
  const values = decodePacket(packet!).messages.map(({ values: [first, second, third] }) => [
    first,
    second,
    third,
  ]);
  expect(values).toEqual([
    [2, undefined, undefined],
    [1, 3, 0],
    [0, undefined, undefined],
    [0, 0, 0],
  ]);
});
