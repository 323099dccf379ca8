import type { Music } from "../../shared/music.ts";

/** Even beats, one of them at `t`, which nobody doubts. */
export const beating = (tempo: number, t = 0, changes: Partial<Music> = {}): Music => ({
  ...{ from: "taps", t, tempo, beat: 0, beatsPerBar: 4, downbeat: 0 },
  ...{ confidence: 1, energy: 0, onset: 0, brightness: 0 },
  ...changes,
});
