import * as v from "valibot";
import { parseValue } from "../../shared/commands/argument.ts";
import { COMMAND_NAMES, definitionOf } from "../../shared/commands/table.ts";
import { type Binding, CONTROL_KINDS, DEEDS, READINGS } from "../../shared/surface/binding.ts";

const n = v.number();

const binding = v.pipe(
  v.object({
    ...{ device: v.string(), kind: v.picklist(CONTROL_KINDS), channel: n, number: n },
    ...{ reads: v.picklist(READINGS), does: v.picklist(DEEDS), command: v.picklist(COMMAND_NAMES) },
    ...{ value: v.optional(v.unknown()), from: v.exactOptional(n), to: v.exactOptional(n) },
  }),
  v.check(
    ({ does, command, value }) =>
      does !== "set" || parseValue(definitionOf(command).argument, value) !== null,
  ),
);

/** What the stage's page is to do with MIDI devices and gamepads. */
export const SurfaceSchema = v.object({
  revision: n,
  bindings: v.array(binding as v.GenericSchema<unknown, Binding>),
  lesson: v.nullable(n),
});
