import { expect, test } from "vitest";
import {
  formatFrame,
  formatHeader,
  parseFrame,
  parseHeader,
  pictureOf,
  TakeFault,
  type TakeHeader,
} from "../../../main/archive/take.ts";
import { STANDING, seenAt } from "../../support/bodies.ts";
import { deepLists } from "../../support/hostile-files.ts";

const HEADER: TakeHeader = {
  ...{ fps: 30, source: "s", licence: "l", dancer: "d", tags: ["salsa"], width: 1280, height: 720 },
};

const header = (changes: object) => parseHeader({ ...JSON.parse(formatHeader(HEADER)), ...changes });

const person = { id: 1, body: STANDING.map(({ x, y, z }) => [x, y, z]), root: [0, 0.9, 0] };
const frame = (changes: object) => parseFrame({ t: 0, people: [{ ...person, ...changes }] });
const withJoint = (joint: unknown) => frame({ body: [joint, ...person.body.slice(1)] });

test("a header is one line of JSON and comes back as it was", () => {
  const line = formatHeader(HEADER);
  expect(line).toMatch(/^\{"format":"continuo-take","version":1,"fps":30,"skeleton":"stage-19",.*\}\n$/);
  expect(parseHeader(JSON.parse(line))).toEqual(HEADER);
});

test("a header may name the track that was played, by a path from where the take lies", () => {
  const music = { file: "../music/a b.flac", begin: -1.5 };
  const danced = { ...HEADER, music };
  expect(parseHeader(JSON.parse(formatHeader(danced)))).toEqual(danced);
  expect(JSON.parse(formatHeader(HEADER))).not.toHaveProperty("music");
  for (const file of [
    "/etc/music.wav",
    "C:/music.wav",
    "a\\b.wav",
    "~/a.wav",
    "a/",
    "",
    "a\0.wav",
    "x".repeat(1001),
  ])
    expect(() => header({ music: { file, begin: 0 } }), file).toThrow(
      /^header has music.file .*, expected "file", a path/,
    );
  expect(() => header({ music: { file: "a.wav", begin: "0" } })).toThrow(
    /^header has music.begin .*seconds from/,
  );
  expect(header({ music: { file: "a.wav" } }).music).toEqual({ file: "a.wav", begin: 0 });
  expect(() => header({ music: "a.wav" })).toThrow(/^header has music /);
});

test("a header may have a note of several lines, and one without has none", () => {
  const noted = { ...HEADER, note: "the turn at the end\nagain, slower" };
  expect(formatHeader(noted).split("\n")).toHaveLength(2);
  expect(parseHeader(JSON.parse(formatHeader(noted)))).toEqual(noted);
  expect(JSON.parse(formatHeader(HEADER))).not.toHaveProperty("note");
  expect(() => header({ note: 7 })).toThrow("header has note 7, expected text of at most 10000 letters");
});

test("a header may leave out what nobody knows about the dance", () => {
  const { format, version, fps, skeleton } = JSON.parse(formatHeader(HEADER));
  expect(parseHeader({ format, version, fps, skeleton })).toEqual({
    ...{ fps: 30, source: "", licence: "", dancer: "", tags: [] },
  });
});

test("a take without a picture is shown in one of its own", () => {
  const { width, height, ...inRoom } = HEADER;
  expect(pictureOf({ ...inRoom, width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
  expect(pictureOf(inRoom)).toEqual({ width: 1280, height: 720 });
});

test.each([
  [{ format: "take" }, 'header has format "take", expected "continuo-take"'],
  [{ version: 2 }, "header has version 2, expected 1"],
  [{ skeleton: "coco-17" }, 'header has skeleton "coco-17", expected "stage-19"'],
  [{ fps: 0 }, "header has fps 0, expected a number from 0.1 to 1000"],
  [{ fps: 1e-300 }, "header has fps 1e-300, expected a number from 0.1 to 1000"],
  [{ height: 1e9 }, "header has height 1000000000, expected a whole number from 1 to 100000"],
  [{ dancer: "x".repeat(20_000) }, "header has dancer 20000, expected text of at most 10000 letters"],
  [{ tags: Array(2000).fill("") }, "header has tags 2000, expected at most 1000 tags"],
  [{ format: "\u001b[31mtake" }, 'header has format "\\x1b[31mtake", expected'],
  [{ fps: "30" }, 'header has fps "30", expected a number from 0.1 to 1000'],
  [{ width: 12.5 }, "header has width 12.5, expected"],
  [{ width: undefined }, "header has height without width, expected both or neither"],
  [{ height: undefined }, "header has width without height, expected both or neither"],
  [{ tags: ["a", 1] }, "header has tags.1 1, expected at most 1000 tags, each text"],
])("a header with %j is refused by name", (changes, message) => {
  expect(() => header(changes)).toThrow(TakeFault);
  expect(() => header(changes)).toThrow(message);
});

test("what is no header at all is refused", () => {
  expect(() => parseHeader([1])).toThrow(TakeFault);
  expect(() => parseHeader(null)).toThrow(TakeFault);
});

test("a frame keeps four decimals, its nulls, and leaves out what is not known", () => {
  const body = STANDING.map((point, joint) => (joint === 3 ? null : { ...point, x: 0.123456, z: -0.00001 }));
  const line = formatFrame({ t: 1.23456, people: [{ id: 7, image: null, body, root: null }] });
  expect(line).toMatch(/^\{"t":1.2346,"people":\[\{"id":7,"body":\[\[0.1235,0.68,0\],/);
  expect(line).not.toMatch(/image|root|-0[,\]]/);
  const [read] = parseFrame(JSON.parse(line)).people;
  expect(read?.body?.[3]).toBeNull();
  expect(read).toMatchObject({ id: 7, image: null, root: null });
});

test("a frame with image, body and root comes back as it was", () => {
  const pose = seenAt(STANDING, 0.5);
  const read = parseFrame(JSON.parse(formatFrame({ t: 0, people: [pose] }))).people[0]!;
  expect(read.image?.[5]?.x).toBeCloseTo(pose.image?.[5]?.x ?? Number.NaN, 4);
  expect(read.image?.[5]?.score).toBe(0.9);
  expect(read.body).toEqual(pose.body);
  expect(read.root).toEqual(pose.root);
});

test.each<[string, () => unknown, string]>([
  ["is a list", () => parseFrame([]), "[], expected a frame"],
  ["has no time", () => parseFrame({ people: [] }), "t has nothing, expected a number"],
  ["has a time that is text", () => parseFrame({ t: "NaN", people: [] }), 't has "NaN"'],
  ["has an endless time", () => parseFrame(JSON.parse('{"t":1e999,"people":[]}')), "t has null"],
  ["has no people", () => parseFrame({ t: 0 }), "people is nothing, expected a list"],
  ["has a crowd", () => parseFrame({ t: 0, people: new Array(101).fill(person) }), "101 people"],
  ["has half a person", () => frame({ id: 1.5 }), "id is 1.5, expected a whole number"],
  ["has an id that no light can be sent", () => frame({ id: 2 ** 40 }), "id is 1099511627776, expected"],
  ["has one person twice", () => parseFrame({ t: 0, people: [person, person] }), "two people have one id"],
  [
    "is from another age",
    () => parseFrame({ t: 1e9, people: [] }),
    "t has 1000000000, expected a number of s",
  ],
  [
    "is from before the take",
    () => parseFrame({ t: -1, people: [] }),
    "t has -1, expected a number of seconds",
  ],
  [
    "is lists in lists",
    () => parseFrame(JSON.parse(deepLists())),
    "lists in lists without end, expected a frame",
  ],
  ["has a person without a body", () => frame({ body: null }), "a person without image and body"],
  ["lacks a joint", () => frame({ body: person.body.slice(1) }), "body has 18 joints, expected 19"],
  ["has a flat joint", () => withJoint([0, 1]), "body has [0,1], expected three numbers"],
  ["has a joint of text", () => withJoint([0, "NaN", 0]), 'body has "NaN", expected a number'],
  [
    "has a joint on the moon",
    () => withJoint([0, 4e8, 0]),
    "body has 400000000, expected a number of at most",
  ],
  ["has a score above 1", () => frame({ image: new Array(19).fill([0, 0, 2]) }), "image has score 2"],
  ["has a root of two numbers", () => frame({ root: [0, 0] }), "root has [0,0], expected three numbers"],
])("a frame that %s is refused", (_, parse, message) => {
  expect(parse).toThrow(TakeFault);
  expect(parse).toThrow(message);
});

test("a joint whose numbers are none is written as not known, so that the take stays one", () => {
  const body = STANDING.map((point, joint) => (joint === 3 ? { ...point, y: Number.NaN } : point));
  const root = { x: Number.POSITIVE_INFINITY, y: 0, z: 0 };
  const [read] = parseFrame(
    JSON.parse(formatFrame({ t: 0, people: [{ id: 1, image: null, body, root }] })),
  ).people;
  expect(read?.body?.[3]).toBeNull();
  expect(read?.body?.[4]).not.toBeNull();
  expect(read?.root).toBeNull();
});
