import { expect, test } from "vitest";
import { MOST_PACKET_BYTES } from "../../../../main/outputs/osc/bundles.ts";
import { FormatEncoder } from "../../../../main/outputs/osc/format-encoder.ts";
import type { Group } from "../../../../main/outputs/osc/table/address.ts";
import { FrameValues } from "../../../../main/outputs/osc/table/frame-values.ts";
import { Performers } from "../../../../main/outputs/performers/performers.ts";
import type { Music } from "../../../../shared/music.ts";
import type { Practice } from "../../../../shared/practice.ts";
import { swaying } from "../../../support/dance.ts";
import { destination, packer } from "../../../support/osc-packets.ts";
import { decodePacket } from "../../../support/osc-receiver.ts";
import { PRACTICE } from "../../../support/practised.ts";
import { MUSIC, person, stageFrame } from "../../../support/stage-frames.ts";

const only = (...groups: Group[]) => ({ groups: new Set(groups) });

test("signals are smoothed with every frame, however seldom a destination is told of them", () => {
  const [values, performers] = [new FrameValues(), new Performers()];
  const encoders = (["frame", 10] as const).map(
    (rate) => new FormatEncoder(destination({ rate, ...only("signals") }), values, []),
  );
  let compared = 0;
  for (let n = 0; n < 60; n++) {
    const frame = performers.update(swaying(n, 1), n / 60);
    values.update(frame, n / 60);
    const [often, seldom] = encoders.map((encoder) =>
      encoder.frame(frame, n / 60).map((packet) => decodePacket(packet).messages),
    );
    expect(often).toHaveLength(1);
    if (seldom!.length === 0) continue;
    expect(seldom).toEqual(often);
    compared++;
  }
  expect(compared).toBe(10);
});

test("events are sent at once, whatever the rate, and only where they are wanted", () => {
  const frames = [
    stageFrame(0, { people: [person(1)] }),
    stageFrame(1, { people: [person(1)] }),
    stageFrame(2, { people: [person(1)], events: [{ event: "phrase-end", id: 1 }] }),
  ];
  const addresses = (...groups: Group[]) => {
    const pack = packer({ rate: 1, ...only(...groups) });
    return frames.map((frame) =>
      pack(frame).flatMap((packet) => decodePacket(packet).messages.map(({ address }) => address)),
    );
  };
  expect(addresses("frame", "events")).toEqual([
    ["/continuo/frame"],
    [],
    ["/continuo/frame", "/continuo/event/phrase-end"],
  ]);
  expect(addresses("frame")).toEqual([["/continuo/frame"], [], ["/continuo/frame"]]);
});

test("a destination that smooths by itself smooths between the frames that it is told of", () => {
  const pack = packer({ smoothing: 0.1, ...only("people") });
  const { live } = person(1);
  const sent = [0, 1, 1].map((x, n) => {
    const moved = person(1, { live: { ...live, centre: { x, y: 0 } }, partner: null });
    const [packet] = pack(stageFrame(n, { t: n / 10, people: [moved] }));
    return decodePacket(packet!).messages.find(({ address }) => address.endsWith("/centre"))?.values[0];
  });
  expect(sent[0]).toBe(0);
  expect(sent[1]).toBeCloseTo(1 - Math.exp(-1), 5);
  expect(sent[2]).toBeCloseTo(1 - Math.exp(-2), 5);
});

test("the music is told with each frame from the first that there was, also of nobody, and comes to rest", () => {
  const pack = packer();
  const told = (t: number, music: Music | null) =>
    Object.fromEntries(
      pack(stageFrame(30 * t, { t, music }))
        .flatMap((packet) => decodePacket(packet).messages)
        .filter(({ address }) => address.startsWith("/continuo/music/"))
        .map(({ address, types, values }) => [
          `${address.slice("/continuo/music/".length)} ${types}`,
          values[0],
        ]),
    );
  expect(told(0, null)).toEqual({});
  expect(told(1, { ...MUSIC, t: 1, beat: 7.25, energy: 0.75 })).toEqual({
    ...{ "tempo f": 120, "phase f": 0.25, "energy f": 0.75 },
    ...{ "onset f": 0.25, "brightness f": 0.5, "confidence f": 1 },
  });
  const after = told(60, null);
  expect(after).toMatchObject({ "tempo f": 120, "phase f": 0, "confidence f": 0 });
  expect(after["energy f"]).toBeLessThan(1e-6);
});

test("practice is told with each frame from the first that there was, also of nobody, and comes to rest", () => {
  const told = (packed: ReturnType<typeof packer>, n: number, practice: Practice | null) =>
    Object.fromEntries(
      packed(stageFrame(n, { practice }))
        .flatMap((packet) => decodePacket(packet).messages)
        .filter(({ address }) => address.startsWith("/continuo/practice/"))
        .map(({ address, types, values }) => [
          `${address.slice("/continuo/practice/".length)} ${types}`,
          values,
        ]),
    );
  const pack = packer();
  expect(told(pack, 0, null)).toEqual({});
  const { "agreement fffffff": agreement, ...rest } = told(pack, 1, PRACTICE);
  expect(rest).toEqual({
    ...{ "phase i": [3], "pass i": [2], "count i": [0], "position f": [14] },
    ...{ "progress f": [expect.closeTo(0.4, 5)], "speed f": [0.75] },
  });
  const expected = [0.7, 1, 0.9, 0.5, 0.25, 0.75, 0.8];
  expect(agreement).toEqual(expected.map((share) => expect.closeTo(share, 5)));
  const waiting = { ...PRACTICE, phase: "count-in", position: 8, count: 2, agreement: null } as const;
  expect(told(pack, 2, waiting)).toMatchObject({
    "phase i": [2],
    "count i": [2],
    "position f": [8],
    "progress f": [0],
  });
  expect(told(pack, 3, null)).toMatchObject({
    "phase i": [0],
    "pass i": [0],
    "agreement fffffff": [0, 0, 0, 0, 0, 0, 0],
  });
  // Nobody who wants other groups is told.
  expect(told(packer(only("signals")), 1, PRACTICE)).toEqual({});
});

test("where the beat is, is told as of the moment of sending, and earlier by the lead", () => {
  const phase = (lead: number) => {
    const frame = new Performers(lead).update(
      stageFrame(0, { t: 9.9, music: { ...MUSIC, t: 9.9, beat: 0 } }),
      10,
    );
    return frame.musicSignals.musicPhase;
  };
  expect(phase(0)).toBeCloseTo(0.2, 9);
  expect(phase(0.1)).toBeCloseTo(0.4, 9);
  expect(phase(-0.1)).toBeCloseTo(0, 9);
});

test("the music takes a packet more at most, which has the number of the frame as well", () => {
  const people = [1, 2, 3, 4, 5, 6].map((id) => person(id));
  const [without, packets] = [null, MUSIC].map((music) => packer()(stageFrame(1, { people, music })));
  expect(packets!.length).toBeLessThanOrEqual(without!.length + 1);
  for (const packet of packets!) {
    expect(packet.length).toBeLessThanOrEqual(MOST_PACKET_BYTES);
    expect(decodePacket(packet).messages[0]).toMatchObject({ address: "/continuo/frame" });
  }
});
