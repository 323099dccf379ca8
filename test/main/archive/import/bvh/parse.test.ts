import { expect, test } from "vitest";
import { parseBvh } from "../../../../../main/archive/import/bvh/parse.ts";
import { SourceError } from "../../../../../main/system/errors.ts";
import { bvhText } from "../../../../support/bvh.ts";

const TEXT = bvhText([{}, { at: [1, 2, 3], turned: { LeftArm: [10, 20, 30] } }], 60);

/** The file with its first line that matches replaced. */
const changed = (from: RegExp | string, to: string) => TEXT.replace(from, to);

test("the skeleton, the rate and the numbers of every frame are read", () => {
  const { joints, fps, frameCount, columns, motion } = parseBvh(TEXT, "x.bvh");
  expect(fps).toBeCloseTo(60);
  expect({ frameCount, columns }).toEqual({ frameCount: 2, columns: 6 + 14 * 3 });
  expect(joints.map((joint) => joint.name)).toContain("LeftFoot end");
  const arm = joints.find((joint) => joint.name === "LeftArm")!;
  expect(joints[arm.parent]?.name).toBe("Spine");
  expect(arm).toMatchObject({ offset: [18, 0, 0], channels: ["Zrotation", "Xrotation", "Yrotation"] });
  expect([...motion.slice(columns, columns + 3)]).toEqual([1, 2, 3]);
  expect([...motion.slice(columns + arm.column, columns + arm.column + 3)]).toEqual([10, 20, 30]);
});

test("line ends, tabs and blank lines make no difference", () => {
  const other = changed("Frames: 2", "\nFrames:\t2").replaceAll("\n", "\r\n");
  expect(parseBvh(other, "x.bvh")).toEqual(parseBvh(TEXT, "x.bvh"));
});

test.each([
  ["nothing", "", "x.bvh:1: the file ends, expected HIERARCHY"],
  ["another format", "ply\nformat ascii 1.0", 'x.bvh:1: "ply", expected HIERARCHY'],
  [
    "an offset of two numbers",
    changed("OFFSET 0 50 0", "OFFSET 0 50"),
    /x\.bvh:8: .*expected OFFSET and three numbers/,
  ],
  [
    "an offset of text",
    changed("OFFSET 0 50 0", "OFFSET 0 nan 0"),
    /x\.bvh:8: nan, expected OFFSET and three/,
  ],
  [
    "a wrong count of channels",
    changed("CHANNELS 6", "CHANNELS 5"),
    /x\.bvh:5: "CHANNELS 5.*expected 5 channels/,
  ],
  ["an unknown channel", changed("Zrotation", "Wrotation"), /x\.bvh:5: Wrotation, expected Xposition/],
  [
    "an unknown keyword",
    changed("JOINT Spine", "BONE Spine"),
    /x\.bvh:6: "BONE Spine", expected JOINT, End Site or }/,
  ],
  ["a second skeleton without joints", changed("MOTION", "ROOT Other"), /"Frames: 2", expected {/],
  ["a brace too few", changed("}\nMOTION", "MOTION"), /"MOTION", expected JOINT, End Site or }/],
  ["a brace too many", changed("MOTION", "}\nMOTION"), /"}", expected MOTION or ROOT/],
  ["a number out of all bounds", changed("OFFSET 0 50 0", "OFFSET 0 1e300 0"), /x\.bvh:8: 1e300, expected/],
  [
    "less than half of its frames",
    changed("Frames: 2", "Frames: 5"),
    /2 lines of motion, expected 5 frames: the file is cut short/,
  ],
  [
    "a small part of its frames",
    changed("Frames: 2", "Frames: 99999999999"),
    /2 lines of motion, expected 99999999999/,
  ],
  ["a frame cut short", TEXT.trimEnd().replace(/ \S+$/, ""), /x\.bvh:\d+: 47 numbers, expected 48 numbers/],
  [
    "a number that is none",
    TEXT.trimEnd().replace(/\S+$/, "1.#QNAN"),
    /x\.bvh:\d+: 1\.#QNAN, expected a number/,
  ],
])("%s is refused by file and line", (_, text, message) => {
  expect(() => parseBvh(text, "x.bvh")).toThrow(SourceError);
  expect(() => parseBvh(text, "x.bvh")).toThrow(message);
});

test.each([
  ["a frame too few", "Frames: 3", "says 3 frames and has 2 lines of motion"],
  ["a frame too many", "Frames: 1", "says 1 frames and has 2 lines of motion"],
])("%s is read, with a word", (_, count, note) => {
  const { frameCount, motion, notes } = parseBvh(changed("Frames: 2", count), "x.bvh");
  expect({ frameCount, motion }).toEqual({ frameCount: 2, motion: parseBvh(TEXT, "x.bvh").motion });
  expect(notes).toEqual([`x.bvh: ${note}: all of these are read`]);
});

test("what a file says of its length claims no memory", () => {
  const long = changed(/Frames: .*/, "Frames: 400000000");
  expect(() => parseBvh(long, "x.bvh")).toThrow("cut short");
});

test("a skeleton without end is refused", () => {
  const deep = `HIERARCHY\nROOT a\n${"{\nOFFSET 0 0 0\nCHANNELS 0\nJOINT a\n".repeat(1001)}`;
  expect(() => parseBvh(deep, "x.bvh")).toThrow("expected at most 1000 joints");
});
