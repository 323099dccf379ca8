import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Seconds } from "../../../shared/pose.ts";
import { usePlayback } from "../playback/use-playback.ts";
import type { PieceSession } from "./piece-session.ts";

export interface Playhead {
  /** It is held there, as it is dragged. */
  readonly hold: (to: Seconds) => void;
  /** It is put there: a piece that plays goes on from it. */
  readonly put: (to: Seconds) => void;
  /** It is held no longer, wherever it is. */
  readonly release: () => void;
}

/**
 * The playhead goes with the piece while that plays on the stage, and the stage with the playhead where somebody puts it.
 * Once nothing plays any more it is where it was before.
 */
export function usePlayhead(session: PieceSession): Playhead {
  const playback = usePlayback();
  const before = useRef<Seconds | null>(null);
  const isHeld = useRef(false);
  const plays = () => playback.state.peek()?.name === session.name;
  useSignalEffect(() => {
    const at = playback.position.value;
    if (playback.state.value?.name === session.name) {
      before.current ??= session.here.peek();
      if (!isHeld.current) session.here.value = readable(at);
    } else if (before.current !== null) {
      session.here.value = before.current;
      before.current = null;
    }
  });
  return {
    hold(to) {
      isHeld.current = true;
      session.here.value = readable(to);
    },
    put(to) {
      isHeld.current = false;
      session.here.value = readable(to);
      if (!plays()) return;
      before.current = readable(to);
      void playback.seek(to);
    },
    release() {
      isHeld.current = false;
    },
  };
}

const readable = (seconds: Seconds): Seconds => Math.round(seconds * 1000) / 1000;
