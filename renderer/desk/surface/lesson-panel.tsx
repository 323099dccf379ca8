import { useSignal } from "@preact/signals";
import { COMMAND_NAMES, type CommandName } from "../../../shared/commands/table.ts";
import type { SurfaceState } from "../../../shared/desk/surface.ts";
import { useDesk } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Select } from "../kit/fields.tsx";
import type { SurfaceInUse } from "./use-surface.ts";
import { chosenValue, ValueChoice } from "./value-choice.tsx";
import { targetInWords } from "./words.ts";

export interface LessonPanelProps extends Pick<SurfaceInUse, "learn" | "stopLearning"> {
  readonly state: SurfaceState;
}

/** Choose what is to be done, then move the control that is to do it. */
export function LessonPanel({ state, learn, stopLearning }: LessonPanelProps) {
  const { show } = useDesk();
  const sentences = show.sentences.value;
  const { surface: texts, commands } = sentences.desk;
  const command = useSignal<CommandName>("temperature");
  const chosen = useSignal("");
  const { learning } = state;
  const start = () => {
    const value = chosenValue(command.value, chosen.value.trim());
    learn({ command: command.value, ...(value !== undefined && { value }) });
  };
  return (
    <section class="panel surface-lesson">
      <h2>{texts.bind}</h2>
      <div class="surface-target">
        <Select
          label={texts.command}
          value={command.value}
          disabled={learning !== null}
          options={COMMAND_NAMES.map((value) => ({ value, text: commands[value] }))}
          onChange={(value) => {
            command.value = value;
            chosen.value = "";
          }}
        />
        <ValueChoice
          command={command.value}
          chosen={chosen.value}
          onChoose={(value) => {
            chosen.value = value;
          }}
        />
        {learning === null ? (
          <Button icon="record" tone="primary" disabled={!state.listens} onClick={start}>
            {texts.learn}
          </Button>
        ) : (
          <Button icon="close" onClick={stopLearning}>
            {texts.cancel}
          </Button>
        )}
      </div>
      <p class="surface-now" role="status">
        {learning && texts.learning(targetInWords(learning, sentences))}
      </p>
    </section>
  );
}
