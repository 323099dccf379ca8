import type { ArgumentValue } from "../../shared/commands/argument.ts";
import type { ShowState, Situation } from "../../shared/commands/controls.ts";
import { type CommandName, definitionOf } from "../../shared/commands/table.ts";
import type { Status } from "../../shared/messages.ts";
import type { StageFrame } from "../../shared/stage.ts";

/** What can be asked for and what became of it, as the newest frame and status say; null before both are there. */
export function showStateOf(frame: StageFrame | null, status: Status | null): ShowState | null {
  if (!frame || !status) return null;
  const { mode, parameters, blend, blackout, frozen } = frame;
  const { hours, record, modelName: model, models, styles, missingGenerators, missingModes } = status;
  return {
    ...{ mode, parameters, blend, blackout, frozen },
    ...{ open: hours.open, record, model, models, styles, missingGenerators, missingModes },
  };
}

/** What decides whether a command would do anything now. */
export function situationOf(
  { people }: StageFrame,
  { styles, missingGenerators, missingModes }: Status,
): Situation {
  return {
    styles,
    missingGenerators,
    missingModes,
    choosing: people.some(({ turn }) => turn === "choosing"),
  };
}

/** What a command stands at; undefined where that is not known, or it only happens. */
export function currentOf(name: CommandName, state: ShowState | null): ArgumentValue {
  return (state && definitionOf(name).current?.(state)) ?? undefined;
}
