import { useComputed } from "@preact/signals";
import type { ArgumentValue } from "../../../shared/commands/argument.ts";
import { type CommandName, definitionOf } from "../../../shared/commands/table.ts";
import { useDesk } from "../desk.ts";
import { Select, TextField } from "../kit/fields.tsx";

export interface ValueChoiceProps {
  readonly command: CommandName;
  /** As it was chosen or typed; empty for none. */
  readonly chosen: string;
  readonly onChoose: (chosen: string) => void;
}

/** The value that a press is to set; nothing to choose where a command has none. */
export function ValueChoice({ command, chosen, onChoose }: ValueChoiceProps) {
  const { show } = useDesk();
  const sentences = show.sentences.value;
  const { surface: texts, choices } = sentences.desk;
  const models = useComputed(() => (show.status.value?.models ?? []).join("\n")).value;
  const styles = useComputed(() => (show.status.value?.styles ?? []).join("\n")).value;
  const { argument, current } = definitionOf(command);
  const select = (values: readonly { value: string; text: string }[]) => (
    <Select
      label={texts.value}
      value={chosen}
      // A command that stands at something can be followed or stepped, too.
      options={[
        ...(current || chosen === "" ? [{ value: "", text: current ? texts.noValue : "–" }] : []),
        ...values,
      ]}
      onChange={onChoose}
    />
  );
  const plain = (names: string) =>
    names.split("\n").flatMap((value) => (value === "" ? [] : [{ value, text: value }]));
  switch (argument.kind) {
    case "trigger":
      return null;
    case "choice":
      return select(argument.names.map((value) => ({ value, text: choices[value] ?? value })));
    case "switch":
      return select([
        { value: "on", text: sentences.on },
        { value: "off", text: sentences.off },
      ]);
    case "model":
      return select(plain(models));
    case "styles":
      return select(plain(styles));
    case "number":
      return (
        <TextField
          label={`${texts.value} (${argument.min}–${argument.max}${argument.unit && ` ${argument.unit}`})`}
          type="number"
          value={chosen}
          placeholder={texts.noValue}
          onChange={onChoose}
        />
      );
    case "take":
      return <TextField label={texts.value} value={chosen} help={texts.takeHelp} onInput={onChoose} />;
  }
}

/** What was chosen as the command takes it; undefined for none. */
export function chosenValue(command: CommandName, chosen: string): ArgumentValue {
  if (chosen === "") return undefined;
  switch (definitionOf(command).argument.kind) {
    case "number":
      return Number(chosen);
    case "switch":
      return chosen === "on";
    case "styles":
      return [{ style: chosen, weight: 1 }];
    default:
      return chosen;
  }
}
