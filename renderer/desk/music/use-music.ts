import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Music } from "../../../shared/music.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { useDesk } from "../desk.ts";
import { BeatLamps } from "./beat-lamps.ts";

/**
 * Calls back with the music of each frame while somebody can see the page, for what moves with it and is not drawn by
 * Preact: null for none, and the moment on its clock.
 */
export function useMusic(onMusic: (music: Music | null, now: Seconds, lamps: BeatLamps) => void): void {
  const { show } = useDesk();
  const lamps = useRef<BeatLamps | null>(null);
  useSignalEffect(() => {
    const frame = show.frame.value;
    if (document.hidden) return;
    lamps.current ??= new BeatLamps();
    // Since it was captured, the frame has been in the engine, mostly.
    onMusic(frame?.music ?? null, frame ? frame.t + frame.timing.total / 1000 : 0, lamps.current);
  });
}
