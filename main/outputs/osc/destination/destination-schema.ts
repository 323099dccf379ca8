import * as v from "valibot";
import { ALL_SIGNAL_NAMES } from "../../../motion/signals/music-signals.ts";
import {
  choice,
  either,
  flag,
  named,
  networkCard,
  number,
  parsed,
  pattern,
  text,
  whole,
} from "../../../schema/kinds.ts";
import { SLOTS } from "../../performers/performers.ts";
import { CURVE_NAMES, type CurveName } from "../custom/curve.ts";
import { OCCASIONS } from "../custom/custom-message.ts";
import { QUANTITIES } from "../custom/quantities.ts";
import { SPLITS } from "../layout.ts";
import { GROUPS } from "../table/address.ts";
import { TRANSPORTS } from "../wire/wire.ts";
import { DESTINATION_FORM, parseDestination } from "./destination.ts";

/*
 * How a destination is written in a configuration file, and a preset in a file of its own. Only the host is required:
 * what a destination leaves out comes from its preset, or is the default.
 */

const ADDRESS = /^(?=.{1,128}$)(\/((?![#*,?[\]])[!-.0-~])+)+$/;

export const PREFIX = pattern(
  /^(?=.{0,64}$)(\/((?![#*,/?[\]{}])[!-~])+)*$/,
  'an OSC address of at most 64 letters, such as "/continuo", or "" for none',
);
const address = pattern(ADDRESS, 'an OSC address of at most 128 letters, such as "/eos/sub/1"');
const rates = 'a number from 1 to 120 Hz, or "frame"';
export const rateKind = either(
  rates,
  (input) => input === "frame",
  v.literal("frame"),
  v.pipe(number(1, 120), v.metadata({ expected: rates })),
);
const seconds = number(0, 10, "s");
const word = pattern(/^[ -~]{0,64}$/, "at most 64 plain letters");
const anyNumber = number(-1e9, 1e9);
const quantityName = named(Object.keys(QUANTITIES), "a signal, or another number that the reference lists");
const pair = v.pipe(
  v.strictTuple([anyNumber, anyNumber]),
  v.metadata({ expected: "two numbers, such as [0, 100]" }),
);

export const curveKind = either(
  `${CURVE_NAMES.join(", ")}, or corners from x 0 to 1 such as [[0, 0], [0.5, 0.1], [1, 1]]`,
  (input) => typeof input === "string",
  choice(CURVE_NAMES as readonly [CurveName, ...CurveName[]]),
  v.pipe(
    v.array(v.strictTuple([number(0, 1), number(0, 1)])),
    v.check((corners) => corners[0]?.[0] === 0 && corners.at(-1)?.[0] === 1),
    v.check((corners) => corners.every(([x], i) => i === 0 || x > corners[i - 1]![0])),
    v.metadata({ expected: "corners whose x rises from 0 to 1" }),
  ),
);

const conversion = {
  curve: v.exactOptional(curveKind),
  between: v.exactOptional(pair),
  smoothing: v.exactOptional(seconds),
} as const;

const quantityOrNumber = either(
  "a number, or the name of one",
  (input) => typeof input === "number",
  anyNumber,
  quantityName,
);

const argument = either(
  'an argument: {"s": a word}, {"i": number or name} or {"f": number or name}',
  (input) => typeof input === "object" && input !== null && "s" in input,
  v.strictObject({ s: word }),
  either(
    'an argument: {"s": a word}, {"i": number or name} or {"f": number or name}',
    (input) => typeof input === "object" && input !== null && "i" in input,
    v.strictObject({ i: quantityOrNumber, ...conversion, every: v.exactOptional(flag()) }),
    v.strictObject({ f: quantityOrNumber, ...conversion, every: v.exactOptional(flag()) }),
  ),
);

const MappingSchema = v.strictObject({
  signal: choice(ALL_SIGNAL_NAMES as readonly [string, ...string[]]),
  address,
  type: v.exactOptional(choice(["i", "f"])),
  person: v.exactOptional(whole(1, SLOTS)),
  args: v.exactOptional(
    v.pipe(
      v.array(either('a word, a number, or "value"', (input) => typeof input === "number", anyNumber, word)),
      v.check((args) => args.filter((arg) => arg === "value").length === 1),
      v.metadata({ expected: 'a list of words and numbers with one "value", where the signal goes' }),
    ),
  ),
  rate: v.exactOptional(rateKind),
  ...conversion,
});

const MessageSchema = v.strictObject({
  on: choice(OCCASIONS),
  each: either(
    `scene, person, partner, or a slot from 1 to ${SLOTS}`,
    (input) => typeof input === "string",
    choice(["scene", "person", "partner"]),
    whole(1, SLOTS),
  ),
  address,
  args: v.pipe(
    v.array(argument),
    v.maxLength(64),
    v.metadata({ expected: "a list of at most 64 arguments" }),
  ),
  rate: v.exactOptional(rateKind),
});

export const FORMAT_ENTRIES = {
  transport: v.exactOptional(choice(TRANSPORTS)),
  rate: v.exactOptional(rateKind),
  prefix: v.exactOptional(PREFIX),
  bundles: v.exactOptional(flag()),
  split: v.exactOptional(choice(SPLITS)),
  scale: v.exactOptional(pair),
  smoothing: v.exactOptional(seconds),
  groups: v.exactOptional(
    v.pipe(v.array(choice(GROUPS)), v.metadata({ expected: `a list of ${GROUPS.join(", ")}` })),
  ),
  map: v.exactOptional(list(MappingSchema, "mappings")),
  messages: v.exactOptional(list(MessageSchema, "messages")),
} as const;

const port = v.exactOptional(whole(1, 65535));

export const PresetSchema = v.strictObject({
  about: text("what it fits"),
  setup: v.pipe(
    v.array(text("a step")),
    v.metadata({ expected: "a list of the steps on the receiver's side" }),
  ),
  port,
  ...FORMAT_ENTRIES,
});

export const DestinationSchema = either(
  `${DESTINATION_FORM}, or in a file an object with host, port, preset and more`,
  (input) => typeof input !== "object",
  parsed(parseDestination, DESTINATION_FORM),
  v.strictObject({
    host: pattern(/^[^\s/@]+$/, "a name or an address"),
    port,
    interface: v.exactOptional(networkCard()),
    preset: v.exactOptional(text("the name of a preset, or the path of one of your own that ends in .json")),
    ...FORMAT_ENTRIES,
  }),
);

export type Preset = v.InferOutput<typeof PresetSchema>;
export type DestinationSettings = v.InferOutput<typeof DestinationSchema>;

function list<S extends v.GenericSchema>(each: S, of: string) {
  return v.pipe(v.array(each), v.maxLength(256), v.metadata({ expected: `a list of at most 256 ${of}` }));
}
