import type { Change } from "./alarm.ts";

/** What is told: to people as one sentence, to programs in parts. */
export interface Notice {
  readonly text: string;
  readonly well: boolean;
  readonly why: string;
  /** Name of this machine. */
  readonly machine: string;
  /** Seconds that it has not been well, or had not been. */
  readonly lasted: number;
  /** When, as in RFC 3339. */
  readonly at: string;
}

export function noticeOf({ well, why, lasted }: Change, machine: string, at: Date): Notice {
  const long = lasted < 120 ? `${Math.round(lasted)} s` : `${Math.round(lasted / 60)} min`;
  const text = well
    ? `Continuo on ${machine} is well again, after ${long} (${why})`
    : `Continuo on ${machine} has not been well for ${long}: ${why}`;
  return { text, well, why, machine, lasted: Math.round(lasted), at: at.toISOString() };
}
