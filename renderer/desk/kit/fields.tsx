import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly disabled?: boolean;
  /** A line below it: what it means, or what is wrong with it. */
  readonly help?: string;
}

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  /** At every key. */
  readonly onInput?: (value: string) => void;
  /** When it is left, or with Enter. */
  readonly onChange?: (value: string) => void;
  readonly type?: "text" | "search" | "number";
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly invalid?: boolean;
}

/** What is typed stays while something else of the page changes, until the field is left: then `value` says what counts. */
export function TextField(props: TextFieldProps) {
  const { label, value, onInput, onChange, type = "text", help, invalid, ...rest } = props;
  // The three kinds differ only in types of Preact's.
  const kind = { type } as { type: "text" };
  const id = useId();
  const typed = useSignal<string | null>(null);
  const left = () => {
    typed.value = null;
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...kind}
        {...{ id, value: typed.value ?? value, ...rest }}
        aria-invalid={invalid}
        aria-describedby={help && `${id}-help`}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          onInput?.(currentTarget.value);
        }}
        onChange={({ currentTarget }) => {
          const { value: said } = currentTarget;
          left();
          onChange?.(said);
        }}
        onBlur={left}
      />
      <Help id={id} text={help} />
    </div>
  );
}

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly disabled?: boolean;
}

export interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value | null;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** The browser's own list, which fingers, keys and screen readers know. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, options, onChange, disabled, help } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        {...{ id, disabled, value: value ?? "" }}
        aria-describedby={help && `${id}-help`}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value as Value;
          // What is shown stays what it was until `value` says otherwise.
          currentTarget.value = value ?? "";
          onChange(chosen);
        }}
      >
        {value === null && <option value="" />}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.text}
          </option>
        ))}
      </select>
      <Help id={id} text={help} />
    </div>
  );
}

export interface SwitchProps extends FieldProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

export function Switch({ label, on, onChange, disabled, help }: SwitchProps) {
  const id = useId();
  return (
    <div class="field switch">
      <span id={id}>{label}</span>
      <button
        type="button"
        role="switch"
        {...{ disabled }}
        aria-checked={on}
        aria-labelledby={id}
        aria-describedby={help && `${id}-help`}
        onClick={() => onChange(!on)}
      />
      <Help id={id} text={help} />
    </div>
  );
}

function Help({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  if (!text) return null;
  return (
    <p id={`${id}-help`} class="help">
      {text}
    </p>
  );
}
