import { DIALS, type Dial, KNOBS, type Knob, type Knobs } from "../../shared/knobs.ts";
import type { Sentences } from "../../shared/languages/sentences.ts";
import type { Mode, StageFrame } from "../../shared/stage.ts";

type Controls = Pick<StageFrame, "mode" | "knobs" | "blend">;

/** Notices what was turned, whoever turned it, and says it in a few words. */
export class KnobWatch {
  #known: Controls | null = null;

  /** @returns what differs from the frame before, for example "tempo of answers and echoes 1.2"; null for nothing */
  see({ mode, knobs, blend }: Controls, sentences: Sentences): string | null {
    const before = this.#known;
    this.#known = { mode, knobs, blend };
    if (!before) return null;
    if (mode !== before.mode) return title(sentences.modes[mode as Mode]);
    const turned = KNOBS.find((knob) => knobs[knob] !== before.knobs[knob]);
    if (turned) return `${title(sentences.knobs[turned])}  ${standing(turned, knobs, sentences)}`;
    const mixed = mixture(blend);
    return mixed === mixture(before.blend) ? null : `${title(sentences.keys.blend)}  ${mixed || "–"}`;
  }
}

/** What stands before the colon is the name. */
function title(sentence: string): string {
  return sentence.split(/[:：]/)[0]!;
}

function standing(knob: Knob, knobs: Knobs, { yes, no }: Sentences): string {
  const value = knobs[knob];
  if (typeof value === "boolean") return value ? yes : no;
  if (typeof value === "string") return value;
  const { step, unit } = DIALS[knob as Dial];
  return `${value.toFixed(step % 1 === 0 ? 0 : step < 0.1 || step === 0.25 ? 2 : 1)} ${unit}`.trim();
}

function mixture(blend: StageFrame["blend"]): string {
  return blend
    .filter(({ weight }) => weight > 0)
    .map(({ style, weight }) => `${style} ${Math.round(100 * weight)} %`)
    .join(", ");
}
