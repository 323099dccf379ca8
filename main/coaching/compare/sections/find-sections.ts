import type { Section } from "../../../../shared/practice.ts";
import type { Features } from "../course/features.ts";

/** Two dances as they are laid beside each other, at COURSE_RATE in the reference's time. */
export interface Course {
  readonly reference: Features;
  readonly dance: Features;
  /** The dance's frame at each of the reference's, by the whole warp; NaN before its first and behind its last. */
  readonly way: Float32Array;
}

/** @returns sections, and the way, NaN where the reference is missing. */
export function findSections({ way }: Course): {
  readonly sections: readonly Section[];
  readonly way: Float32Array;
} {
  return { sections: [], way };
}
