import { SourceError } from "../../../system/errors.ts";

/*
 * A parser of our own: the one kept package that reads BVH motion, three's BVHLoader, logs what it does not
 * understand and goes on with NaN; an archive must refuse instead, by file and line.
 */

const CHANNELS = ["Xposition", "Yposition", "Zposition", "Xrotation", "Yrotation", "Zrotation"] as const;
export type BvhChannel = (typeof CHANNELS)[number];

export interface BvhJoint {
  /** As in the file; an End Site is called after its parent: "lFoot end". */
  readonly name: string;
  /** Index of the parent, which always comes before its children; -1 for the root. */
  readonly parent: number;
  /** From the parent at rest, in the file's own unit. */
  readonly offset: readonly number[];
  readonly channels: readonly BvhChannel[];
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

/** Hands with every finger have 75. */
const MOST_JOINTS = 1000;

/** @throws SourceError naming file and line, what was found and what was expected. */
export function parseBvh(text: string, file: string): Bvh {
  const lines = new Lines(text, file);
  const joints: BvhJoint[] = [];
  lines.expect("HIERARCHY");
  parseJoint(lines, joints, lines.expect("ROOT").join(" "), -1, false);
  const { column, channels } = joints.at(-1)!;
  const columns = column + channels.length;

  lines.expect("MOTION");
  const frameCount = lines.number(lines.expect("Frames:")[0], "a number of frames");
  const frameTime = lines.number(lines.expect("Frame", "Frame Time:")[1], "Frame Time: and seconds");
  if (!(frameTime > 0)) lines.refuse("a frame time above 0");
  if (!(frameCount === lines.left)) lines.refuse(`${frameCount} frames`, `${lines.left} lines of motion`);

  const motion = new Float64Array(frameCount * columns);
  for (let at = 0; at < motion.length; at += columns) {
    const row = lines.next("a frame");
    if (row.length !== columns) lines.refuse(`${columns} numbers`, `${row.length} numbers`);
    for (let c = 0; c < columns; c++) motion[at + c] = lines.number(row[c], "a number");
  }
  return { joints, fps: 1 / frameTime, frameCount, columns, motion };
}

/** Reads one joint and its children, from its opening brace to the closing one. */
function parseJoint(lines: Lines, joints: BvhJoint[], name: string, parent: number, isEnd: boolean): void {
  if (joints.length >= MOST_JOINTS) lines.refuse(`at most ${MOST_JOINTS} joints`);
  lines.expect("{");
  const values = lines.expect("OFFSET");
  const offset = [0, 1, 2].map((k) => lines.number(values[k], "OFFSET and three numbers"));
  const channels = isEnd ? [] : parseChannels(lines);
  const before = joints.at(-1);
  const index = joints.length;
  joints.push({
    name,
    parent,
    offset,
    channels,
    column: before ? before.column + before.channels.length : 0,
  });
  for (;;) {
    const expected = isEnd ? "}" : "JOINT, End Site or }";
    const [keyword, ...rest] = lines.next(expected);
    if (keyword === "}") return;
    if (!isEnd && keyword === "JOINT") parseJoint(lines, joints, rest.join(" "), index, false);
    else if (!isEnd && keyword === "End") parseJoint(lines, joints, `${name} end`, index, true);
    else lines.refuse(expected);
  }
}

function parseChannels(lines: Lines): readonly BvhChannel[] {
  const [count, ...names] = lines.expect("CHANNELS");
  if (lines.number(count, "a number of channels") !== names.length) lines.refuse(`${count} channels`);
  return names.map(
    (name) => CHANNELS.find((channel) => channel === name) ?? lines.refuse(CHANNELS.join(", "), name),
  );
}

/** The file line by line, without blank ones; keeps the line number for error messages. */
class Lines {
  readonly #file: string;
  readonly #lines: readonly (readonly [line: string, number: number])[];
  #read = 0;

  constructor(text: string, file: string) {
    this.#file = file;
    this.#lines = text
      .split(/\r\n|\r|\n/)
      .map((line, i) => [line.trim(), i + 1] as const)
      .filter(([line]) => line !== "");
  }

  get left(): number {
    return this.#lines.length - this.#read;
  }

  /** Words of the next line. */
  next(expected: string): readonly string[] {
    const line = this.#lines[this.#read++];
    return line ? line[0].split(/\s+/) : this.refuse(expected, "the file ends");
  }

  /** What follows `keyword`, with which the next line must begin. */
  expect(keyword: string, expected = keyword): readonly string[] {
    const [first, ...rest] = this.next(expected);
    return first === keyword ? rest : this.refuse(expected);
  }

  number(word: string | undefined, expected: string): number {
    const value = Number(word ?? Number.NaN);
    return Number.isFinite(value) ? value : this.refuse(expected, word);
  }

  /** Refuses the line read last. */
  refuse(expected: string, found?: string): never {
    const [line, number] = this.#lines[Math.min(this.#read, this.#lines.length) - 1] ?? ["", 1];
    throw new SourceError(
      `${this.#file}:${number}: ${found ?? `"${line.slice(0, 60)}"`}, expected ${expected}`,
    );
  }
}
