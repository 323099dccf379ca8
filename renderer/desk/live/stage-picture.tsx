import { useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useDesk, useTexts } from "../desk.ts";
import { useHoursLine } from "../hours/hours-panel.tsx";
import { StageView } from "./stage-view.ts";

/** The stage in small. It is drawn when a frame comes, and not while nobody can see the page. */
export function StagePicture() {
  const { show } = useDesk();
  const texts = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<StageView | null>(null);
  const size = useRef({ width: 0, height: 0 });
  useEffect(() => {
    view.current = new StageView(canvas.current!);
    const measure = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      size.current = {
        width: Math.round(width * devicePixelRatio),
        height: Math.round(height * devicePixelRatio),
      };
    });
    measure.observe(canvas.current!);
    return () => measure.disconnect();
  }, []);
  useSignalEffect(() => {
    const frame = show.frame.value;
    const { width, height } = size.current;
    if (frame && width > 0 && !document.hidden) view.current?.draw(frame, width, height);
  });
  const people = useComputed(() => show.frame.value?.people.length ?? 0).value;
  const blackout = useComputed(() => show.frame.value?.blackout ?? false).value;
  const frozen = useComputed(() => show.frame.value?.frozen ?? false).value;
  const open = useComputed(() => show.status.value?.hours.open ?? true).value;
  const hours = useHoursLine();
  const phase = useComputed(() => show.frame.value?.people[0]?.turn ?? null).value;
  return (
    <div class="stage-picture">
      <canvas ref={canvas} role="img" aria-label={`${texts.live.stage}: ${texts.live.people(people)}`} />
      <p class="badges">
        <span>{texts.live.people(people)}</span>
        {phase && <span>{texts.live.turns[phase]}</span>}
        {!open && <span class="danger">{hours}</span>}
        {blackout && <span class="danger">{texts.commands.blackout}</span>}
        {frozen && <span class="danger">{texts.commands.freeze}</span>}
      </p>
    </div>
  );
}
