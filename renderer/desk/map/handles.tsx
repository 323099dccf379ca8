import { useTexts } from "../desk.ts";
import { usePointerDrag } from "../timeline/pointer-drag.ts";
import { handlesOf } from "./line.ts";
import type { MapSession } from "./map-session.ts";
import { placeAt, spotOf } from "./viewport.ts";

/** CSS pixels that a handle goes at a press of an arrow, and with the shift key. */
const STEP = { near: 4, far: 24 };

const ARROWS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] },
};

/** What the line is bent by, while a line is what the hand draws. */
export function Handles({ session }: { readonly session: MapSession }) {
  const line = session.line.value;
  if (!line || session.tool.value !== "line" || session.stroke.value.length > 0) return null;
  const count = line.handles.length;
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <HandleButton key={index} {...{ session, index, count }} />
      ))}
    </>
  );
}

function HandleButton(props: {
  readonly session: MapSession;
  readonly index: number;
  readonly count: number;
}) {
  const { session, index, count } = props;
  const texts = useTexts().map;
  const [view, size] = [session.view.value, session.size.value];
  const place = handlesOf(session.line.value!)[index]!;
  const spot = spotOf(place, view, size);
  const bend = (left: number, top: number) => session.bend(index, placeAt({ left, top }, view, size));
  const drag = usePointerDrag({
    slack: 0,
    onMove(event) {
      const { left, top } = (event.currentTarget as Element).parentElement!.getBoundingClientRect();
      bend(event.clientX - left, event.clientY - top);
    },
    onEnd() {},
  });
  return (
    <button
      type="button"
      class="map-handle"
      aria-label={texts.handle(index + 1, count)}
      style={{ left: `${spot.left}px`, top: `${spot.top}px` }}
      {...drag}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (!arrow) return;
        const pixels = event.shiftKey ? STEP.far : STEP.near;
        bend(spot.left + arrow[0] * pixels, spot.top + arrow[1] * pixels);
        event.preventDefault();
      }}
    />
  );
}
