import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PlaybackAdjustment, PlaybackState, PlaybackStretch } from "../../../shared/desk/playback.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { useDesk } from "../desk.ts";
import { positionAt, type Told } from "./position.ts";

/** Milliseconds between two looks at where it is. */
const TICK_MS = 100;

/** What plays on the stage instead of the source, and the ways to change it. */
export interface Playback {
  readonly state: ReadonlySignal<PlaybackState | null>;
  /** Where it is now, seconds of the recording. */
  readonly position: ReadonlySignal<Seconds>;
  /** Another stretch of it. */
  readonly again: (stretch: PlaybackStretch) => Promise<void>;
  readonly adjust: (changes: PlaybackAdjustment) => Promise<void>;
  readonly seek: (position: Seconds) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** For components: what is refused is told in passing. */
export function usePlayback(): Playback {
  const { host, notices } = useDesk();
  const told = useSignal<Told | null>(null);
  const now = useSignal(0);
  const isThere = useSignal(true);

  const take = async (asked: Promise<PlaybackState | null>) => {
    try {
      const state = await asked;
      if (!isThere.peek()) return;
      now.value = performance.now();
      told.value = state && { state, at: now.peek() };
    } catch (error) {
      notices.failed((error as Error).message);
    }
  };
  useEffect(() => {
    // Without a host nothing is known of it, which the shell says.
    const look = () => void take(host.ask("playback/state", null).catch(() => null));
    look();
    const end = host.onChanged("playback", look);
    return () => {
      isThere.value = false;
      end();
    };
  }, [host]);
  const moves = useComputed(() => told.value !== null && !told.value.state.paused).value;
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => {
      now.value = performance.now();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [moves]);
  return {
    state: useComputed(() => told.value?.state ?? null),
    position: useComputed(() => (told.value ? positionAt(told.value, now.value) : 0)),
    again: (stretch) => take(host.ask("playback/again", stretch)),
    adjust: (changes) => take(host.ask("playback/adjust", changes)),
    seek: (position) => take(host.ask("playback/seek", { position })),
    stop: () => take(host.ask("playback/stop", null)),
  };
}
