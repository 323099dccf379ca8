import { useComputed } from "@preact/signals";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import { clamp } from "../../../shared/numbers.ts";
import { useDesk, useTexts } from "../desk.ts";
import { Switch } from "../kit/fields.tsx";
import { useCommand } from "../show/use-command.ts";
import { useMusic } from "./use-music.ts";

/** What is known of the music, and from where. */
export function MusicPanel() {
  const { show } = useDesk();
  const { live, commands } = useTexts();
  const { music: texts } = live;
  const ears = useCommand("ears");
  const from = useComputed(() => show.frame.value?.music?.from ?? null).value;
  const tempo = useComputed(() => show.frame.value?.music?.tempo.toFixed(1) ?? "–").value;
  const sure = useComputed(() => 5 * Math.round(20 * (show.frame.value?.music?.confidence ?? 0))).value;
  const beatsPerBar = useComputed(() => show.frame.value?.music?.beatsPerBar ?? 4).value;
  const bar = useRef<HTMLParagraphElement>(null);
  const [confidence, loudness] = [useRef<HTMLElement>(null), useRef<HTMLElement>(null)];
  useMusic((music, now, lamps) => {
    fill(confidence, music?.confidence);
    fill(loudness, music?.energy);
    if (music) lamps.light(music, now, null, bar.current?.children);
  });
  return (
    <section class="panel music">
      <h2>{texts.title}</h2>
      <Switch
        label={commands.ears}
        on={ears.current === true}
        disabled={!ears.available}
        onChange={ears.give}
      />
      <div>
        <p>
          <strong>{tempo}</strong> <span class="dim">{texts.unit}</span>
        </p>
        <p ref={bar} class="bar" aria-hidden="true">
          {Array.from({ length: beatsPerBar }, (_, at) => (
            <i key={at} class="lamp" />
          ))}
        </p>
        <p class="dim">{from === null ? texts.none : texts.sources[from]}</p>
      </div>
      <div>
        <p class="dim">{texts.sure(sure)}</p>
        <p class="level" aria-hidden="true">
          <i ref={confidence} />
        </p>
        <p class="dim">{texts.loudness}</p>
        <p class="level" aria-hidden="true">
          <i ref={loudness} />
        </p>
      </div>
    </section>
  );
}

/** A bar from the left, without laying out anything anew. */
function fill({ current }: RefObject<HTMLElement | null>, share = 0): void {
  if (current) current.style.transform = `scaleX(${clamp(share).toFixed(3)})`;
}
