import { describe, expect, test } from "vitest";
import { MOST_PACKET_BYTES } from "../../../../../main/outputs/osc/bundles.ts";
import { TABLE } from "../../../../../main/outputs/osc/table/table.ts";
import { JOINTS } from "../../../../../shared/skeleton.ts";
import type { StageFrame } from "../../../../../shared/stage.ts";
import { packer } from "../../../../support/osc-packets.ts";
import { decodePacket, type OscMessage } from "../../../../support/osc-receiver.ts";
import { figure, person, stageFrame } from "../../../../support/stage-frames.ts";

const decodeAll = (packets: readonly Buffer[]) => packets.map(decodePacket);

/** All that leaves for these frames, one map of messages a frame. */
function sendAll(...frames: readonly StageFrame[]): ReadonlyMap<string, OscMessage>[] {
  const pack = packer();
  return frames.map((frame) => {
    const messages = decodeAll(pack(frame)).flatMap((packet) => packet.messages);
    return new Map(messages.map((message) => [message.address.replace("/continuo", ""), message]));
  });
}

const values = (sent: ReadonlyMap<string, OscMessage> | undefined, address: string) =>
  sent?.get(address)?.values;

/** The line of the table that an address stands in. */
function row(address: string) {
  const path = address.replace("/continuo", "").replace(/\/\d(?=\/|$)/, "/{n}");
  return TABLE.find(({ paths }) => paths.includes(path));
}

describe("a frame on the wire", () => {
  test("says who is where, with their own types even for whole numbers", () => {
    const live = figure(1, { centre: { x: 1, y: 0 }, velocity: { x: 2, y: -1 }, energy: 3 });
    const [sent] = sendAll(stageFrame(41, { people: [person(7, { live, turn: "answering", progress: 1 })] }));
    expect(sent?.get("/frame")).toMatchObject({ types: "iiiiiiii", values: [41, 1, 7, 0, 0, 0, 0, 0] });
    expect(sent?.get("/person/1/presence")).toMatchObject({ types: "i", values: [1] });
    expect(sent?.get("/person/1/id")).toMatchObject({ types: "i", values: [7] });
    expect(sent?.get("/person/1/centre")).toMatchObject({ types: "ff", values: [1, 0] });
    expect(sent?.get("/person/1/velocity")).toMatchObject({ types: "ff", values: [2, -1] });
    expect(sent?.get("/person/1/energy")).toMatchObject({ types: "f", values: [3] });
    expect(sent?.get("/phrase/1")).toMatchObject({ types: "if", values: [1, 1] });
    const keypoints = live.image
      .flatMap((point) => [point?.x, point?.y, point?.score])
      .map((v) => Math.fround(v ?? 9));
    expect(sent?.get("/person/1/keypoints")).toMatchObject({ types: "f".repeat(57), values: keypoints });
  });

  test("gives the partner the same shape as the dancer", () => {
    const [sent] = sendAll(stageFrame(1, { people: [person(7)] }));
    const shape = (who: string) =>
      [...(sent?.values() ?? [])]
        .filter(({ address }) => address.startsWith(`/continuo/${who}/1/`))
        .map(({ address, types }) => `${address.slice(`/continuo/${who}/1/`.length)} ${types}`);
    expect(shape("partner")).toEqual(shape("person"));
    expect(shape("person")).toHaveLength(6);
    expect(values(sent, "/partner/1/id")).toEqual([7]);
  });

  test("with nobody there still has its number and the empty place", () => {
    const [sent] = sendAll(stageFrame(5));
    expect([...(sent?.keys() ?? [])]).toEqual(["/frame", "/person/1/presence", "/partner/1/presence"]);
    expect(values(sent, "/person/1/presence")).toEqual([0]);
  });

  test("a dancer without a partner yet shows the partner's place as empty", () => {
    const [sent] = sendAll(stageFrame(5, { people: [person(7, { partner: null })] }));
    expect(values(sent, "/partner/1/presence")).toEqual([0]);
    expect(sent?.has("/partner/1/keypoints")).toBe(false);
  });

  test("whoever comes, goes or is exchanged for another is told of in that very frame", () => {
    const [one, without] = [person(7), person(8, { partner: null })];
    const sent = sendAll(
      stageFrame(1, { people: [one] }),
      stageFrame(2, { people: [{ ...one, partner: null }] }),
      stageFrame(3, { alone: figure(3) }),
      stageFrame(4, { people: [one, without] }),
      stageFrame(5, { people: [{ ...one, partner: null }, person(8)] }),
      stageFrame(6, { people: [{ ...one, partner: null }, person(8)] }),
    );
    const there = (messages: ReadonlyMap<string, OscMessage>) =>
      [...messages.keys()].filter((address) => address.endsWith("/keypoints")).map((at) => at.slice(1, -10));
    expect(sent.map(there)).toEqual([
      ["person/1", "partner/1"],
      ["person/1"],
      ["partner/1"],
      ["person/1", "partner/1", "person/2"],
      ["person/1", "person/2", "partner/2"],
      ["person/1", "person/2", "partner/2"],
    ]);
  });

  test("somebody in a second place, while the first is hidden, is told of as well", () => {
    const alone = (id: number) => person(id, { partner: null });
    const sent = sendAll(stageFrame(1, { people: [alone(7)] }), stageFrame(2, { people: [alone(8)] }));
    expect(sent.map((one) => values(one, "/person/1/presence"))).toEqual([[1], [0]]);
    expect(sent.map((one) => values(one, "/person/2/id"))).toEqual([undefined, [8]]);
  });

  test("one dancer and partner fit one packet; six and six are split between figures, each part with the number", () => {
    const one = decodeAll(packer()(stageFrame(1, { people: [person(1)] })));
    expect(one).toHaveLength(1);
    const people = [1, 2, 3, 4, 5, 6].map((id) => person(id));
    const parts = decodeAll(packer()(stageFrame(9, { people })));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(part.bytes).toBeLessThanOrEqual(MOST_PACKET_BYTES);
      expect(part.messages[0]).toMatchObject({
        address: "/continuo/frame",
        values: [9, 6, 1, 2, 3, 4, 5, 6],
      });
      const figures = Map.groupBy(part.messages.slice(1), ({ address }) =>
        address.split("/").slice(2, 4).join("/"),
      );
      for (const [figureOf, messages] of figures)
        expect(messages, figureOf).toHaveLength(/^(phrase|signal)/.test(figureOf) ? 1 : 6);
    }
    const all = parts.flatMap(({ messages }) => messages.slice(1).map(({ address }) => address));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(6 * 14);
  });

  test("the longest prefix still leaves every packet small enough", () => {
    const people = [1, 2, 3, 4, 5, 6].map((id) => person(id));
    const packets = packer({ prefix: `/${"x".repeat(63)}` })(stageFrame(9, { people }));
    expect(Math.max(...packets.map((packet) => packet.length))).toBeLessThanOrEqual(MOST_PACKET_BYTES);
  });
});

describe("who holds which slot", () => {
  const ids = (sent: ReadonlyMap<string, OscMessage> | undefined) => values(sent, "/frame")?.slice(2, 5);

  test("stays the same when people are listed in another order or one is hidden for a moment", () => {
    const sent = sendAll(
      stageFrame(1, { people: [person(7), person(8)] }),
      stageFrame(2, { people: [person(8), person(7)] }),
      stageFrame(3, { people: [person(8)] }),
      stageFrame(4, { people: [person(8), person(9)] }),
      stageFrame(5, { people: [person(7), person(8), person(9)] }),
    );
    expect(sent.map(ids)).toEqual([
      [7, 8, 0],
      [7, 8, 0],
      [0, 8, 0],
      [0, 8, 9],
      [7, 8, 9],
    ]);
    expect(sent.map((one) => values(one, "/person/1/presence"))).toEqual([[1], [1], [0], [0], [1]]);
  });

  test("passes on at once when somebody leaves as another comes", () => {
    const events = [
      { event: "phrase-end", id: 7 },
      { event: "leave", id: 7 },
      { event: "enter", id: 8 },
    ] as const;
    const [, sent] = sendAll(
      stageFrame(1, { people: [person(7)], events: [{ event: "enter", id: 7 }] }),
      stageFrame(2, { people: [person(8)], events }),
    );
    expect(ids(sent)).toEqual([8, 0, 0]);
    expect(values(sent, "/event/phrase-end")).toEqual([1, 7]);
    expect(values(sent, "/event/leave")).toEqual([1, 7]);
    expect(values(sent, "/event/enter")).toEqual([1, 8]);
  });

  test("is free again after the engine came back and knows nobody's old id", () => {
    const [, sent] = sendAll(
      stageFrame(1, { people: [person(7)] }),
      stageFrame(2, { t: 3, people: [person(1)] }),
    );
    expect(ids(sent)).toEqual([1, 0, 0]);
  });

  test("is told with the event even before the body can be shown", () => {
    const [sent] = sendAll(
      stageFrame(1, {
        events: [
          { event: "enter", id: 7 },
          { event: "phrase-start", id: 7 },
        ],
      }),
    );
    expect(values(sent, "/event/enter")).toEqual([1, 7]);
    expect(values(sent, "/event/phrase-start")).toEqual([1, 7]);
  });
});

describe("hostile figures", () => {
  const at = (sent: ReadonlyMap<string, OscMessage> | undefined, joint: number) =>
    values(sent, "/person/1/keypoints")?.slice(joint * 3, joint * 3 + 3);
  const withNose = (nose: { x: number; y: number; score: number } | null, rest = figure(1).image) =>
    person(1, { live: figure(1, { image: [nose, ...rest.slice(1)] }) });

  test("a joint that is lost stays where it was, with score 0", () => {
    const [, sent] = sendAll(
      stageFrame(1, { people: [withNose({ x: 0.25, y: 0.75, score: 1 })] }),
      stageFrame(2, { people: [withNose(null)] }),
    );
    expect(at(sent, 0)).toEqual([0.25, 0.75, 0]);
  });

  test("a joint that was never seen is at the body's centre, even after another body in the slot", () => {
    const [, sent] = sendAll(
      stageFrame(1, { people: [withNose({ x: 0.25, y: 0.25, score: 1 })] }),
      stageFrame(2, {
        people: [{ ...withNose(null), id: 2 }],
        events: [{ event: "leave", id: 1 }],
      }),
    );
    expect(at(sent, 0)).toEqual([0.5, 0.5, 0]);
  });

  test("whatever the engine makes of it, what leaves has the declared types and lies in the declared ranges", () => {
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300, -1e300, -0, 0.5];
    const frames = bad.flatMap((a) =>
      bad.map((b) => {
        const broken = figure(1, {
          image: JOINTS.map((_, i) => (i % 3 === 0 ? null : { x: a, y: b, score: i % 3 === 1 ? a : b })),
          centre: { x: a, y: b },
          velocity: { x: b, y: a },
          energy: a,
        });
        const people = [
          person(1, { live: broken, partner: broken, progress: b }),
          person(2, { partner: null }),
        ];
        return stageFrame(3, { people, events: [{ event: "phrase-end", id: 2 }] });
      }),
    );
    for (const sent of sendAll(
      ...frames,
      stageFrame(4, { people: [person(1, { live: figure(1, { image: [] }) })] }),
    ))
      for (const { address, types, values: numbers } of sent.values()) {
        const { args } = row(address) ?? { args: [] };
        expect(types, address).toBe(args.map(({ type }) => type).join(""));
        for (const [i, number] of numbers.entries()) {
          expect(number, address).toBeGreaterThanOrEqual(args[i]?.min ?? Number.NaN);
          expect(number, address).toBeLessThanOrEqual(args[i]?.max ?? Number.NaN);
        }
      }
  });

  test("a seventh person is left out and the six keep their slots", () => {
    const people = [1, 2, 3, 4, 5, 6, 7].map((id) => person(id));
    const [sent] = sendAll(stageFrame(1, { people, events: [{ event: "enter", id: 7 }] }));
    expect(values(sent, "/frame")).toEqual([1, 6, 1, 2, 3, 4, 5, 6]);
    expect(sent?.has("/event/enter")).toBe(false);
  });

  test("a frame number past the largest int goes round", () => {
    const [sent] = sendAll(stageFrame(2 ** 31 + 5));
    expect(values(sent, "/frame")?.[0]).toBe(5);
  });
});
