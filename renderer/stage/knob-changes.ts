import { DIALS, type Dial, KNOBS, type Knob, type Knobs } from "../../shared/knobs.ts";
import type { Sentences } from "../../shared/languages/sentences.ts";
import type { Mode, StageFrame } from "../../shared/stage.ts";

type Controls = Pick<StageFrame, "mode" | "knobs" | "blend">;

/** Puts changes of the mode, a knob or the styles into words, whoever made them. */
export class KnobChanges {
  #previous: Controls | null = null;

  /** @returns what differs from the previous frame, such as "tempo  1.2"; null for nothing */
  describe({ mode, knobs, blend }: Controls, sentences: Sentences): string | null {
    const before = this.#previous;
    this.#previous = { mode, knobs, blend };
    if (!before) return null;
    if (mode !== before.mode) return title(sentences.modes[mode as Mode]);
    const changed = KNOBS.find((knob) => knobs[knob] !== before.knobs[knob]);
    if (changed) return `${title(sentences.knobs[changed])}  ${valueText(changed, knobs, sentences)}`;
    const styles = stylesText(blend);
    return styles === stylesText(before.blend) ? null : `${title(sentences.keys.blend)}  ${styles || "–"}`;
  }
}

/** The name, which stands before the colon. */
function title(sentence: string): string {
  return sentence.split(/[:：]/)[0]!;
}

function valueText(knob: Knob, knobs: Knobs, { on, off }: Sentences): string {
  const value = knobs[knob];
  if (typeof value === "boolean") return value ? on : off;
  if (typeof value === "string") return value;
  const { step, unit } = DIALS[knob as Dial];
  const decimals = step % 1 === 0 ? 0 : step < 0.1 || step === 0.25 ? 2 : 1;
  return `${value.toFixed(decimals)} ${unit}`.trim();
}

function stylesText(blend: StageFrame["blend"]): string {
  return blend
    .filter(({ weight }) => weight > 0)
    .map(({ style, weight }) => `${style} ${Math.round(100 * weight)} %`)
    .join(", ");
}
