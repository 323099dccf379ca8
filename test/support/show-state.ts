import { initialControls, type ShowState } from "../../shared/commands/controls.ts";
import { ENGINE_SETTINGS } from "./engine-settings.ts";

/** A show with two models and three styles, and what is to be different in it. */
export function showState(changes: Partial<ShowState> = {}): ShowState {
  return {
    ...initialControls(ENGINE_SETTINGS),
    ...{
      record: false,
      open: true,
      model: "first",
      models: ["first", "second"],
      styles: ["indian", "martial", "salsa"],
    },
    ...{ missingGenerators: {}, missingModes: {} },
    ...changes,
  };
}
