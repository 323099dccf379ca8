import { useId } from "preact/hooks";
import type { SettingLine } from "../../../shared/desk/settings.ts";
import { useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Select, Switch, TextField } from "../kit/fields.tsx";
import { shown, typed } from "./setting-groups.ts";

interface SettingFieldProps {
  readonly line: SettingLine;
  readonly disabled: boolean;
  /** Without a value: what the file says is taken out. */
  readonly edit: (line: SettingLine, value?: unknown) => void;
}

/** One setting: what it is, what it may be, what counts, and where that is from. */
export function SettingField({ line, disabled: isShut, edit }: SettingFieldProps) {
  const texts = useTexts().settings;
  const { path, description, expected, byDefault, from, waits } = line;
  const label = path.join(".");
  const help = `${description}: ${expected} (${texts.byDefault(shown(byDefault) || texts.none)})`;
  const marks = [
    ...(from === "option" ? [texts.fromOption] : []),
    ...(from === "file" ? [texts.fromFile] : []),
    ...(waits ? [texts.waits] : []),
  ];
  const disabled = isShut || from === "option";
  return (
    <div class={`setting-line${from === "file" ? " changed" : ""}`}>
      <Control {...{ line, label, help, disabled }} onChange={(value) => edit(line, value)} />
      {marks.length > 0 && (
        <p class="marks">
          <span>{marks.join("; ")}</span>
          {from === "file" && (
            <Button label={`${texts.reset}: ${label}`} disabled={disabled} onClick={() => edit(line)}>
              {texts.reset}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

interface ControlProps {
  readonly line: SettingLine;
  readonly label: string;
  readonly help: string;
  readonly disabled: boolean;
  readonly onChange: (value: unknown) => void;
}

function Control({ line, onChange, ...field }: ControlProps) {
  const { type, range, value } = line;
  if (type === "boolean") return <Switch {...field} on={value === true} onChange={onChange} />;
  if (range && range.names.length > 0) {
    const options = range.names.map((name) => ({ value: name, text: name }));
    return <Select {...field} {...{ options, onChange }} value={String(value)} />;
  }
  if (type === "array") return <ListField {...field} {...{ line, onChange }} />;
  const change = (text: string) => {
    if (text !== shown(value)) onChange(typed(text, line));
  };
  return <TextField {...field} value={shown(value)} onChange={change} />;
}

/** One a line. */
function ListField({ line, label, help, disabled, onChange }: ControlProps) {
  const id = useId();
  const value = shown(line.value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        {...{ id, value, disabled }}
        rows={Math.min(6, value.split("\n").length + 1)}
        aria-describedby={`${id}-help`}
        onChange={({ currentTarget }) => {
          if (currentTarget.value !== value) onChange(typed(currentTarget.value, line));
        }}
      />
      <p id={`${id}-help`} class="help">
        {help}
      </p>
    </div>
  );
}
