import type { CommandName } from "../commands/table.ts";
import type { Turn } from "../stage.ts";

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
  /** What some commands may stand at; others are shown as they are called. */
  readonly choices: Readonly<Record<string, string>>;
  readonly live: LiveSentences;
}

interface LiveSentences {
  readonly stage: string;
  readonly people: (count: number) => string;
  readonly turns: Readonly<Record<Turn, string>>;
  readonly choose: string;
  /** Of a generator in whose place the model answers. */
  readonly tooNew: string;
  readonly ownStyle: string;
  readonly knobs: string;
  readonly cameras: string;
  /** What dances instead follows. */
  readonly noCameras: string;
  readonly cameraUsed: string;
  readonly cameraFree: string;
  readonly useCamera: string;
  readonly language: string;
  /** Of the language. */
  readonly asSet: string;
}
