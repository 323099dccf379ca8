import { useComputed } from "@preact/signals";
import { useDesk, useTexts } from "../desk.ts";
import { Select } from "../kit/fields.tsx";
import { useCommand } from "../show/use-command.ts";

/** The models that lie beside the one that dances. */
export function ModelChoice() {
  const { show } = useDesk();
  const texts = useTexts();
  const model = useCommand("model");
  const current = typeof model.current === "string" ? model.current : null;
  const names = useComputed(() => (show.status.value?.models ?? []).join("\n")).value;
  const models = names === "" ? [] : names.split("\n");
  return (
    <Select
      label={texts.commands.model}
      value={current}
      options={[...new Set([...models, ...(current === null ? [] : [current])])].map((value) => ({
        value,
        text: value,
      }))}
      onChange={model.give}
      disabled={!model.available}
    />
  );
}
