import { featureDistance } from "./course/features.ts";
import type { Course } from "./sections/find-sections.ts";

/** Mean square distance at which two dances are as likely the same phrase as not, square metres. */
const HALF = 0.5;

/** 0..1: how sure it is that both are the same phrase. */
export function likenessOf({ reference, dance, way }: Course): number {
  let [sum, count] = [0, 0];
  way.forEach((at, row) => {
    if (Number.isNaN(at)) return;
    sum += featureDistance(reference, row, dance, Math.round(at));
    count++;
  });
  return count === 0 ? 0 : 1 / (1 + sum / count / HALF);
}
