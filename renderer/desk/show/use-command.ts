import { useComputed } from "@preact/signals";
import type { ArgumentValue } from "../../../shared/commands/argument.ts";
import { type CommandName, commandWith, definitionOf } from "../../../shared/commands/table.ts";
import { currentOf, situationOf } from "../../kit/show-state.ts";
import { useDesk } from "../desk.ts";

/** One command as a control of the desk shows it. */
export interface CommandInUse {
  /** What it stands at, whoever set it; undefined where that is not known, or it only happens. */
  readonly current: ArgumentValue;
  /** False while it would do nothing: there is no show, or nothing to choose from. */
  readonly available: boolean;
  readonly give: (value: ArgumentValue) => void;
}

/** For components: drawn anew only when the command's own value changes, not with each frame. */
export function useCommand(name: CommandName): CommandInUse {
  const { show } = useDesk();
  const current = useComputed(() => currentOf(name, show.state.value)).value;
  const available = useComputed(() => {
    const [frame, status] = [show.frame.value, show.status.value];
    if (!frame || !status) return false;
    return definitionOf(name).available?.(situationOf(frame, status)) ?? true;
  }).value;
  return { current, available, give: (value) => void show.send(commandWith(name, value)) };
}
