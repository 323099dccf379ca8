import * as v from "valibot";
import { parseValue } from "../../shared/commands/argument.ts";
import { COMMAND_NAMES, definitionOf } from "../../shared/commands/table.ts";
import { MAX_LABEL } from "../../shared/messages.ts";
import {
  type Binding,
  CONTROL_KINDS,
  type ControlKind,
  DEEDS,
  deedsOf,
  MOST_BINDINGS,
  MOST_OF_PAD,
  readingsOf,
  usualDeed,
} from "../../shared/surface/binding.ts";
import { choice, whole } from "../schema/kinds.ts";
import { parse } from "../schema/parse.ts";
import { ConfigError } from "../system/errors.ts";

/*
 * `bindings.json`: one readable JSON. What is as usual need not be said.
 */

const common = {
  device: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(MAX_LABEL),
      v.metadata({ expected: `a part of a device's name, at most ${MAX_LABEL} letters` }),
    ),
    "",
  ),
  does: v.exactOptional(choice(DEEDS)),
  command: v.pipe(v.picklist(COMMAND_NAMES), v.metadata({ expected: "the name of a command" })),
  value: v.exactOptional(v.unknown()),
};
const limit = v.exactOptional(v.pipe(v.number(), v.metadata({ expected: "a number" })));
const onChannel = v.optional(whole(1, 16), 1);
const seven = whole(0, 127);
const ofPad = whole(0, MOST_OF_PAD - 1);
const readAs = (kind: ControlKind) => v.optional(choice(readingsOf(kind)), "absolute");

const KINDS: Readonly<Record<ControlKind, v.GenericSchema>> = {
  note: v.strictObject({
    kind: v.literal("note"),
    ...common,
    channel: onChannel,
    number: seven,
    from: limit,
    to: limit,
  }),
  controller: v.strictObject({
    ...{
      kind: v.literal("controller"),
      ...common,
      channel: onChannel,
      number: seven,
      reads: readAs("controller"),
    },
    ...{ from: limit, to: limit },
  }),
  program: v.strictObject({ kind: v.literal("program"), ...common, channel: onChannel, number: seven }),
  bend: v.strictObject({ kind: v.literal("bend"), ...common, channel: onChannel, from: limit, to: limit }),
  button: v.strictObject({ kind: v.literal("button"), ...common, number: ofPad, from: limit, to: limit }),
  axis: v.strictObject({
    ...{ kind: v.literal("axis"), ...common, number: ofPad, reads: readAs("axis"), from: limit, to: limit },
  }),
};
const Unknown = v.object({ kind: choice(CONTROL_KINDS) });

const FileSchema = v.strictObject({
  bindings: v.pipe(
    v.array(
      v.lazy((input) => {
        const { kind } = (input ?? {}) as { kind?: unknown };
        return Object.hasOwn(KINDS, String(kind)) ? KINDS[kind as ControlKind] : Unknown;
      }),
    ),
    v.maxLength(MOST_BINDINGS),
    v.metadata({ expected: `a list of at most ${MOST_BINDINGS} bindings` }),
  ),
});

/** The bindings that a file says. @throws ConfigError naming the file and the entry, what was found and what was expected */
export function parseBindings(found: unknown, file: string): readonly Binding[] {
  const { bindings } = parse(FileSchema, found, (path) => `${file}: ${path.join(".") || "it"}`, "an entry");
  return bindings.map((binding, at) => checked(binding as Said, `${file}: bindings.${at}`));
}

type Said = Partial<Binding> & Pick<Binding, "device" | "kind" | "command">;

/** What the schema cannot say: whether the control can do that with the command. @throws ConfigError */
export function checked(said: Said, name: string): Binding {
  const binding = { channel: 0, number: 0, reads: "absolute" as const, ...said };
  const { kind, command, does = usualDeed(command, binding), value, from, to } = binding;
  const { argument } = definitionOf(command);
  const deeds = deedsOf(command, binding);
  const what = `${kind} with the command ${command}`;
  if (does === undefined) throw new ConfigError(`${name}: ${binding.reads} does nothing with ${command}`);
  if (!deeds.includes(does))
    throw new ConfigError(`${name}.does is "${does}", expected ${deeds.join(" or ")} for a ${what}`);
  if (does !== "set" && value !== undefined)
    throw new ConfigError(`${name}.value is there, expected none where it does "${does}"`);
  if (does === "set" && (value === undefined || parseValue(argument, value) === null))
    throw new ConfigError(`${name}.value is ${shown(value)}, expected one that the command ${command} takes`);
  for (const [end, at] of Object.entries({ from, to })) {
    if (at === undefined) continue;
    if (argument.kind !== "number" || does !== "follow")
      throw new ConfigError(`${name}.${end} is there, expected it only where a number follows`);
    if (parseValue(argument, at) === null)
      throw new ConfigError(
        `${name}.${end} is ${at}, expected ${argument.whole ? "a whole number" : "a number"} from ${argument.min} to ${argument.max}`,
      );
  }
  return { ...binding, does };
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? "missing").slice(0, 60);

/** The same as a file, without what is as usual. */
export function bindingsText(bindings: readonly Binding[]): string {
  return `${JSON.stringify({ bindings: bindings.map(plainly) }, null, 2)}\n`;
}

function plainly(binding: Binding): Partial<Binding> {
  const { device, kind, channel, number, reads, does, command, value, from, to } = binding;
  return {
    ...(device !== "" && { device }),
    kind,
    ...(channel > 0 && { channel }),
    ...(kind !== "bend" && { number }),
    ...(reads !== "absolute" && { reads }),
    command,
    ...(does !== usualDeed(command, binding) && { does }),
    ...(value !== undefined && { value }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
