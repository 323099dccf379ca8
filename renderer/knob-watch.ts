import type { Controls } from "../shared/commands/controls.ts";
import {
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterName,
  type ParameterValues,
} from "../shared/commands/parameters.ts";
import type { Sentences } from "../shared/languages/sentences.ts";
import type { StageFrame } from "../shared/stage.ts";

type Shown = Pick<Controls, "mode" | "parameters" | "blend">;

/** Notices what was changed, whoever changed it, and says it in a few words. */
export class ParameterChanges {
  #known: Shown | null = null;

  /** @returns what differs from the frame before, for example "tempo  1.2"; null for nothing */
  see({ mode, parameters, blend }: Shown, sentences: Sentences): string | null {
    const before = this.#known;
    this.#known = { mode, parameters, blend };
    if (!before) return null;
    if (mode !== before.mode) return title(sentences.modes[mode]);
    const changed = PARAMETER_NAMES.find((name) => parameters[name] !== before.parameters[name]);
    if (changed)
      return `${title(sentences.commands[changed])}  ${formatValue(changed, parameters, sentences)}`;
    const mixed = mixture(blend);
    return mixed === mixture(before.blend) ? null : `${title(sentences.commands.blend)}  ${mixed || "–"}`;
  }
}

/** What stands before the colon is the name. */
function title(sentence: string): string {
  return sentence.split(/[:：]/)[0]!;
}

function formatValue(name: ParameterName, parameters: ParameterValues, { yes, no }: Sentences): string {
  const value = parameters[name];
  const { argument } = PARAMETERS[name];
  if (typeof value === "boolean") return value ? yes : no;
  if (typeof value === "string" || argument.kind !== "number") return `${value}`;
  const { step, unit } = argument;
  return `${value.toFixed(step % 1 === 0 ? 0 : step < 0.1 || step === 0.25 ? 2 : 1)} ${unit}`.trim();
}

function mixture(blend: StageFrame["blend"]): string {
  return blend
    .filter(({ weight }) => weight > 0)
    .map(({ style, weight }) => `${style} ${Math.round(100 * weight)} %`)
    .join(", ");
}
