import { useId } from "preact/hooks";

export interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly {
    readonly value: Value;
    readonly text: string;
    readonly disabled?: boolean;
    readonly title?: string;
  }[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
}

/** One of a few, side by side: radio buttons, so that arrows move through them. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, value, options, onChange, disabled } = props;
  const name = useId();
  return (
    <fieldset class="segments" disabled={disabled}>
      <legend>{label}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} title={option.title}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              disabled={option.disabled}
              onClick={(event) => {
                // What is shown stays what it was until `value` says otherwise.
                event.preventDefault();
                if (option.value !== value) onChange(option.value);
              }}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
