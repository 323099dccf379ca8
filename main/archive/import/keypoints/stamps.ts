import type { Seconds } from "../../../../shared/pose.ts";
import { FASTEST, SLOWEST } from "../../take.ts";
import { PEOPLE_KEYS } from "./frame.ts";
import { medianOf } from "./settle.ts";

/*
 * When frames were seen. Every program writes it under another name, in seconds, milliseconds or less, from any beginning:
 * `timestamp_ms`, `timestampMs`, `timestampInMilliseconds`, `timestamp`, `timestamp_sec`, `time`, `t`; or it numbers the
 * frames of the video, `frame`, `frame_id`, `frameIndex`, `image_id`, and leaves out those with nobody in them.
 */

const STAMP =
  /^(?:timestamp|time|ts|t)(?:in)?(ns|nanos|nanoseconds|us|micros|microseconds|ms|msec|millis|milliseconds|s|sec|secs|seconds)?$/;
const NUMBER = /^(?:frame(?:id|idx|index|no|number|num)?|imageid)$/;
/** AlphaPose numbers frames by the names of pictures: "12.jpg". */
const PICTURE_NAME = "imageid";
const pictureNumber = (name: unknown): unknown =>
  typeof name === "string" ? Number.parseInt(/(\d+)(?:\.[a-z]+)?$/i.exec(name)?.[1] ?? "", 10) : name;

/** A unit of time that a name says, seconds. */
const UNITS: Readonly<Record<string, Seconds>> = { n: 1e-9, u: 1e-6, m: 1e-3, s: 1 };
/** Of frames whose distance is below that many, the unit is this. */
const UNITS_BY_DISTANCE: readonly (readonly [below: number, unit: Seconds])[] = [
  [1, 1],
  [5e3, 1e-3],
  [5e6, 1e-6],
  [Number.POSITIVE_INFINITY, 1e-9],
];
/** Time stamps that are nearer are the numbers of frames: no camera sees more than 250 a second. */
const NUMBERED = 4;
/** Share by which a rate is off that was measured with a clock of milliseconds. */
const ROUNDED = 0.01;
/** What comes later than so many usual distances comes after frames that are missing. */
const MISSING = 1.5;
/** Usual distances in the longest pause, at any rate. */
const LONGEST_GAP = 1e6;

/** What a frame says of its own time. */
interface Stamp {
  readonly value: number;
  /** Seconds; null where its name does not say it. */
  readonly unit: Seconds | null;
  /** Whether it is the number of a frame. */
  readonly isNumber: boolean;
}

export interface Timing {
  /** The frames that have a time. */
  readonly frames: readonly unknown[];
  readonly times: readonly Seconds[];
  /** undefined where nobody says it. */
  readonly fps: number | undefined;
  /** For the user. */
  readonly notes: readonly string[];
}

export interface Rates {
  /** By the user. */
  readonly given: number | null;
  /** By the file. */
  readonly stated: number | undefined;
  /** Where neither says it. */
  readonly usual: number;
}

/** When the frames of a document are: as they say themselves, or evenly. @param listed frames, as parsed from JSON. */
export function timingOf(listed: readonly unknown[], rates: Rates): Timing {
  const frames = grouped(listed);
  const stamps = frames.map(stampOf);
  const fps = rates.given ?? rates.stated;
  const even = (...notes: readonly string[]): Timing => ({
    frames,
    times: frames.map((_, index) => index / (fps ?? rates.usual)),
    fps,
    notes,
  });
  const first = stamps.find((stamp) => stamp !== null);
  if (!first) return even();
  const without = frames.findIndex(
    (frame, index) => frame !== null && stamps[index]?.isNumber !== first.isNumber,
  );
  if (without >= 0)
    return even(`frame ${without + 1} says no time, so that the times of all were passed over`);
  // A blank line has neither anybody nor a time.
  const timed = frames.filter((_, index) => stamps[index] !== null);
  const values = stamps.flatMap((stamp) => stamp?.value ?? []);
  const found = timesByStamps(values);
  if (!found)
    return values.length < 2
      ? even()
      : even("the times of its frames go back or stand still, and were passed over");
  const { times, usual } = found;
  const at = (step: Seconds) => times.map((time) => time * step);
  const isCount = usual < NUMBERED && values.every(Number.isInteger);
  if (first.isNumber || (first.unit === null && isCount))
    return { frames: timed, times: at(1 / (fps ?? rates.usual)), fps, notes: [] };
  const unit = first.unit ?? UNITS_BY_DISTANCE.find(([below]) => usual < below)![1];
  const rate = roundedRate(1 / (usual * unit));
  if (!(rate >= SLOWEST && rate <= FASTEST))
    return even(`the times of its frames are ${usual * unit} s apart, and were passed over`);
  // Whoever gives the true rate knows of another clock.
  const seconds = rates.given === null ? at(unit) : at((unit * rate) / rates.given);
  return { frames: timed, times: seconds, fps: fps ?? rate, notes: [] };
}

function roundedRate(rate: number): number {
  const whole = Math.round(rate);
  return Math.abs(rate / whole - 1) < ROUNDED ? whole : rate;
}

/** People who were found one by one, each with the number of her frame, as the people of frames. */
function grouped(listed: readonly unknown[]): readonly unknown[] {
  const groups: unknown[][] = [];
  let last: Stamp | null = null;
  for (const one of listed) {
    const stamp = stampOf(one);
    if (stamp?.isNumber && last?.isNumber && stamp.value === last.value) groups.at(-1)!.push(one);
    else groups.push([one]);
    last = stamp;
  }
  return groups.map((group) => {
    const [one] = group;
    return group.length === 1 ? one : { frame: stampOf(one)!.value, people: group.flatMap(peopleAt) };
  });
}

/** Whoever a frame lists, or else the one whom it is. */
const peopleAt = (frame: unknown): readonly unknown[] => {
  const lists = PEOPLE_KEYS.map((key) => (frame as Readonly<Record<string, unknown>>)[key]);
  return lists.find((list) => Array.isArray(list)) ?? [frame];
};

function stampOf(frame: unknown): Stamp | null {
  if (typeof frame !== "object" || frame === null) return null;
  let number: Stamp | null = null;
  for (const [key, content] of Object.entries(frame)) {
    const name = key.toLowerCase().replaceAll("_", "");
    const value = name === PICTURE_NAME ? pictureNumber(content) : content;
    if (typeof value !== "number" || !Number.isFinite(value)) continue;
    const [isStamp, unit] = STAMP.exec(name) ?? [];
    if (isStamp !== undefined)
      return { value, unit: unit === undefined ? null : UNITS[unit[0]!]!, isNumber: false };
    if (NUMBER.test(name)) number ??= { value, unit: null, isNumber: true };
  }
  return number;
}

/** Whether a value says when it was seen, and so is a frame. */
export const isStamped = (value: unknown): boolean => !Array.isArray(value) && stampOf(value) !== null;

/**
 * Times from 0 and their distance where no frame is missing, on average since clocks round, in the unit of the stamps;
 * null where they go back, stand still or pause for days.
 */
export function timesByStamps(
  stamps: readonly number[],
): { readonly times: readonly number[]; readonly usual: number } | null {
  if (stamps.length < 2) return null;
  const gaps = stamps.slice(1).map((stamp, index) => stamp - stamps[index]!);
  const typical = medianOf(gaps);
  if (!(typical > 0 && gaps.every((gap) => gap >= 0 && gap <= typical * LONGEST_GAP))) return null;
  const whole = gaps.filter((gap) => gap <= typical * MISSING);
  const usual = whole.reduce((sum, gap) => sum + gap, 0) / whole.length;
  return { times: stamps.map((stamp) => stamp - stamps[0]!), usual };
}
