import { useComputed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { commandWith } from "../../../shared/commands/table.ts";
import { pressed } from "../../kit/press.ts";
import { useDesk, useTexts } from "../desk.ts";
import { useMusic } from "./use-music.ts";

/** Taps the beat, and shows it: lit on each beat, with the tempo. */
export function TapButton() {
  const { show } = useDesk();
  const texts = useTexts();
  const lamp = useRef<HTMLElement>(null);
  const isThere = useComputed(() => show.frame.value !== null).value;
  const tempo = useComputed(() => show.frame.value?.music?.tempo.toFixed(1) ?? null).value;
  useMusic((music, now, lamps) => {
    if (music) lamps.light(music, now, lamp.current);
  });
  const tap = (event: Event) => void show.send(pressed(commandWith("tap", undefined), event));
  return (
    <button
      type="button"
      class="button large tap"
      disabled={!isThere}
      // From when the finger comes down; keys and screen readers only click.
      onPointerDown={(event) => event.button === 0 && tap(event)}
      onClick={(event) => event.detail === 0 && tap(event)}
    >
      <i ref={lamp} class="lamp" aria-hidden="true" />
      <span>{texts.commands.tap}</span>
      {tempo !== null && <span class="tempo">{tempo}</span>}
    </button>
  );
}
