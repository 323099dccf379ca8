import type { Vitals } from "./vitals.ts";

/** Whether the show does what it is there for. */
export interface Verdict {
  readonly state: "well" | "closed" | "starting" | "not well";
  /** What is wrong, in one line; null where nothing is. */
  readonly why: string | null;
}

/** Before there is a show. */
export const STARTING: Verdict = { state: "starting", why: "the show is starting" };

/** Whether nobody has to do anything about it. */
export const isWell = ({ state }: Verdict): boolean => state === "well" || state === "closed";

/**
 * Judges a show as somebody would who stands before it: a stage that moves, with whoever is there on it. A lamp that
 * cannot be told is no reason: many a show has none.
 */
export function judge(vitals: Vitals): Verdict {
  if (vitals.closed) return { state: "closed", why: null };
  if (vitals.status.engine === "starting") return STARTING;
  const why = whatIsWrong(vitals);
  return why === null ? { state: "well", why } : { state: "not well", why };
}

function whatIsWrong({ frames, frameAge, status, stage, missingCamera }: Vitals): string | null {
  if (frames !== "well") {
    const since =
      frameAge === null ? "no frame has left yet" : `no frame has left for ${frameAge.toFixed(0)} s`;
    return status.engine === "restarting" ? `${since}: the engine is started again` : since;
  }
  if (stage === false) return "no stage page is open";
  return missingCamera === null ? null : `${missingCamera}: the demo dances`;
}
