import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { TextField } from "../kit/fields.tsx";

export interface DraftFieldProps {
  readonly label: string;
  /** As the host has it. */
  readonly value: string;
  /** Whether the host took it. */
  readonly onSave: (value: string) => Promise<boolean>;
  readonly maxLength: number;
  readonly lines?: boolean;
  readonly help?: string;
  readonly disabled?: boolean;
}

/** A text of a take. What is typed is saved when the field is left, or with Enter; Escape takes it back. */
export function DraftField(props: DraftFieldProps) {
  const { label, value, onSave, maxLength, lines = false, help, disabled = false } = props;
  const draft = useSignal<string | null>(null);
  const id = useId();
  const shown = draft.value ?? value;
  const save = async () => {
    const typed = draft.value;
    if (typed === null || typed === value || (await onSave(typed))) draft.value = null;
  };
  const type = (typed: string) => {
    draft.value = typed;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard from the field within.
    <div
      class="draft"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || draft.value === null) return;
        event.stopPropagation();
        draft.value = null;
      }}
    >
      {lines ? (
        <div class="field">
          <label for={id}>{label}</label>
          <textarea
            {...{ id, maxLength, disabled }}
            rows={4}
            value={shown}
            onInput={({ currentTarget }) => type(currentTarget.value)}
            onChange={() => void save()}
          />
        </div>
      ) : (
        <TextField
          {...{ label, maxLength, disabled }}
          {...(help === undefined ? {} : { help })}
          value={shown}
          onInput={type}
          onChange={() => void save()}
        />
      )}
    </div>
  );
}
