import type { Controls } from "../../shared/commands/controls.ts";
import {
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterName,
  type ParameterValues,
} from "../../shared/commands/parameters.ts";
import { LANGUAGE_NAMES } from "../../shared/languages/languages.ts";
import type { Sentences } from "../../shared/languages/sentences.ts";
import { titleOf } from "../kit/sentence.ts";

type Shown = Pick<Controls, "mode" | "parameters" | "blend">;

/** Puts changes of the mode, a parameter or the styles into words, whoever made them. */
export class ParameterChanges {
  #previous: Shown | null = null;

  /** @returns what differs from the previous frame, such as "tempo  1.2"; null for nothing */
  describe({ mode, parameters, blend }: Shown, sentences: Sentences): string | null {
    const before = this.#previous;
    this.#previous = { mode, parameters, blend };
    if (!before) return null;
    if (mode !== before.mode) return titleOf(sentences.modes[mode]);
    const changed = PARAMETER_NAMES.find((name) => parameters[name] !== before.parameters[name]);
    if (changed)
      return `${titleOf(sentences.commands[changed])}  ${formatValue(changed, parameters, sentences)}`;
    const styles = stylesText(blend);
    return styles === stylesText(before.blend)
      ? null
      : `${titleOf(sentences.commands.blend)}  ${styles || "–"}`;
  }
}

function formatValue(name: ParameterName, parameters: ParameterValues, sentences: Sentences): string {
  const { on, off, generators } = sentences;
  const value = parameters[name];
  if (name === "generator") return generators[parameters.generator];
  if (name === "language" && parameters.language !== "auto") return LANGUAGE_NAMES[parameters.language];
  const { argument } = PARAMETERS[name];
  if (typeof value === "boolean") return value ? on : off;
  if (typeof value === "string" || argument.kind !== "number") return `${value}`;
  const { step, unit } = argument;
  const decimals = String(step).split(".")[1]?.length ?? 0;
  return `${value.toFixed(decimals)} ${unit}`.trim();
}

function stylesText(blend: Controls["blend"]): string {
  return blend
    .filter(({ weight }) => weight > 0)
    .map(({ style, weight }) => `${style} ${Math.round(100 * weight)} %`)
    .join(", ");
}
