import { definitionOf } from "../../../shared/commands/table.ts";
import type { BindingEdit, ListedBinding } from "../../../shared/desk/surface.ts";
import { type Deed, deedsOf, readingsOf } from "../../../shared/surface/binding.ts";
import { useDesk } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Select } from "../kit/fields.tsx";
import { Icon } from "../kit/icon.tsx";
import { controlInWords, targetInWords } from "./words.ts";

export interface BindingRowProps extends ListedBinding {
  /** What the same control does, too; empty for nothing. */
  readonly conflict: string;
  readonly isPlugged: boolean;
  readonly onEdit: (edit: Pick<BindingEdit, "reads" | "does">) => void;
  readonly onUnbind: () => void;
}

/** One control and what it does. */
export function BindingRow({ binding, waiting, conflict, isPlugged, onEdit, onUnbind }: BindingRowProps) {
  const { show } = useDesk();
  const sentences = show.sentences.value;
  const { surface: texts } = sentences.desk;
  const { kind, reads, does, command, value } = binding;
  const target = targetInWords(binding, sentences);
  const argument = definitionOf(command).argument.kind;
  const readings = readingsOf(kind);
  const deeds = deedsOf(command, binding).filter((deed) => {
    // What was never told it cannot set, and a switch has one other side.
    if (deed === "set") return value !== undefined;
    return deed !== "previous" || argument !== "switch" || does === deed;
  });
  const inWords = (deed: Deed) =>
    argument === "switch" && deed === "next" ? texts.turnsOver : texts.deeds[deed];
  return (
    <li class="surface-binding">
      <div class="surface-what">
        <h3>{target}</h3>
        <p class="dim">{controlInWords(binding, sentences)}</p>
        {waiting && (
          <p class="surface-waits">
            <Icon name={waiting.place < waiting.value ? "up" : "down"} />
            {texts.waits[waiting.place < waiting.value ? "up" : "down"]}
          </p>
        )}
        {!isPlugged && <p class="dim">{texts.unplugged}</p>}
        {conflict !== "" && (
          <p class="surface-conflict">
            <Icon name="warning" />
            {texts.conflict(conflict)}
          </p>
        )}
      </div>
      {readings.length > 1 && (
        <Select
          label={texts.reads}
          value={reads}
          options={readings.map((reading) => ({
            value: reading,
            text: texts.readings[reading],
            disabled: deedsOf(command, { kind, reads: reading }).length === 0,
          }))}
          onChange={(reading) => onEdit({ reads: reading, does })}
        />
      )}
      {deeds.length > 1 ? (
        <Select
          label={texts.does}
          value={does}
          options={deeds.map((deed) => ({ value: deed, text: inWords(deed) }))}
          onChange={(deed) => onEdit({ reads, does: deed })}
        />
      ) : (
        <p class="dim surface-deed">{argument === "trigger" ? texts.pressed : inWords(does)}</p>
      )}
      <Button icon="trash" label={`${texts.unbind}: ${target}`} onClick={onUnbind} />
    </li>
  );
}
