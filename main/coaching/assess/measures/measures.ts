import { BALANCE } from "./balance.ts";
import { EFFORTS } from "./efforts.ts";
import { FLUENCY } from "./fluency.ts";
import { LEVELS } from "./levels.ts";
import type { Measure } from "./measure.ts";
import { MUSIC } from "./music.ts";
import { RANGE_OF_MOTION } from "./range.ts";
import { RHYTHM } from "./rhythm.ts";
import { SPACE } from "./space.ts";
import { SYMMETRY } from "./symmetry.ts";
import { VARIETY } from "./variety.ts";

/** All of them; which of them a camera can tell says the scale. */
export const MEASURES: readonly Measure[] = [
  ...RHYTHM,
  ...MUSIC,
  ...FLUENCY,
  ...RANGE_OF_MOTION,
  ...SPACE,
  ...LEVELS,
  ...BALANCE,
  ...SYMMETRY,
  ...VARIETY,
  ...EFFORTS,
];
