import { HIPS, LANDMARK_COUNT, type Landmarks, RIM } from "./landmarks.ts";
import type { Region } from "./region.ts";

/** Two bodies whose landmarks lie on average nearer than this part of their size are one body, followed twice. */
const SAME_BODY = 0.1;

/** Two regions whose middles (the hips) lie nearer than this part of their size show one body. */
const SAME_REGION = 0.1;

export function isSameBody(a: Landmarks, b: Landmarks): boolean {
  let distance = 0;
  for (let k = 0; k < LANDMARK_COUNT; k++) {
    distance += Math.hypot(a.image[2 * k]! - b.image[2 * k]!, a.image[2 * k + 1]! - b.image[2 * k + 1]!);
  }
  return distance / LANDMARK_COUNT < SAME_BODY * Math.min(reach(a), reach(b));
}

export function isSameRegion(a: Region, b: Region): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < SAME_REGION * Math.min(a.size, b.size);
}

/** From the middle of the hips to the rim of the body. */
function reach({ image }: Landmarks): number {
  return Math.hypot(image[2 * HIPS]! - image[2 * RIM]!, image[2 * HIPS + 1]! - image[2 * RIM + 1]!);
}
