import * as v from "valibot";
import {
  FARTHEST_BEGIN,
  isTrackPath,
  LONGEST_TRACK_PATH,
  type MusicTrack,
} from "../../shared/music-track.ts";
import type { BodyPoint, ImagePoint, Pose, RoomPoint, Seconds } from "../../shared/pose.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import { printable } from "../system/log/printable.ts";

/*
 * A take: one JSON value a line, the header first, then a frame a line. This file is the format and nothing else;
 * take-reader.ts and take-writer.ts bring it from and to the disk. What is missing of a header's texts and tags is
 * empty; keys that it does not know a reader passes over, and the library, which edits headers, keeps.
 */

/** First line of a take, without what is the same in all of them. */
export interface TakeHeader {
  /** Nominal frames a second: frames may be missing or late, their `t` is exact. */
  readonly fps: number;
  /** Where the movement comes from, with its credit. */
  readonly source: string;
  readonly licence: string;
  readonly dancer: string;
  readonly tags: readonly string[];
  /** What somebody wrote about it, of as many lines as she likes; missing where nobody did. */
  readonly note?: string | undefined;
  /** What was played; missing where nobody knows. */
  readonly music?: MusicTrack | undefined;
  /** Pixels of the picture that image points refer to; both are missing where the take has none. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** The picture that a take without one is shown in. */
export const ANY_PICTURE = { width: 1280, height: 720 };

/** The picture of a take: its own, or one to show it in. */
export const pictureOf = ({
  width = ANY_PICTURE.width,
  height = ANY_PICTURE.height,
}: TakeHeader): { readonly width: number; readonly height: number } => ({ width, height });

/** Tags of generated takes: a partner's beside a dancer, a continuation of a take, a variation of one or of two, a piece, a line. */
export const PARTNER_TAG = "partner";
export const CONTINUATION_TAG = "continuation";
export const VARIATION_TAG = "variation";
export const PIECE_TAG = "piece";
export const DRAWN_LINE_TAG = "drawn-line";

/** Tag of a take that an animator made, and nobody danced. */
export const KEY_FRAMED_TAG = "key-framed";

export interface TakeFrame {
  /** From the start of the take; never goes back. */
  readonly t: Seconds;
  readonly people: readonly Pose[];
}

/** What was found in a line and what was expected. */
export class TakeFault extends Error {}

/** Letters of what a header says in words: many dancers' names, or a licence in full. */
const LONGEST_TEXT = 10_000;
const MOST_TAGS = 1000;
const MOST_PIXELS = 100_000;
/** Frames a second, from a picture every ten seconds on. */
export const SLOWEST = 0.1;
export const FASTEST = 1000;
const words = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
const text = v.optional(words, "");
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PIXELS));
const Header = v.object({
  format: v.literal("continuo-take"),
  version: v.literal(1),
  fps: v.pipe(v.number(), v.minValue(SLOWEST), v.maxValue(FASTEST)),
  skeleton: v.literal("stage-19"),
  source: text,
  licence: text,
  dancer: text,
  tags: v.optional(v.pipe(v.array(words), v.maxLength(MOST_TAGS)), []),
  note: v.optional(words),
  music: v.optional(
    v.object({
      file: v.pipe(v.string(), v.check(isTrackPath)),
      begin: v.optional(v.pipe(v.number(), v.minValue(-FARTHEST_BEGIN), v.maxValue(FARTHEST_BEGIN)), 0),
    }),
  ),
  width: v.optional(pixels),
  height: v.optional(pixels),
});

const TEXT = `text of at most ${LONGEST_TEXT} letters`;
const PIXELS = `a whole number from 1 to ${MOST_PIXELS}`;
/** What each must be, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  ...{ fps: `a number from ${SLOWEST} to ${FASTEST}`, width: PIXELS, height: PIXELS },
  music: `"file", a path from where the take lies of at most ${LONGEST_TRACK_PATH} letters, and "begin", seconds from ${-FARTHEST_BEGIN} to ${FARTHEST_BEGIN}`,
  ...{
    source: TEXT,
    licence: TEXT,
    dancer: TEXT,
    note: TEXT,
    tags: `at most ${MOST_TAGS} tags, each ${TEXT}`,
  },
};

/** @throws TakeFault */
export function parseHeader(value: unknown): TakeHeader {
  const result = v.safeParse(Header, value);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    if (path === null) throw new TakeFault("not the header of a take");
    const expected = EXPECTED[path.split(".")[0]!] ?? issue.expected;
    throw new TakeFault(`header has ${path} ${quote(issue.received)}, expected ${expected}`);
  }
  const { format, version, skeleton, ...header } = result.output;
  if ((header.width === undefined) !== (header.height === undefined)) {
    const [found, missing] = header.width === undefined ? ["height", "width"] : ["width", "height"];
    throw new TakeFault(`header has ${found} without ${missing}, expected both or neither`);
  }
  return header;
}

export function formatHeader(header: TakeHeader): string {
  const { fps, source, licence, dancer, tags, note, music, width, height } = header;
  const line = {
    format: "continuo-take",
    version: 1,
    fps,
    skeleton: "stage-19",
    source,
    licence,
    dancer,
    tags,
  };
  return `${JSON.stringify({ ...line, note, music, width, height })}\n`;
}

/** A joint whose numbers are none is written as one that is not known: a reader would refuse the whole take. */
export function formatFrame(frame: TakeFrame): string {
  const people = frame.people.map(({ id, image, body, root }) => ({
    id,
    ...(image && { image: image.map((p) => p && place(p.x, p.y, p.score)) }),
    ...(body && { body: body.map((p) => p && place(p.x, p.y, p.z)) }),
    ...(root && { root: place(root.x, root.y, root.z) }),
  }));
  return `${JSON.stringify({ t: round(frame.t), people })}\n`;
}

function place(...numbers: readonly number[]): readonly number[] | null {
  return numbers.every(Number.isFinite) ? numbers.map(round) : null;
}

/** What a frame has for a place that is no number; undefined where all are. */
export function oddPlace({ people }: TakeFrame): number | undefined {
  for (const { image, body, root } of people)
    for (const joint of [...(image ?? []), ...(body ?? []), root])
      for (const value of Object.values(joint ?? {})) if (!Number.isFinite(value)) return value;
  return undefined;
}

/** 4 decimals; adding 0 turns -0 into 0. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0;
}

/** More people, or coordinates farther out (metres or picture widths), are taken for a damaged file. */
export const MOST_PEOPLE = 100;
const FARTHEST = 10_000;
/** A month: an installation begins another take every evening. */
const LONGEST: Seconds = 31 * 86_400;
/** Lighting is sent ids as whole numbers of 32 bits. */
const HIGHEST_ID = 2 ** 31 - 1;

/**
 * Written out and not a schema, which takes ten times as long: an hour has 108,000 frames.
 * @throws TakeFault
 */
export function parseFrame(value: unknown): TakeFrame {
  const { t, people } = record(value, "a frame");
  if (!Array.isArray(people)) throw new TakeFault(`people is ${kind(people)}, expected a list`);
  if (people.length > MOST_PEOPLE)
    throw new TakeFault(`${people.length} people, expected at most ${MOST_PEOPLE}`);
  if (typeof t !== "number" || !(t >= 0 && t <= LONGEST))
    throw new TakeFault(`t has ${kind(t)}, expected a number of seconds from 0 to ${LONGEST}`);
  const poses = people.map(parsePose);
  // Those of a source that cannot tell people apart all have id 0.
  const ids = poses.map(({ id }) => id).filter((id) => id > 0);
  if (new Set(ids).size < ids.length) throw new TakeFault("two people have one id, expected an id for each");
  return { t, people: poses };
}

function parsePose(value: unknown): Pose {
  const { id, image, body, root } = record(value, "a person");
  if (!Number.isInteger(id) || (id as number) < 0 || (id as number) > HIGHEST_ID)
    throw new TakeFault(`id is ${kind(id)}, expected a whole number from 0 to ${HIGHEST_ID}`);
  if (image == null && body == null) throw new TakeFault("a person without image and body");
  return {
    id: id as number,
    image: image == null ? null : joints(image, "image", imagePoint),
    body: body == null ? null : joints(body, "body", bodyPoint),
    root: root == null ? null : bodyPoint(triple(root, "root"), "root"),
  };
}

function joints<P>(
  value: unknown,
  name: string,
  point: (values: readonly unknown[], name: string) => P,
): (P | null)[] {
  if (!Array.isArray(value)) throw new TakeFault(`${name} is ${kind(value)}, expected ${JOINT_COUNT} joints`);
  if (value.length !== JOINT_COUNT) {
    throw new TakeFault(`${name} has ${value.length} joints, expected ${JOINT_COUNT}`);
  }
  return value.map((joint) => (joint === null ? null : point(triple(joint, name), name)));
}

function imagePoint(values: readonly unknown[], name: string): ImagePoint {
  const score = number(values[2], name);
  if (score < 0 || score > 1) throw new TakeFault(`${name} has score ${score}, expected 0 to 1`);
  return { x: number(values[0], name), y: number(values[1], name), score };
}

function bodyPoint(values: readonly unknown[], name: string): BodyPoint & RoomPoint {
  return { x: number(values[0], name), y: number(values[1], name), z: number(values[2], name) };
}

function triple(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value) && value.length === 3) return value;
  throw new TakeFault(`${name} has ${kind(value)}, expected three numbers`);
}

function number(value: unknown, name: string): number {
  if (typeof value === "number" && Math.abs(value) <= FARTHEST) return value;
  throw new TakeFault(`${name} has ${kind(value)}, expected a number of at most ${FARTHEST}`);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new TakeFault(`${kind(value)}, expected ${what}`);
}

/** A value for an error message, at most 40 characters. */
function kind(value: unknown): string {
  if (value === undefined) return "nothing";
  try {
    return quote(JSON.stringify(value));
  } catch {
    // Deeper than can be walked through.
    return "lists in lists without end";
  }
}

/** What a file says, for an error message: its beginning, without what a terminal would obey. */
export function quote(content: string | null): string {
  return printable(content ?? "nothing", 40);
}
