import { unknownStyle } from "../../shared/commands/style-weight.ts";
import type { Command } from "../../shared/commands/table.ts";
import { printable } from "../system/log/printable.ts";

export interface PageCommandsParts {
  /** Names of the styles of the model that dances. */
  readonly styles: () => readonly string[];
  readonly onCommand: (command: Command) => void;
  readonly tellOperator: (line: string) => void;
}

/** Passes on what a page asks for; styles that the model does not know are refused by name, as they are by OSC. */
export function pageCommands({
  styles,
  onCommand,
  tellOperator,
}: PageCommandsParts): (command: Command) => void {
  return (command) => {
    const known = styles();
    const unknown = command.command === "blend" ? unknownStyle(command.value, known) : undefined;
    if (unknown === undefined) {
      onCommand(command);
      return;
    }
    const expected = known.length > 0 ? `one of ${known.map((name) => printable(name)).join(", ")}` : "none";
    tellOperator(
      `a page asked for the style "${printable(unknown, 40)}", expected ${expected}; the blend stays`,
    );
  };
}
