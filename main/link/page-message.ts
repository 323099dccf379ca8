import * as v from "valibot";
import { MAX_SIDE } from "../../shared/codec.ts";
import { parseCommand } from "../../shared/commands/table.ts";
import { MAX_REQUEST_NAME } from "../../shared/desk/requests.ts";
import { i420Bytes } from "../../shared/i420.ts";
import {
  CLOCK_INPUTS,
  MAX_CAMERAS,
  MAX_CLOCK_EVENTS,
  MAX_DEVICES,
  MAX_LABEL,
  MAX_PRESSED,
  PAGE_ROLES,
  type PageMessage,
} from "../../shared/messages.ts";
import { TIMECODE_RATES } from "../../shared/music/timecode.ts";
import { JOINT_COUNT } from "../../shared/skeleton.ts";
import { CONTROL_KINDS, MOST_BINDINGS } from "../../shared/surface/binding.ts";
import { MIDI_STATES } from "../../shared/surface/surface-message.ts";
import { printable } from "../system/log/printable.ts";
import { PlacementSchema, screenName } from "./placement-schema.ts";

/*
 * What a page may say. A page is not trusted: everything has a limit, so that no message can make the engine work
 * for long or the log grow.
 */

/** Seconds of the page's clock; those of the year 5000 are still exact to some microseconds. */
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(1e11));
/** Of 32 bits, as OSC sends it. */
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));
const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(1000));
const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(60_000));
const side = v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(MAX_SIDE));
/** It comes out on terminals, in files and on desks. */
const label = v.pipe(
  v.string(),
  v.maxLength(MAX_LABEL),
  v.transform((text) => printable(text)),
);

/** In pictures: a joint that is guessed may lie outside, but not far. */
const inPicture = v.pipe(v.number(), v.minValue(-2), v.maxValue(3));
const metres = v.pipe(v.number(), v.minValue(-100), v.maxValue(100));
const score = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const point = v.object({ x: metres, y: metres, z: metres });

/** Of music: what was heard longer ago is of no use, and no beat is counted for a year, seconds and beats a minute. */
const LONGEST_AGO = 5;
const [SLOWEST, FASTEST] = [10, 1000];
const MOST_BEATS = 1e9;
const MOST_PER_BAR = 64;

/** Letters of a track's path on the site, whatever its file's name ends in. */
const LONGEST_PATH = 1000;

const ago = v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST_AGO));
/** Timecode that is read is played no faster and no slower. */
const speed = v.pipe(v.number(), v.minValue(0.5), v.maxValue(2));
const digits = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));

function events<T extends v.GenericSchema>(event: T) {
  return v.pipe(v.array(event), v.minLength(1), v.maxLength(MAX_CLOCK_EVENTS));
}

function joints<T extends v.GenericSchema>(joint: T) {
  return v.pipe(v.array(v.nullable(joint)), v.length(JOINT_COUNT));
}

const control = v.object({
  ...{ device: label, kind: v.picklist(CONTROL_KINDS), channel: digits(16), number: digits(127) },
});

/** Whatever the table of commands takes. */
const command = v.pipe(
  v.object({
    tag: v.literal("command"),
    command: v.string(),
    value: v.optional(v.unknown()),
    pressed: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_PRESSED))),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { command: name, value, pressed } = dataset.value;
    const parsed = parseCommand(name, value);
    if (parsed) return pressed === undefined ? parsed : { ...parsed, pressed };
    addIssue();
    return NEVER;
  }),
);

const PageMessageSchema = v.variant("tag", [
  v.object({ tag: v.literal("hello"), role: v.picklist(PAGE_ROLES) }),
  v.pipe(
    v.object({ tag: v.literal("image"), t: time, width: side, height: side, data: v.instance(Uint8Array) }),
    v.check(({ width, height, data }) => data.byteLength === i420Bytes(width, height)),
  ),
  v.object({
    tag: v.literal("poses"),
    t: time,
    width: side,
    height: side,
    people: v.pipe(
      v.array(
        v.object({
          id: count,
          image: v.nullable(joints(v.object({ x: inPicture, y: inPicture, score }))),
          body: v.nullable(joints(point)),
          root: v.nullable(point),
        }),
      ),
      v.maxLength(6),
      v.check((people) => new Set(people.map(({ id }) => id)).size === people.length),
    ),
    reason: v.nullable(v.picklist(["nobody", "too-dark", "camera-gone", "frames-late"])),
  }),
  v.object({
    tag: v.literal("camera"),
    state: v.picklist(["starting", "on", "none", "denied", "gone"]),
    label,
    cameras: v.pipe(
      v.array(v.object({ label, used: v.boolean(), fault: v.nullable(label) })),
      v.maxLength(MAX_CAMERAS),
    ),
  }),
  v.object({
    tag: v.literal("ears"),
    state: v.picklist(["starting", "on", "none", "denied", "gone"]),
    label,
    devices: v.pipe(v.array(label), v.maxLength(MAX_DEVICES)),
  }),
  v.object({
    tag: v.literal("music"),
    t: time,
    ago,
    tempo: v.pipe(v.number(), v.minValue(SLOWEST), v.maxValue(FASTEST)),
    beat: v.pipe(v.number(), v.minValue(-MOST_BEATS), v.maxValue(MOST_BEATS)),
    beatsPerBar: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PER_BAR)),
    downbeat: v.pipe(v.number(), v.integer(), v.minValue(-MOST_BEATS), v.maxValue(MOST_BEATS)),
    ...{ confidence: score, energy: score, onset: score, brightness: score },
  }),
  v.object({
    ...{ tag: v.literal("clock"), clock: v.picklist(CLOCK_INPUTS) },
    ...{ state: v.picklist(["starting", "on", "none", "denied", "gone"]), label },
    devices: v.pipe(v.array(label), v.maxLength(MAX_DEVICES)),
  }),
  v.object({
    ...{ tag: v.literal("midi"), t: time, port: label },
    events: events(
      v.variant("what", [
        v.object({ what: v.picklist(["tick", "start", "continue", "stop"]), ago }),
        v.object({ what: v.literal("position"), sixteenths: digits(2 ** 14 - 1), ago }),
      ]),
    ),
  }),
  v.object({
    ...{ tag: v.literal("timecode"), t: time },
    frames: events(
      v.object({
        ...{ ago, rate: v.picklist(TIMECODE_RATES), sure: v.boolean(), speed },
        code: v.object({
          ...{ hours: digits(23), minutes: digits(59), seconds: digits(59), frames: digits(29) },
          drop: v.boolean(),
        }),
      }),
    ),
  }),
  v.object({
    ...{ tag: v.literal("surface"), midi: v.picklist(MIDI_STATES), why: label, revision: count },
    devices: v.pipe(v.array(label), v.maxLength(MAX_DEVICES)),
    waiting: v.pipe(
      v.array(v.object({ binding: digits(MOST_BINDINGS - 1), place: score, value: score })),
      v.maxLength(MOST_BINDINGS),
    ),
    moved: v.nullable(control),
  }),
  v.object({ tag: v.literal("learnt"), lesson: count, control, fine: v.boolean() }),
  v.object({
    tag: v.literal("page"),
    cameraFps: rate,
    drawFps: rate,
    dropped: count,
    detect: v.nullable(milliseconds),
    latency: v.nullable(milliseconds),
    fault: v.nullable(label),
    unplayed: v.nullable(v.object({ path: v.pipe(v.string(), v.maxLength(LONGEST_PATH)), why: label })),
  }),
  command,
  v.object({ tag: v.literal("placement"), screen: screenName, placement: PlacementSchema }),
  // Who answers knows what it may ask.
  v.object({
    tag: v.literal("request"),
    id: count,
    name: v.pipe(v.string(), v.maxLength(MAX_REQUEST_NAME)),
    ask: v.unknown(),
  }),
]);

/** The message, without keys that do not belong to it; null when it is none, or breaks a limit. */
export function parsePageMessage(value: unknown): PageMessage | null {
  const result = v.safeParse(PageMessageSchema, value, { abortEarly: true });
  return result.success ? result.output : null;
}
