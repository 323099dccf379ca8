import { stemOf } from "../../../../shared/stem.ts";
import { useTexts } from "../../desk.ts";
import { Select } from "../../kit/fields.tsx";
import { dateInWords } from "../../library/words.ts";
import { EveningCurves } from "./evening-curves.tsx";
import type { EveningInView } from "./use-evening.ts";

export interface EveningPanelProps {
  readonly evening: EveningInView;
  readonly selected: number | null;
}

/** How what was practised changed over an evening. */
export function EveningPanel({ evening, selected }: EveningPanelProps) {
  const texts = useTexts().practice;
  const { reference, references, begin, evenings, passes, isLoading, fault } = evening;
  return (
    <section class="panel evening">
      <header>
        <h2>{texts.curve}</h2>
        {references.length > 0 && (
          <Select
            label={texts.reference}
            value={reference}
            options={references.map((name) => ({ value: name, text: stemOf(name) }))}
            onChange={evening.chooseReference}
          />
        )}
        {evenings.length > 0 && (
          <Select
            label={texts.evening}
            value={begin === null ? null : String(begin)}
            options={evenings.map((one) => ({
              value: String(one.begin),
              text: texts.eveningOf(dateInWords(one.begin), one.passes.length),
            }))}
            onChange={(value) => evening.chooseEvening(Number(value))}
          />
        )}
      </header>
      {fault !== null && <p role="alert">{fault}</p>}
      {fault === null && passes.length < 2 && (
        <p class="dim">{isLoading ? texts.reading : passes.length === 1 ? texts.onePass : texts.noPasses}</p>
      )}
      {passes.length >= 2 && <EveningCurves passes={passes} selected={selected} />}
    </section>
  );
}
