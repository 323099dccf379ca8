import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Seconds, Stretch } from "../../../../shared/pose.ts";
import { useTexts } from "../../desk.ts";
import { drawFigure } from "../../timeline/figures.ts";
import { PositionLine } from "./position-line.tsx";
import type { ReferenceFigures } from "./reference-figures.ts";
import { ENDS } from "./stretch.ts";
import { StretchHandle } from "./stretch-handle.tsx";

/** Pixels from one figure to the next, and of their height. */
const APART = 40;
const HEIGHT = 84;
/** How plain figures are that are not practised. */
const OUTSIDE = 0.3;

export interface StretchStripProps {
  readonly name: string;
  readonly figures: ReferenceFigures;
  readonly stretch: Stretch;
  readonly mirrored: boolean;
  readonly onChange: (stretch: Stretch) => void;
}

/** The figures of a reference over its whole length, and two handles between which it is practised. */
export function StretchStrip({ name, figures, stretch, mirrored, onChange }: StretchStripProps) {
  const texts = useTexts().practice;
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(0);
  const { begin, end } = stretch;
  useEffect(() => {
    const measure = new ResizeObserver(([entry]) => {
      width.value = Math.floor(entry!.contentRect.width);
    });
    measure.observe(canvas.current!.parentElement!);
    return () => measure.disconnect();
  }, []);
  const shown = width.value;
  useEffect(() => {
    if (shown > 0) draw(canvas.current!, figures, { begin, end }, mirrored, shown);
  }, [figures, begin, end, mirrored, shown]);
  const percent = (t: Seconds) => `${(100 * t) / figures.seconds}%`;
  const handles = {
    seconds: figures.seconds,
    stretch,
    onChange,
    perPixel: figures.seconds / Math.max(1, shown),
  };
  return (
    <fieldset class="stretch-strip">
      <legend class="only-heard">{texts.strip}</legend>
      <div>
        <canvas ref={canvas} />
        <span
          class="stretch-chosen"
          style={{ left: percent(begin), width: percent(end - begin) }}
          aria-hidden="true"
        />
        <PositionLine name={name} seconds={figures.seconds} />
        {ENDS.map((one) => (
          <StretchHandle key={one} {...handles} end={one} left={percent(stretch[one])} />
        ))}
      </div>
    </fieldset>
  );
}

function draw(
  element: HTMLCanvasElement,
  { seconds, poseAt }: ReferenceFigures,
  { begin, end }: Stretch,
  mirrored: boolean,
  width: number,
): void {
  const context = element.getContext("2d")!;
  const ratio = Math.min(2, devicePixelRatio);
  element.width = Math.round(width * ratio);
  element.height = Math.round(HEIGHT * ratio);
  context.scale(ratio, ratio);
  context.lineWidth = 1.5;
  context.lineCap = "round";
  context.strokeStyle = getComputedStyle(element).color;
  const count = Math.max(1, Math.floor(width / APART));
  for (let n = 0; n < count; n++) {
    const share = (n + 0.5) / count;
    const pose = poseAt(share * seconds);
    context.globalAlpha = share * seconds >= begin && share * seconds <= end ? 1 : OUTSIDE;
    if (pose) drawFigure(context, pose, share * width, HEIGHT / 2, HEIGHT / 2 - 4, mirrored);
  }
}
