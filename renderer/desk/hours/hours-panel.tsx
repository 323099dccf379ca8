import { useComputed } from "@preact/signals";
import { momentInWords } from "../../../shared/hours.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Switch } from "../kit/fields.tsx";
import { useCommand } from "../show/use-command.ts";

/** Whether the house is open, until when, and the way to open or close it by hand. */
export function HoursPanel() {
  const texts = useTexts();
  const open = useCommand("open");
  const line = useHoursLine();
  return (
    <section class="panel">
      <Switch
        label={texts.commands.open}
        on={open.current !== false}
        onChange={open.give}
        disabled={!open.available}
        help={line ?? ""}
      />
    </section>
  );
}

/** How it is and until when, in words; null before it is known. */
export function useHoursLine(): string | null {
  const { show } = useDesk();
  const texts = useTexts();
  return useComputed(() => {
    const hours = show.status.value?.hours;
    if (!hours) return null;
    const { open, byHand, next, zone } = hours;
    return texts.hours(open, byHand, next && momentInWords(next.at, zone, document.documentElement.lang));
  }).value;
}
