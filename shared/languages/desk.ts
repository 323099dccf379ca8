import type { CommandName } from "../commands/table.ts";

/** The views of the operator's page. */
export type ViewName = "live" | "library" | "timeline" | "settings" | "health";

/** Every text of the operator's page that the stage does not say; each room of it has a section of its own. */
export interface DeskSentences {
  readonly views: Readonly<Record<ViewName, string>>;
  /** Past the navigation, for the keyboard. */
  readonly skip: string;
  readonly navigation: string;
  /** What is always in reach. */
  readonly safety: string;
  readonly close: string;
  readonly keys: string;
  readonly keysNote: string;
  /** Short names, as they stand on buttons and beside faders. */
  readonly commands: Readonly<Record<CommandName, string>>;
}
