import { BvhLines } from "./lines.ts";

/*
 * A parser of our own: the one kept package that reads BVH motion, three's BVHLoader, logs what it does not
 * understand and goes on with NaN; an archive must refuse instead, by file and line. What writers are known to do
 * otherwise than each other, and what leaves no doubt of what is meant, is read.
 */

const CHANNELS = ["Xposition", "Yposition", "Zposition", "Xrotation", "Yrotation", "Zrotation"] as const;
export type BvhChannel = (typeof CHANNELS)[number];

export interface BvhJoint {
  /** As in the file; an End Site is called after its parent: "lFoot end". */
  readonly name: string;
  /** Index of the parent, which always comes before its children; -1 for a root. */
  readonly parent: number;
  /** From the parent at rest, in the file's own unit. */
  readonly offset: readonly number[];
  readonly channels: readonly BvhChannel[];
  /** Column of its first channel in a frame. */
  readonly column: number;
}

export interface Bvh {
  /** Of all roots, one skeleton after the other. */
  readonly joints: readonly BvhJoint[];
  /** As the header says, which is not always true: a frame time of 0 is an infinite rate. */
  readonly fps: number;
  readonly frameCount: number;
  /** Channels a frame. */
  readonly columns: number;
  /** Row after row: frameCount x columns; degrees and the file's unit. */
  readonly motion: Float64Array;
  /** What was passed over, for the user. */
  readonly notes: readonly string[];
}

/** Hands with every finger have 75. */
const MOST_JOINTS = 1000;
/** Of degrees or units: no body turns or travels so far, and what is within it cannot overflow. */
const HIGHEST_NUMBER = 1e9;

/** @throws SourceError naming file and line, what was found and what was expected. */
export function parseBvh(text: string, file: string): Bvh {
  const lines = new BvhLines(text, file);
  const joints = parseHierarchy(lines);
  const columns = joints.reduce((sum, { channels }) => sum + channels.length, 0);
  if (columns === 0) lines.refuse("joints with channels", "no joint that moves");
  return { joints, columns, ...parseMotion(lines, columns, file) };
}

/** The joints, those without an offset where their first positions put them. */
export const withPlaces = ({ joints, motion }: Bvh): readonly BvhJoint[] =>
  joints.map((joint) => {
    if (joint.offset.some((value) => value !== 0)) return joint;
    const offset = ["Xposition", "Yposition", "Zposition"].map((channel) => {
      const c = joint.channels.indexOf(channel as BvhChannel);
      return c < 0 ? 0 : (motion[joint.column + c] ?? 0);
    });
    return { ...joint, offset };
  });

/** A joint whose braces are still open. */
interface OpenJoint {
  readonly name: string;
  readonly parent: number;
  readonly isEnd: boolean;
  offset: readonly number[] | null;
  channels: readonly BvhChannel[];
}

function parseHierarchy(lines: BvhLines): readonly BvhJoint[] {
  lines.expect(/hierarchy/i, "HIERARCHY");
  const open: number[] = [];
  const found: OpenJoint[] = [];
  const begin = (name: string, isEnd: boolean) => {
    if (found.length >= MOST_JOINTS) lines.refuse(`at most ${MOST_JOINTS} joints`);
    lines.expect(/\{/, "{");
    found.push({ name, parent: open.at(-1) ?? -1, isEnd, offset: null, channels: [] });
    open.push(found.length - 1);
  };
  lines.expect(/root/i, "ROOT");
  begin(lines.name(), false);
  while (open.length > 0 || !lines.take(/motion/i)) {
    const joint = found[open.at(-1) ?? -1];
    if (joint === undefined) {
      lines.expect(/root/i, "MOTION or ROOT");
      begin(lines.name(), false);
    } else if (joint.offset === null && lines.take(/offset/i)) joint.offset = parseOffset(lines);
    else if (!joint.isEnd && joint.channels.length === 0 && lines.take(/channels/i))
      joint.channels = parseChannels(lines);
    else if (joint.offset === null) lines.fail("OFFSET and three numbers");
    else if (lines.take(/\}/)) open.pop();
    else if (joint.isEnd) lines.fail("}");
    else if (lines.take(/end/i)) {
      lines.name();
      begin(`${joint.name} end`, true);
    } else {
      lines.expect(/joint/i, "JOINT, End Site or }");
      begin(lines.name(), false);
    }
  }
  let column = 0;
  return found.map(({ name, parent, offset, channels }) => {
    const joint = { name, parent, offset: offset!, channels, column };
    column += channels.length;
    return joint;
  });
}

const parseOffset = (lines: BvhLines): readonly number[] =>
  [0, 1, 2].map(() => numberOf(lines, decimal(lines.word()), "OFFSET and three numbers"));

/** Where a comma stands for the point, or behind a number. */
const decimal = (word: string | undefined) => word?.replace(",", ".");

/** Channels follow each other on one line; what else stands there is another keyword. */
const CHANNEL = /(?!joint|end|offset)[a-z]+/i;

function parseChannels(lines: BvhLines): readonly BvhChannel[] {
  const count = numberOf(lines, lines.word(/[-+.\d]+/), "a number of channels");
  const names: string[] = [];
  for (let name = lines.word(CHANNEL); name !== undefined; name = lines.word(CHANNEL)) names.push(name);
  if (count !== names.length) lines.refuse(`${count} channels`);
  return names.map(
    (name) =>
      CHANNELS.find((channel) => channel.toLowerCase() === name.toLowerCase()) ??
      lines.refuse(CHANNELS.join(", "), name),
  );
}

type Motion = Pick<Bvh, "fps" | "frameCount" | "motion" | "notes">;

function parseMotion(lines: BvhLines, columns: number, file: string): Motion {
  const count = { frames: Number.NaN, seconds: Number.NaN };
  while (Number.isNaN(count.frames) || Number.isNaN(count.seconds)) {
    if (Number.isNaN(count.seconds) && lines.take(/frame\s*time\s*:?/i)) {
      count.seconds = numberOf(lines, decimal(lines.word()), "Frame Time: and seconds");
    } else {
      lines.expect(/frames\s*:?/i, Number.isNaN(count.frames) ? "Frames:" : "Frame Time:");
      count.frames = numberOf(lines, lines.word(), "a number of frames", Number.MAX_VALUE);
    }
  }
  const { frameCount, motion } = parseRows(lines, columns, count.frames);
  const notes: string[] = [];
  if (frameCount !== count.frames) {
    const found = `${frameCount} lines of motion`;
    // A writer that counts wrongly is off by one or so; a copy that broke off lacks more.
    if (!(frameCount * 2 > count.frames))
      lines.refuse(`${count.frames} frames: the file is cut short, copy it again`, found);
    notes.push(`${file}: says ${count.frames} frames and has ${found}: all of these are read`);
  }
  return { fps: 1 / count.seconds, frameCount, motion, notes };
}

function parseRows(
  lines: BvhLines,
  columns: number,
  expected: number,
): { readonly frameCount: number; readonly motion: Float64Array } {
  // A number takes two letters, so that what a file says of its length cannot claim memory.
  const most = Math.floor(lines.left / (2 * columns)) + 1;
  let motion = new Float64Array(Math.max(1, Math.min(most, expected + 1)) * columns);
  let at = 0;
  for (let line = lines.next(); line !== null; line = lines.next()) {
    if (at === motion.length) {
      const grown = new Float64Array(Math.min(most * columns, motion.length * 2));
      grown.set(motion);
      motion = grown;
    }
    let words: readonly string[] = line.split(/\s+/);
    if (words.length !== columns || line.includes(",")) words = untangled(line, columns);
    if (words.length !== columns) lines.refuse(`${columns} numbers`, `${words.length} numbers`);
    for (const word of words) motion[at++] = numberOf(lines, word, "a number");
  }
  return { frameCount: at / columns, motion: motion.subarray(0, at) };
}

/** Numbers with decimal commas, with commas between them, or with no space before a minus sign. */
function untangled(line: string, columns: number): readonly string[] {
  const words = (text: string) => text.split(/[\s;]+/).filter((word) => word !== "");
  const spaced = line.replace(/(?<=[\d.,])-/g, " -");
  const isDecimal = !spaced.includes(".") && words(spaced).length === columns;
  return words(spaced.replaceAll(",", isDecimal ? "." : " "));
}

function numberOf(
  lines: BvhLines,
  word: string | undefined,
  expected: string,
  highest = HIGHEST_NUMBER,
): number {
  const value = Number(word ?? Number.NaN);
  if (!Number.isFinite(value)) return lines.refuse(expected, word);
  return Math.abs(value) <= highest ? value : lines.refuse(`${expected} of at most ${highest}`, word);
}
