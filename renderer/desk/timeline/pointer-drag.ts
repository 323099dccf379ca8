import { useRef } from "preact/hooks";

export interface PointerDrag {
  /** Pixels to move before it is a drag. */
  readonly slack: number;
  readonly onStart?: () => void;
  /** @param moved pixels to the right since it began. */
  readonly onMove: (event: PointerEvent, moved: number) => void;
  /** Not called for what was no drag. */
  readonly onEnd: (event: PointerEvent) => void;
}

/** Handlers of an element that is dragged by mouse, pen or finger. */
export function usePointerDrag({ slack, onStart, onMove, onEnd }: PointerDrag) {
  const begun = useRef<{ readonly x: number; readonly y: number; dragging: boolean } | null>(null);
  const end = (event: PointerEvent) => {
    const dragged = begun.current?.dragging;
    begun.current = null;
    if (dragged) onEnd(event);
  };
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      event.stopPropagation();
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      begun.current = { x: event.clientX, y: event.clientY, dragging: false };
    },
    onPointerMove(event: PointerEvent) {
      const from = begun.current;
      if (!from) return;
      const moved = event.clientX - from.x;
      if (!from.dragging) {
        if (Math.hypot(moved, event.clientY - from.y) < slack) return;
        from.dragging = true;
        onStart?.();
      }
      onMove(event, moved);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
