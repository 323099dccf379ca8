import type { MissingGenerators, MissingModes } from "../../shared/commands/controls.ts";
import { unknownStyle } from "../../shared/commands/style-weight.ts";
import { definitionOf } from "../../shared/commands/table.ts";
import type { PageCommand, PageRole } from "../../shared/messages.ts";
import { printable } from "../system/log/printable.ts";

export interface PageCommandsParts {
  /** Names of the styles of the model that dances. */
  readonly styles: () => readonly string[];
  /** Names of the models that can take its place. */
  readonly models: () => readonly string[];
  readonly missingGenerators: () => MissingGenerators;
  readonly missingModes: () => MissingModes;
  readonly onCommand: (command: PageCommand, role: PageRole) => void;
  readonly tellOperator: (line: string) => void;
}

/** Passes on what a page asks for; what is refused by OSC is refused here, too. */
export function pageCommands({
  styles,
  models,
  missingGenerators,
  missingModes,
  onCommand,
  tellOperator,
}: PageCommandsParts): (command: PageCommand, role: PageRole) => void {
  return (command, role) => {
    const refusal = definitionOf(command.command).refusal?.(command.value, {
      missingGenerators: missingGenerators(),
      missingModes: missingModes(),
    });
    if (refusal != null) {
      tellOperator(`${printable(refusal)}; what was before goes on`);
      return;
    }
    if (command.command === "model" && !models().includes(command.value)) {
      tellOperator(
        `a page asked for the model "${printable(command.value, 40)}", which is not there; what was before goes on`,
      );
      return;
    }
    const known = styles();
    const unknown = command.command === "blend" ? unknownStyle(command.value, known) : undefined;
    if (unknown === undefined) {
      onCommand(command, role);
      return;
    }
    const expected = known.length > 0 ? `one of ${known.map((name) => printable(name)).join(", ")}` : "none";
    tellOperator(
      `a page asked for the style "${printable(unknown, 40)}", expected ${expected}; the blend stays`,
    );
  };
}
