import { useComputed } from "@preact/signals";
import { MODES, type Mode } from "../../../shared/stage.ts";
import { restOf, titleOf } from "../../kit/sentence.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { Segments } from "../kit/segments.tsx";
import { MomentsLike } from "../library/moments-like.tsx";
import { useCommand } from "../show/use-command.ts";

/** How the partner dances, and what is done in the moment. */
export function ModePanel() {
  const { show } = useDesk();
  const sentences = show.sentences.value;
  const texts = useTexts();
  const mode = useCommand("mode");
  const restart = useCommand("restart");
  const record = useCommand("record");
  const missing = useComputed(() => show.status.value?.missingModes ?? {}).value;
  const current = (mode.current as Mode | undefined) ?? null;
  return (
    <section class="panel">
      <Segments
        label={texts.commands.mode}
        value={current}
        options={MODES.map((value) => ({
          value,
          text: titleOf(sentences.modes[value]),
          ...(missing[value] === undefined ? {} : { disabled: true, title: missing[value] }),
        }))}
        onChange={mode.give}
        disabled={!mode.available}
      />
      <p class="dim explained">{current && restOf(sentences.modes[current])}</p>
      {MODES.filter((name) => missing[name] !== undefined).map((name) => (
        <p key={name} class="dim explained">
          {`${titleOf(sentences.modes[name])}: ${missing[name]}`}
        </p>
      ))}
      <div class="row">
        <Button icon="restart" disabled={!restart.available} onClick={() => restart.give(undefined)}>
          {texts.commands.restart}
        </Button>
        <Button
          icon="record"
          tone="danger"
          pressed={record.current === true}
          disabled={!record.available}
          onClick={() => record.give(record.current !== true)}
        >
          {texts.commands.record}
        </Button>
        <MomentsLike like={() => ({ live: null })} />
      </div>
    </section>
  );
}
