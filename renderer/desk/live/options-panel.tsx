import { useComputed } from "@preact/signals";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { useCommand } from "../show/use-command.ts";

/** The answers to choose from, while there are some. */
export function OptionsPanel() {
  const { show } = useDesk();
  const texts = useTexts();
  const option = useCommand("option");
  const count = useComputed(
    () => show.frame.value?.people.find(({ turn }) => turn === "choosing")?.options.length ?? 0,
  ).value;
  if (count === 0) return null;
  return (
    <section class="panel">
      <h2>{texts.live.choose}</h2>
      <div class="row">
        {Array.from({ length: count }, (_, at) => at + 1).map((number) => (
          <Button
            key={number}
            label={`${texts.commands.option} ${number}`}
            disabled={!option.available}
            onClick={() => option.give(number)}
          >
            {number}
          </Button>
        ))}
      </div>
    </section>
  );
}
