import { PRACTICE_LIMITS } from "../../../../shared/desk/practice.ts";
import { clamp } from "../../../../shared/numbers.ts";
import type { Seconds, Stretch } from "../../../../shared/pose.ts";

export const ENDS = ["begin", "end"] as const;
export type End = (typeof ENDS)[number];

/** Hundredths, as people read them: what lies between is nobody's wish. */
const readable = (seconds: Seconds): Seconds => Math.round(100 * seconds) / 100;

const { shortest, longest } = PRACTICE_LIMITS;

/** As much of a reference of so many seconds as can be practised. */
export const wholeOf = (seconds: Seconds): Stretch => ({ begin: 0, end: Math.min(seconds, longest) });

/**
 * A stretch with one end moved: within the reference of so many seconds, and no shorter or longer than what can be
 * practised.
 */
export function withEnd({ begin, end }: Stretch, moved: End, to: Seconds, seconds: Seconds): Stretch {
  if (moved === "begin") {
    const latest = Math.max(0, end - shortest);
    return { begin: clamp(readable(to), Math.min(latest, Math.max(0, end - longest)), latest), end };
  }
  const earliest = Math.min(seconds, begin + shortest);
  return {
    begin,
    end: clamp(readable(to), earliest, Math.max(earliest, Math.min(seconds, begin + longest))),
  };
}

const STEP: Seconds = 0.1;
const LEAP: Seconds = 1;

/** Where a key moves an end that is at `at`; null where it does not. */
export function keyTo(key: string, at: Seconds, seconds: Seconds): Seconds | null {
  const steps: Readonly<Record<string, Seconds>> = {
    ...{ ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP },
    ...{ PageUp: LEAP, PageDown: -LEAP, Home: -seconds, End: seconds },
  };
  const step = steps[key];
  return step === undefined ? null : at + step;
}
