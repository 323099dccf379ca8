import { useComputed } from "@preact/signals";
import { commandWith } from "../../../shared/commands/table.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Button } from "../kit/button.tsx";
import { TapButton } from "../music/tap-button.tsx";

/** What an operator must reach without looking, in every view. */
export function SafetyBar() {
  const { show } = useDesk();
  const texts = useTexts();
  const isThere = useComputed(() => show.frame.value !== null).value;
  const blackout = useComputed(() => show.frame.value?.blackout ?? false).value;
  const frozen = useComputed(() => show.frame.value?.frozen ?? false).value;
  const disabled = !isThere;
  return (
    <section class="safety-bar" aria-label={texts.safety}>
      <Button
        {...{ icon: "blackout", tone: "danger", size: "large", pressed: blackout, disabled }}
        onClick={() => show.send(commandWith("blackout", !blackout))}
      >
        {texts.commands.blackout}
      </Button>
      <Button
        {...{ icon: "freeze", tone: "danger", size: "large", pressed: frozen, disabled }}
        onClick={() => show.send(commandWith("freeze", !frozen))}
      >
        {texts.commands.freeze}
      </Button>
      <Button
        {...{ icon: "answer", size: "large", disabled }}
        onClick={() => show.send(commandWith("answer", undefined))}
      >
        {texts.commands.answer}
      </Button>
      <Button
        {...{ icon: "keep", size: "large", disabled }}
        onClick={() => show.send(commandWith("keep", undefined))}
      >
        {texts.commands.keep}
      </Button>
      <TapButton />
    </section>
  );
}
