import * as v from "valibot";
import type { BodyPoint, ImagePoint, Pose, RoomPoint, Seconds } from "../../shared/pose.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";

/*
 * A take: one JSON value a line, the header first, then a frame a line. This file is the format and nothing else;
 * take-reader.ts and take-writer.ts bring it from and to the disk.
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
  /** Pixels of the picture that image points refer to, or that a take without them is shown in. */
  readonly width: number;
  readonly height: number;
}

/** Tags of generated takes: a partner's beside a dancer, and a continuation of a take. */
export const PARTNER_TAG = "partner";
export const CONTINUATION_TAG = "continuation";

export interface TakeFrame {
  /** From the start of the take; never goes back. */
  readonly t: Seconds;
  readonly people: readonly Pose[];
}

/** What was found in a line and what was expected. */
export class TakeFault extends Error {}

const text = v.optional(v.string(), "");
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const Header = v.object({
  format: v.literal("continuo-take"),
  version: v.literal(1),
  fps: v.pipe(v.number(), v.gtValue(0), v.maxValue(1000)),
  skeleton: v.literal("stage-19"),
  source: text,
  licence: text,
  dancer: text,
  tags: v.optional(v.array(v.string()), []),
  width: pixels,
  height: pixels,
});

/** @throws TakeFault */
export function parseHeader(value: unknown): TakeHeader {
  const result = v.safeParse(Header, value);
  if (!result.success) {
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw new TakeFault(
      path === null
        ? "not the header of a take"
        : `header has ${path} ${issue.received}, expected ${issue.expected}`,
    );
  }
  const { format, version, skeleton, ...header } = result.output;
  return header;
}

export function formatHeader(header: TakeHeader): string {
  const { fps, source, licence, dancer, tags, width, height } = header;
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
  return `${JSON.stringify({ ...line, width, height })}\n`;
}

export function formatFrame(frame: TakeFrame): string {
  const people = frame.people.map(({ id, image, body, root }) => ({
    id,
    ...(image && { image: image.map((p) => p && [round(p.x), round(p.y), round(p.score)]) }),
    ...(body && { body: body.map((p) => p && [round(p.x), round(p.y), round(p.z)]) }),
    ...(root && { root: [round(root.x), round(root.y), round(root.z)] }),
  }));
  return `${JSON.stringify({ t: round(frame.t), people })}\n`;
}

/** 4 decimals; adding 0 turns -0 into 0. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0;
}

/** More people, or coordinates farther out (metres or picture widths), are taken for a damaged file. */
const MOST_PEOPLE = 100;
const FARTHEST = 10_000;

/**
 * Written out and not a schema, which takes ten times as long: an hour has 108,000 frames.
 * @throws TakeFault
 */
export function parseFrame(value: unknown): TakeFrame {
  const { t, people } = record(value, "a frame");
  if (!Array.isArray(people)) throw new TakeFault(`people is ${kind(people)}, expected a list`);
  if (people.length > MOST_PEOPLE)
    throw new TakeFault(`${people.length} people, expected at most ${MOST_PEOPLE}`);
  return { t: number(t, "t", Number.MAX_SAFE_INTEGER), people: people.map(parsePose) };
}

function parsePose(value: unknown): Pose {
  const { id, image, body, root } = record(value, "a person");
  if (!Number.isSafeInteger(id)) throw new TakeFault(`id is ${kind(id)}, expected a whole number`);
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

function number(value: unknown, name: string, most = FARTHEST): number {
  if (typeof value === "number" && Math.abs(value) <= most) return value;
  throw new TakeFault(`${name} has ${kind(value)}, expected a number of at most ${most}`);
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new TakeFault(`${kind(value)}, expected ${what}`);
}

/** A value for an error message, at most 40 characters. */
function kind(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 40);
}
