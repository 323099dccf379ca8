import { HEARD_RATE, type SoundFrame } from "./sound-frames.ts";

/** How much more what is low counts: drums and bass tell the beat. */
const LOW = 2;
/** What is clear against the strongest onset of the last seconds counts more than in proportion. */
const POWER = 1.5;
/** That falls so fast, a second; below the floor there is only noise. */
const FALL = 0.35;
const FLOOR = 0.03;

/** Strength of an onset: spectral flux, what is low counting more. */
const strength = ({ flux, lowFlux }: SoundFrame): number => flux + LOW * lowFlux;

/** How strong onsets are against the strongest about them, so that quiet music has beats as well. */
export class OnsetLevel {
  #level = FLOOR;

  /** 0..1 */
  relative(frame: SoundFrame): number {
    const here = strength(frame);
    this.#level = Math.max(FLOOR, here, this.#level * (1 - FALL / HEARD_RATE));
    return here / this.#level;
  }
}

/** The same for a whole track: against the strongest before and after, 0..1 each. */
export function relativeOnsets(frames: readonly SoundFrame[]): Float64Array {
  const [before, after] = [new OnsetLevel(), new OnsetLevel()];
  const onsets = Float64Array.from(frames, (frame) => before.relative(frame));
  for (let i = frames.length - 1; i >= 0; i--) onsets[i] = Math.min(onsets[i]!, after.relative(frames[i]!));
  return onsets;
}

/** How much of a beat an onset is, 0..1. */
export const activation = (onset: number): number => onset ** POWER;
