import type { Seconds } from "../../../shared/pose.ts";
import type { Assessment } from "../../coaching/assess/assess.ts";
import type { CameraNoise } from "../../coaching/assess/noise.ts";
import type { Scale } from "../../coaching/assess/scale.ts";
import type { Score } from "../../coaching/assess/score.ts";

/** What is said of a dance without a reference. */
export interface TakeAssessment {
  readonly take: string;
  readonly dancer: string;
  /** Of dance that was measured. */
  readonly seconds: Seconds;
  readonly noise: CameraNoise;
  readonly assessment: Assessment;
  /** Measures that are not said of it, and why. */
  readonly leftOut: readonly { readonly measure: string; readonly why: string }[];
  readonly score: Score | null;
  readonly scale: Scale;
  readonly style: string | null;
}
