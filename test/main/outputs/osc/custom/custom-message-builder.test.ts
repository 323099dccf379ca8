import { expect, test } from "vitest";
import {
  type CustomMessage,
  type Mapping,
  mappedMessage,
} from "../../../../../main/outputs/osc/custom/custom-message.ts";
import { CustomMessageBuilder } from "../../../../../main/outputs/osc/custom/custom-message-builder.ts";
import { writeMessage } from "../../../../../main/outputs/osc/write-packet.ts";
import { Performers } from "../../../../../main/outputs/performers/performers.ts";
import type { StageFrame } from "../../../../../shared/stage.ts";
import { bodily, body, dancer, swaying } from "../../../../support/dance.ts";
import { decodePacket, type OscMessage } from "../../../../support/osc-receiver.ts";
import { stageFrame } from "../../../../support/stage-frames.ts";

/** What a custom message says in each of these frames. */
function given(message: CustomMessage, frames: readonly StageFrame[], prefix = ""): OscMessage[][] {
  const performers = new Performers();
  const builder = new CustomMessageBuilder(message, { prefix, rate: "frame", smoothing: null });
  return frames.map((frame) =>
    builder
      .build(performers.update(frame, frame.t), frame.t)
      .flatMap((built) => decodePacket(writeMessage(built)).messages),
  );
}

const mapped = (mapping: Omit<Mapping, "address">, frames: readonly StageFrame[]) =>
  given(mappedMessage({ address: "/desk/1", ...mapping }), frames);

/** One dancer whose energy is this share of the most. */
const energetic = (n: number, share: number) =>
  stageFrame(n, { t: n / 30, people: [dancer(bodily(body(), { energy: 1.2 * share }))] });

test("a signal goes through its curve to between its ends", () => {
  const [sent] = mapped({ signal: "energy", curve: "square", between: [100, 200] }, [energetic(0, 0.5)]);
  expect(sent).toMatchObject([{ address: "/desk/1", types: "f", values: [125] }]);
});

test("ends the other way round invert it, and an int is rounded", () => {
  const [sent] = mapped({ signal: "energy", between: [100, 0], type: "i" }, [energetic(0, 0.333)]);
  expect(sent).toMatchObject([{ types: "i", values: [67] }]);
});

test("an int glides as well", () => {
  const frames = [energetic(0, 0), ...Array.from({ length: 31 }, (_, n) => energetic(n + 1, 1))];
  const sent = mapped({ signal: "energy", between: [0, 100], type: "i", smoothing: 1 }, frames);
  const levels = sent.map(([message]) => message!.values[0]!);
  expect(levels[0]).toBe(0);
  expect(levels[30]).toBeGreaterThan(60);
  expect(levels[30]).toBeLessThan(67);
});

test("the value stands where it is wanted among arguments that stay", () => {
  const [sent] = mapped({ signal: "energy", args: [3, "go", "value", 0.5] }, [energetic(0, 0.25)]);
  expect(sent).toMatchObject([{ types: "isff", args: [3, "go", 0.25, 0.5] }]);
});

test.each([
  "linear",
  "switch",
  [
    [0, 0],
    [1, 1],
  ],
] as const)("on a curve that is %j, what is not known stays as it was", (curve) => {
  const message: CustomMessage = { on: "frame", each: 1, address: "/lamp", args: [{ f: "y", curve }] };
  const low = dancer(bodily(body(), { centre: { x: 0.5, y: 0.2 } }));
  const [there, gone] = given(message, [
    stageFrame(0, { people: [low] }),
    stageFrame(1, { events: [{ event: "leave", id: 1 }] }),
  ]);
  expect(gone![0]!.values).toEqual(there![0]!.values);
  expect(gone![0]!.values[0]).toBeLessThan(0.5);
});

test("a mapping goes on while nobody is there, and comes to rest", () => {
  const frames = [
    energetic(0, 1),
    ...Array.from({ length: 60 }, (_, n) => stageFrame(n + 1, { t: (n + 1) / 30 })),
  ];
  const sent = mapped({ signal: "energy", smoothing: 0.2 }, frames);
  expect(sent.every((messages) => messages.length === 1)).toBe(true);
  expect(sent.at(-1)?.[0]?.values[0]).toBeLessThan(0.001);
});

test("a mapping has its own rate", () => {
  const frames = Array.from({ length: 60 }, (_, n) => swaying(n, 1));
  const count = (rate: number) => mapped({ signal: "weight", rate }, frames).flat().length;
  expect([count(10), count(30)]).toEqual([10, 30]);
});

test("a mapping of the second person follows the second slot", () => {
  const frame = stageFrame(0, {
    people: [
      dancer(bodily(body(), { energy: 0 }), { id: 1 }),
      dancer(bodily(body(), { energy: 0.6 }), { id: 2 }),
    ],
  });
  expect(mapped({ signal: "energy", person: 2 }, [frame])[0]).toMatchObject([{ values: [0.5] }]);
});

test("a message for each person comes for those who are there, each at the own address", () => {
  const message: CustomMessage = {
    on: "frame",
    each: "person",
    address: "/at/{n}",
    args: [{ i: "id" }, { f: "x" }],
  };
  const sent = given(message, [swaying(0, 3), swaying(1, 1)], "/show");
  expect(sent.map((messages) => messages.map(({ address }) => address))).toEqual([
    ["/show/at/1", "/show/at/2", "/show/at/3"],
    ["/show/at/1"],
  ]);
  expect(sent[0]?.map(({ values }) => values[0])).toEqual([1, 2, 3]);
});

test("a message for each partner comes only for those who have one", () => {
  const message: CustomMessage = { on: "frame", each: "partner", address: "/p", args: [{ f: "x" }] };
  const frame = swaying(0, 2);
  const alone = { ...frame, people: [frame.people[0]!, { ...frame.people[1]!, partner: null }] };
  const sent = given(message, [alone]);
  expect(sent[0]).toHaveLength(1);
  expect(sent[0]?.[0]?.values[0]).toBeCloseTo(frame.people[0]!.partner!.centre.x, 5);
});

test("a message on an event comes with it, and knows who left", () => {
  const message: CustomMessage = {
    on: "leave",
    each: "person",
    address: "/bye/{n}",
    args: [{ i: "id" }, { f: "y" }],
  };
  const leaving = stageFrame(1, { events: [{ event: "leave", id: 1 }] });
  expect(given(message, [swaying(0, 1), leaving])).toMatchObject([
    [],
    [{ address: "/bye/1", values: [1, Math.fround(0.55)] }],
  ]);
});

test("each event brings its own number, however slowly the signal glides elsewhere", () => {
  const message: CustomMessage = {
    on: "phrase-end",
    each: "person",
    address: "/end/{n}",
    args: [{ f: "energy", smoothing: 2 }],
  };
  const ending = (n: number, share: number) => ({
    ...energetic(n, share),
    events: [{ event: "phrase-end" as const, id: 1 }],
  });
  const sent = given(message, [ending(0, 0.25), energetic(1, 1), ending(2, 0.75)]);
  expect(sent.map((messages) => messages.map(({ values }) => values[0]))).toEqual([[0.25], [], [0.75]]);
});

test("one argument for everybody who is there, however many that is", () => {
  const message: CustomMessage = {
    on: "frame",
    each: "scene",
    address: "/ids",
    args: [{ s: "alive" }, { i: "id", every: true }],
  };
  const args = given(message, [swaying(0, 2), swaying(1, 0), swaying(2, 3)]).map(([sent]) => sent?.args);
  expect(args).toEqual([["alive", 1, 2], ["alive"], ["alive", 1, 2, 3]]);
});

test("facing the camera is 270 degrees, facing the picture's right is 0", () => {
  const message: CustomMessage = { on: "frame", each: "person", address: "/h", args: [{ f: "heading" }] };
  const facing = (joints: ReturnType<typeof body>) =>
    given(message, [stageFrame(0, { people: [dancer(bodily(joints))] })])[0]?.[0]?.values[0];
  expect(facing(body())).toBeCloseTo(270, 3);
  // Her left is away from the camera then.
  expect(facing(body().map(({ x, y }) => ({ x: 0, y, z: -x })))! % 360).toBeCloseTo(0, 3);
});

test("what is not known stays what it was", () => {
  const message: CustomMessage = {
    on: "frame",
    each: "person",
    address: "/w",
    args: [{ f: "left_wrist.x" }],
  };
  const frame = swaying(0, 1);
  const { live } = frame.people[0]!;
  const image = live.image.map(() => null);
  const blind = { ...frame, t: 1, people: [{ ...frame.people[0]!, live: { ...live, image } }] };
  const [[seen], [unseen]] = given(message, [frame, blind]) as [OscMessage[], OscMessage[]];
  expect(unseen?.values).toEqual(seen?.values);
});
