import { timeOfDay } from "../../../../shared/operator-message.ts";
import type { PracticePass } from "../../../../shared/practice.ts";

/** Milliseconds without a pass after which it is another evening: longer than any pause, shorter than a night. */
const NIGHT_MS = 6 * 3_600_000;

/** What was practised without a night between. */
export interface Evening {
  /** Milliseconds since 1970, when its first pass ended: what tells it from others. */
  readonly begin: number;
  /** In the order in which they were danced. */
  readonly passes: readonly PracticePass[];
}

/** @param passes in the order in which they were danced @returns the latest evening first */
export function eveningsOf(passes: readonly PracticePass[]): Evening[] {
  const evenings: PracticePass[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const pass of passes) {
    if (pass.at - before > NIGHT_MS) evenings.push([]);
    evenings.at(-1)!.push(pass);
    before = pass.at;
  }
  return evenings.map((of) => ({ begin: of[0]!.at, passes: of })).toReversed();
}

/** @returns bare names, the one that was practised last first. */
export function referencesOf(passes: readonly PracticePass[]): string[] {
  return [...new Set(passes.map(({ reference }) => reference).toReversed())];
}

/** Hours and minutes: of what evening it is stands elsewhere. @param at milliseconds since 1970 */
export function clockTime(at: number): string {
  const date = new Date(at);
  return timeOfDay(date, date);
}
