import { Decoder } from "@jwetzell/posistagenet";
import { expect, test } from "vitest";
import { PsnOutput } from "../../../../main/outputs/console/psn-output.ts";
import type { Sender } from "../../../../main/outputs/osc/wire/sender.ts";
import { Performers } from "../../../../main/outputs/performers/performers.ts";
import { bodily, body, dancer, swaying } from "../../../support/dance.ts";
import { stageFrame } from "../../../support/stage-frames.ts";

function show() {
  const packets: Buffer[] = [];
  const sender = { send: (sent: readonly Buffer[]) => void packets.push(...sent) } as unknown as Sender;
  const output = new PsnOutput(sender);
  const performers = new Performers();
  const decoder = new Decoder();
  const frame = (stage: Parameters<Performers["update"]>[0]) => {
    output.frame(performers.update(stage, stage.t), stage.t);
    for (const packet of packets.splice(0)) decoder.decode(packet);
  };
  const beat = () => {
    output.beat(0);
    for (const packet of packets.splice(0)) decoder.decode(packet);
  };
  return { packets, decoder, frame, beat, output, performers };
}

/** Packet header chunk of PosiStageNet 2.03: chunk 0x6755 is data, 0x6756 names; the first chunk inside is the header. */
test("packets begin as the specification says", () => {
  const { packets, output, performers } = show();
  output.frame(performers.update(swaying(0, 1), 0), 1.5);
  output.beat(1.5);
  expect(packets.map((packet) => packet.readUInt16LE(0))).toEqual([0x6755, 0x6756]);
  for (const packet of packets) {
    expect(packet.readUInt16LE(4)).toBe(0);
    expect(packet.readBigUInt64LE(8)).toBe(1_500_000n);
    expect([packet[16], packet[17]]).toEqual([2, 3]);
  }
});

test("dancers are where they are in the room, partners where the stage shows them", () => {
  const { decoder, frame, beat } = show();
  const live = bodily(body(), { root: { x: 1, y: 0.9, z: 0.5 }, centre: { x: 0.4, y: 0.55 } });
  const partner = bodily(body(), { root: { x: 1, y: 0.8, z: 0.5 }, centre: { x: 0.6, y: 0.55 } });
  frame(stageFrame(0, { t: 0, people: [dancer(live, { partner })] }));
  const moved = { ...live, root: { x: 1.1, y: 0.9, z: 0.4 } };
  frame(stageFrame(1, { t: 0.1, people: [dancer(moved, { partner })] }));
  beat();
  expect(decoder.systemName).toBe("Continuo");
  const { 1: first, 11: second } = decoder.trackers;
  expect([first?.name, second?.name]).toEqual(["Dancer 1", "Partner 1"]);
  expect(first?.pos).toEqual({
    x: expect.closeTo(1.1, 5),
    y: expect.closeTo(0.9, 5),
    z: expect.closeTo(-0.4, 5),
  });
  expect(first?.speed).toEqual({ x: expect.closeTo(1, 4), y: expect.closeTo(0, 4), z: expect.closeTo(1, 4) });
  // A fifth of a picture that is 2.5 m high and 16:9.
  expect(second?.pos?.x).toBeCloseTo(1.1 + 0.2 * (16 / 9) * 2.5, 1);
});

test("while nobody is there, the partner that dances alone is where it dances", () => {
  const { decoder, frame, beat } = show();
  frame(stageFrame(0, { alone: bodily(body(), { root: { x: 1, y: 0.8, z: 0.5 } }) }));
  beat();
  expect(Object.values(decoder.trackers).map(({ name }) => name)).toEqual(["Partner 1"]);
  expect(decoder.trackers[11]?.pos).toEqual({ x: 1, y: expect.closeTo(0.8, 5), z: -0.5 });
});

test("six people and partners fit the packets that the protocol allows", () => {
  const { packets, output, performers, decoder } = show();
  for (let n = 0; n < 10; n++) output.frame(performers.update(swaying(n, 6), n / 60), n / 60);
  for (const packet of packets) {
    expect(packet.length).toBeLessThanOrEqual(1500);
    decoder.decode(packet);
  }
  expect(Object.keys(decoder.trackers)).toHaveLength(12);
});
