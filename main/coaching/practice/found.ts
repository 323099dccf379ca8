import type { Seconds, Stretch } from "../../../shared/pose.ts";
import type { Difference, Finding } from "../../../shared/practice.ts";

/** What may be said of a pass: something that differs, or a stretch that is not danced as it is there. */
export type Found = Finding["difference"];

/** Moments so near to each other are one: half a beat of a calm dance. */
const NEAR: Seconds = 0.5;

export const isSection = (found: Found): found is Exclude<Found, Difference> => "reference" in found;

/** Where in the reference it is. */
export const stretchOf = (found: Found): Stretch => (isSection(found) ? found.reference : found.stretch);

/** When it is shown, seconds of the reference. */
export const momentOf = (found: Found): Seconds => (isSection(found) ? found.reference.begin : found.at);

/** Whether two stretches lie over each other, or nearly. */
export const overlap = (a: Stretch, b: Stretch): boolean => a.begin < b.end + NEAR && b.begin < a.end + NEAR;

/** Whether the same is found in two passes: of the same kind and part, the same way, about the same stretch. */
export function isSame(a: Found, b: Found): boolean {
  return a.kind === b.kind && way(a) === way(b) && overlap(stretchOf(a), stretchOf(b));
}

function way(found: Found): string {
  if (isSection(found)) return "";
  if (found.kind === "timing") return `${found.part} ${found.late > 0}`;
  return `${found.part} ${found.kind === "size" ? found.ratio > 1 : found.towards}`;
}
