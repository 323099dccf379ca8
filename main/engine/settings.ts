import type { Knobs, StyleWeight } from "../../shared/knobs.ts";
import type { Seconds } from "../../shared/pose.ts";
import type { Mode } from "../../shared/stage.ts";
import type { TurnSettings } from "./phrase/turn-taking.ts";

/** The part of the configuration that the flow itself depends on; the knobs as they stand at first. */
export interface EngineSettings extends TurnSettings, Knobs {
  readonly mode: Mode;
  readonly blend: readonly StyleWeight[];
  readonly maxPeople: number;
  readonly shadowLead: Seconds;
  readonly smoothing: { readonly enabled: boolean; readonly minCutoff: number; readonly beta: number };
}
