import { SourceError } from "../../errors.ts";

/*
 * A parser of our own: the one kept package that reads BVH motion, three's BVHLoader, logs what it does not
 * understand and goes on with NaN; an archive must refuse instead, by file and line.
 */

export const CHANNELS = [
  "Xposition",
  "Yposition",
  "Zposition",
  "Xrotation",
  "Yrotation",
  "Zrotation",
] as const;
export type Channel = (typeof CHANNELS)[number];

export interface BvhJoint {
  /** As in the file; an End Site is called after its parent: "lFoot end". */
  readonly name: string;
  /** Index of the parent, which always comes before its children; -1 for the root. */
  readonly parent: number;
  /** From the parent at rest, in the file's own unit. */
  readonly offset: readonly [number, number, number];
  readonly channels: readonly Channel[];
  /** Column of its first channel in a frame. */
  readonly column: number;
}

export interface Bvh {
  readonly joints: readonly BvhJoint[];
  /** As the header says, which is not always true. */
  readonly fps: number;
  readonly frameCount: number;
  /** Channels a frame. */
  readonly columns: number;
  /** Row after row: frameCount x columns; degrees and the file's unit. */
  readonly motion: Float64Array;
}

const MAX_JOINTS = 1000;

/** @throws SourceError naming file and line, what was found and what was expected. */
export function parseBvh(text: string, file: string): Bvh {
  const lines = text.split(/\r\n|\r|\n/);
  let at = 0;
  const refuse = (expected: string, found = lines[at]?.trim()): never => {
    const what = found === undefined ? "the end of the file" : `"${found.slice(0, 60)}"`;
    throw new SourceError(`${file}:${Math.min(at + 1, lines.length)}: ${what}, expected ${expected}`);
  };
  const words = (expected: string): string[] => {
    while (at < lines.length && lines[at]?.trim() === "") at++;
    const line = lines[at]?.trim();
    return line === undefined ? refuse(expected) : line.split(/\s+/);
  };
  const number = (word: string | undefined, expected: string): number => {
    const value = word === undefined || word === "" ? Number.NaN : Number(word);
    return Number.isFinite(value) ? value : refuse(expected, word);
  };
  /** Reads one line that must begin with `keyword`, and steps over it. */
  const line = (keyword: string, expected = keyword): string[] => {
    const [first, ...rest] = words(expected);
    if (first !== keyword) refuse(expected);
    at++;
    return rest;
  };

  const joints: BvhJoint[] = [];
  let columns = 0;

  const body = (name: string, parent: number, isEnd: boolean): void => {
    line("{");
    const values = line("OFFSET");
    at--;
    const offset = [0, 1, 2].map((i) => number(values[i], "OFFSET and three numbers"));
    at++;
    const channels = isEnd ? [] : channelList();
    const index = joints.length;
    if (index >= MAX_JOINTS) refuse(`at most ${MAX_JOINTS} joints`);
    joints.push({ name, parent, offset: offset as [number, number, number], channels, column: columns });
    columns += channels.length;
    for (;;) {
      const [keyword, ...rest] = words("JOINT, End Site or }");
      if (keyword === "}") break;
      if (isEnd || (keyword !== "JOINT" && keyword !== "End")) refuse(isEnd ? "}" : "JOINT, End Site or }");
      at++;
      body(keyword === "End" ? `${name} end` : rest.join(" "), index, keyword === "End");
    }
    at++;
  };
  const channelList = (): Channel[] => {
    const [count, ...names] = line("CHANNELS");
    at--;
    if (number(count, "a number of channels") !== names.length) refuse(`${count} channel names`);
    for (const name of names) {
      if (!(CHANNELS as readonly string[]).includes(name)) refuse(`one of ${CHANNELS.join(", ")}`, name);
    }
    at++;
    return names as Channel[];
  };

  line("HIERARCHY");
  body(line("ROOT").join(" "), -1, false);
  line("MOTION", "MOTION (one skeleton a file)");
  const frameCount = number(line("Frames:")[0], "Frames: and a number");
  const frameTime = number(line("Frame", "Frame Time:")[1], "Frame Time: and seconds");
  if (!(frameTime > 0)) refuse("a frame time above 0", String(frameTime));

  const motion = new Float64Array(frameCount * columns);
  for (let f = 0; f < frameCount; f++) {
    const row = words(`frame ${f + 1} of ${frameCount}`);
    if (row.length !== columns) refuse(`${columns} numbers`, `${row.length} numbers`);
    for (let c = 0; c < columns; c++) motion[f * columns + c] = number(row[c], "a number");
    at++;
  }
  return { joints, fps: 1 / frameTime, frameCount, columns, motion };
}
