import type { Seconds } from "../../shared/pose.ts";
import type { Mode } from "../../shared/stage.ts";
import type { TurnSettings } from "./phrase/turn-taking.ts";
import type { Side } from "./stage/beside.ts";

/** The part of the configuration that the flow itself depends on. */
export interface EngineSettings extends TurnSettings {
  readonly mode: Mode;
  readonly maxPeople: number;
  /** 0 is the expected path, 1 the learned variety. */
  readonly temperature: number;
  readonly shadowLead: Seconds;
  readonly smoothing: { readonly enabled: boolean; readonly minCutoff: number; readonly beta: number };
  readonly partnerSide: Side;
  /** Metres. */
  readonly partnerDistance: number;
}
