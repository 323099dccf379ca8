import { useComputed } from "@preact/signals";
import { GENERATOR_NAMES, type GeneratorName } from "../../../shared/commands/parameters.ts";
import { restOf, titleOf } from "../../kit/sentence.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Segments } from "../kit/segments.tsx";
import { useCommand } from "../show/use-command.ts";

/** What answers, and of those that cannot, why. */
export function GeneratorPanel() {
  const { show } = useDesk();
  const sentences = show.sentences.value;
  const texts = useTexts();
  const generator = useCommand("generator");
  const missing = useComputed(() => show.status.value?.missingGenerators ?? {}).value;
  const isTooNew = useComputed(() => {
    const frame = show.frame.value;
    return frame?.people.some(({ nextGenerator }) => nextGenerator !== frame.parameters.generator) ?? false;
  }).value;
  const current = (generator.current as GeneratorName | undefined) ?? null;
  return (
    <section class="panel">
      <Segments
        label={texts.commands.generator}
        value={current}
        options={GENERATOR_NAMES.map((value) => ({
          value,
          text: titleOf(sentences.generators[value]),
          ...(missing[value] === undefined ? {} : { disabled: true, title: missing[value] }),
        }))}
        onChange={generator.give}
        disabled={!generator.available}
      />
      <p class="dim explained">{current && restOf(sentences.generators[current])}</p>
      {isTooNew && <p class="warm explained">{texts.live.tooNew}</p>}
      {GENERATOR_NAMES.filter((name) => missing[name] !== undefined).map((name) => (
        <p key={name} class="dim explained">
          {`${titleOf(sentences.generators[name])}: ${missing[name]}`}
        </p>
      ))}
    </section>
  );
}
