import { ClockMap } from "../../../shared/clock-map.ts";
import { MusicListener } from "../../../shared/music/music-listener.ts";
import type { SaidOfMusic } from "../../../shared/music.ts";
import type { Listening } from "./heard.ts";

/** Of hearings, a hundred a second, every second is told, with the strongest onset since the one before. */
const TOLD_EVERY = 2;

/** Listens to the blocks of sound that the worklet posts, and says what it hears, fifty times a second. */
export function listen(
  blocks: MessagePort,
  { sampleRate, latency }: Listening,
  tell: (heard: SaidOfMusic) => void,
): void {
  const listener = new MusicListener(sampleRate);
  const clock = new ClockMap();
  let samples = 0;
  let [untold, onset] = [0, 0];
  blocks.onmessage = ({ data }: MessageEvent<Float32Array>) => {
    samples += data.length;
    // The newest sample was played to the page a moment ago, and a moment before that it was sound in the room.
    clock.arrived(samples / sampleRate, (performance.timeOrigin + performance.now()) / 1000);
    for (const { at, ...hearing } of listener.listen(data)) {
      onset = Math.max(onset, hearing.onset);
      if (++untold < TOLD_EVERY) continue;
      tell({ ...hearing, onset, t: at + clock.offset! - latency });
      [untold, onset] = [0, 0];
    }
  };
}
