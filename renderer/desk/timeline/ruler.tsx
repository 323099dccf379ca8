import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { useTexts } from "../desk.ts";
import type { PieceSession } from "./piece-session.ts";
import { usePointerDrag } from "./pointer-drag.ts";
import { usePlayhead } from "./use-playhead.ts";

/** Pixels between two numbers at the least. */
const APART = 70;
const STEPS = [0.5, 1, 2, 5, 10, 30, 60, 120];
/** Seconds by which a key moves the playhead, and with Shift. */
const STEP = 0.1;
const LEAP = 1;

/** Time, with the marks of the piece and the playhead. */
export function Ruler({ session, seconds }: { readonly session: PieceSession; readonly seconds: Seconds }) {
  const texts = useTexts().timeline;
  const scale = session.zoom.value;
  const here = session.here.value;
  const step = STEPS.find((one) => one * scale >= APART) ?? STEPS.at(-1)!;
  const playhead = usePlayhead(session);
  const put = (to: Seconds) => playhead.put(clamp(to, 0, seconds));
  const at = (event: PointerEvent) =>
    (event.clientX - (event.currentTarget as Element).getBoundingClientRect().left) / scale;
  const drag = usePointerDrag({
    slack: 0,
    onMove: (event) => playhead.hold(clamp(at(event), 0, seconds)),
    onEnd: playhead.release,
  });
  return (
    <div
      class="ruler"
      role="slider"
      tabIndex={0}
      aria-label={texts.playhead}
      aria-valuemin={0}
      aria-valuemax={seconds}
      aria-valuenow={here}
      aria-valuetext={texts.seconds(here.toFixed(1))}
      {...drag}
      onPointerUp={(event) => {
        put(at(event));
        drag.onPointerUp(event);
      }}
      onKeyDown={(event) => {
        const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
        if (way !== undefined) put(session.here.value + way * (event.shiftKey ? LEAP : STEP));
        else if (event.key === "Home" || event.key === "End") put(event.key === "Home" ? 0 : seconds);
        else return;
        event.preventDefault();
      }}
    >
      {Array.from({ length: Math.floor(seconds / step) + 1 }, (_, n) => (
        <span key={n} class="tick" style={{ left: `${n * step * scale}px` }}>
          {timeOf(n * step)}
        </span>
      ))}
      {session.piece.value.marks.map((mark, index) => (
        <span
          key={index}
          class={`mark ${mark.kind}`}
          style={{ left: `${mark.at * scale}px` }}
          title={mark.text}
        >
          {mark.text.split("\n")[0]}
        </span>
      ))}
      <span class="playhead" style={{ left: `${here * scale}px` }} />
    </div>
  );
}

/** 75.5 as 1:15.5. */
export function timeOf(seconds: Seconds): string {
  const rest = seconds % 60;
  const shown = Number.isInteger(rest) ? String(rest) : rest.toFixed(1);
  return seconds < 60
    ? `${shown}`
    : `${Math.floor(seconds / 60)}:${shown.padStart(rest < 10 ? (Number.isInteger(rest) ? 2 : 4) : 2, "0")}`;
}
