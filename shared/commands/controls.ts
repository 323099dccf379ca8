import type { Mode, StageFrame } from "../stage.ts";
import { type GeneratorName, type ParameterValues, parametersOf } from "./parameters.ts";

/** Why a generator cannot dance, of each that is not there. */
export type MissingGenerators = Readonly<Partial<Record<GeneratorName, string>>>;

/** Why a mode cannot be had, of each that is not there. */
export type MissingModes = Readonly<Partial<Record<Mode, string>>>;

/** How the show is set: what a person may change while it runs. */
export type Controls = Pick<StageFrame, "mode" | "parameters" | "blend" | "blackout" | "frozen">;

/** What can be asked for, and what became of it; the rest of the show is in the frames. */
export interface ShowState extends Controls {
  readonly record: boolean;
  /** To visitors. */
  readonly open: boolean;
  /** Names of the model that dances, and of those that may take its place. */
  readonly model: string;
  readonly models: readonly string[];
  /** Names of the styles that can be asked for. */
  readonly styles: readonly string[];
  readonly missingGenerators: MissingGenerators;
  readonly missingModes: MissingModes;
}

/** What decides whether a command would do anything now. */
export interface Situation {
  /** Names of the styles that can be asked for. */
  readonly styles: readonly string[];
  readonly missingGenerators: MissingGenerators;
  readonly missingModes: MissingModes;
  /** Somebody has options to choose from. */
  readonly choosing: boolean;
}

/** As the settings say. */
export const initialControls = (settings: ParameterValues & Pick<Controls, "mode" | "blend">): Controls => ({
  mode: settings.mode,
  parameters: parametersOf(settings),
  blend: settings.blend,
  ...{ blackout: false, frozen: false },
});
