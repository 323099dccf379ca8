import { useRef } from "preact/hooks";
import type { Seconds, Stretch } from "../../../../shared/pose.ts";
import { useTexts } from "../../desk.ts";
import { usePointerDrag } from "../../timeline/pointer-drag.ts";
import { type End, keyTo, withEnd } from "./stretch.ts";

export interface StretchHandleProps {
  /** Of the reference. */
  readonly seconds: Seconds;
  readonly stretch: Stretch;
  readonly onChange: (stretch: Stretch) => void;
  /** Seconds that a pixel is. */
  readonly perPixel: Seconds;
  readonly end: End;
  readonly left: string;
}

/** One end of what is practised, by finger, mouse or keys. */
export function StretchHandle({ seconds, stretch, onChange, perPixel, end, left }: StretchHandleProps) {
  const texts = useTexts().practice;
  const begun = useRef(0);
  const at = stretch[end];
  const drag = usePointerDrag({
    slack: 0,
    onStart: () => {
      begun.current = at;
    },
    onMove: (_, moved) => onChange(withEnd(stretch, end, begun.current + moved * perPixel, seconds)),
    onEnd: () => {},
  });
  return (
    <span
      class={`stretch-handle ${end}`}
      style={{ left }}
      role="slider"
      tabIndex={0}
      aria-label={texts.ends[end]}
      aria-valuemin={0}
      aria-valuemax={seconds}
      aria-valuenow={at}
      aria-valuetext={texts.seconds(at)}
      onKeyDown={(event) => {
        const to = event.ctrlKey || event.altKey || event.metaKey ? null : keyTo(event.key, at, seconds);
        if (to === null) return;
        event.preventDefault();
        onChange(withEnd(stretch, end, to, seconds));
      }}
      {...drag}
    />
  );
}
