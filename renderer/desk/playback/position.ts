import type { PlaybackState } from "../../../shared/desk/playback.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** What plays, and when that was told, milliseconds of this page. */
export interface Told {
  readonly state: PlaybackState;
  readonly at: number;
}

/** Where it is by now. */
export function positionAt({ state, at }: Told, now: number): Seconds {
  const { position, paused, speed, to } = state;
  return paused ? position : Math.min(to, position + (speed * Math.max(0, now - at)) / 1000);
}
