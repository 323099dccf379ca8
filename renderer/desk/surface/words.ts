import type { ArgumentValue } from "../../../shared/commands/argument.ts";
import { definitionOf } from "../../../shared/commands/table.ts";
import type { BindingTarget } from "../../../shared/desk/surface.ts";
import type { Sentences } from "../../../shared/languages/sentences.ts";
import type { Control } from "../../../shared/surface/binding.ts";

/** Which control it is, as its device would call it. */
export function controlInWords(
  { device, kind, channel, number }: Control,
  { desk: { surface } }: Sentences,
): string {
  const where = device === "" ? surface.anyDevice : device;
  const parts = [where, ...(channel > 0 ? [surface.channel(channel)] : []), surface.kinds[kind](number)];
  return parts.join(" · ");
}

/** What a control gives: the command, and the value that it sets. */
export function targetInWords({ command, value }: BindingTarget, sentences: Sentences): string {
  const name = sentences.desk.commands[command];
  return value === undefined ? name : `${name}: ${valueInWords(value, command, sentences)}`;
}

function valueInWords(value: ArgumentValue, command: BindingTarget["command"], sentences: Sentences): string {
  const { choices } = sentences.desk;
  if (typeof value === "boolean") return value ? sentences.on : sentences.off;
  if (typeof value === "string") return choices[value] ?? value;
  const { argument } = definitionOf(command);
  if (typeof value === "number") return `${value} ${argument.kind === "number" ? argument.unit : ""}`.trim();
  if (value === undefined) return "";
  return value.map(({ style }) => style).join(", ") || sentences.desk.live.ownStyle;
}
