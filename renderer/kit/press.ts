import type { Command } from "../../shared/commands/table.ts";
import { MAX_PRESSED, type PageCommand } from "../../shared/messages.ts";
import { clamp } from "../../shared/numbers.ts";

/** A tap is worth as much as its moment: it says how long ago the key or button was pressed. */
export function pressed(command: Command, { timeStamp }: Pick<Event, "timeStamp">): PageCommand {
  if (command.command !== "tap") return command;
  return { ...command, pressed: clamp((performance.now() - timeStamp) / 1000, 0, MAX_PRESSED) };
}
