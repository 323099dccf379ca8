import type { GeneratorName } from "../commands/parameters.ts";
import type { CommandName } from "../commands/table.ts";
import type { Mode } from "../stage.ts";
import type { CoachingSentences } from "./coaching.ts";
import type { DescriptionSentences } from "./description.ts";
import type { DeskSentences } from "./desk.ts";
import type { PlacementSentences } from "./placement.ts";
import type { PracticeSentences } from "./practice.ts";

/** Every sentence that the pages can say. */
export interface Sentences extends StageSentences {
  /** Of laying the picture onto its wall, which the staff does. */
  readonly placement: PlacementSentences;
  readonly desk: DeskSentences;
}

/** Those of the stage; a language that the staff does not speak has only these. */
export interface StageSentences {
  readonly noHost: string;
  readonly starting: string;
  readonly oneMoment: string;
  readonly allowCamera: string;
  readonly cameraDenied: string;
  readonly cameraNone: string;
  readonly cameraGone: string;
  /** The browser lets no page play or listen before somebody has pressed a key. */
  readonly pressKey: string;
  readonly tooDark: string;
  readonly framesLate: string;
  /** To whoever passes by: at most six words. */
  readonly stepIn: string;
  /** While the show is closed: to staff, small. When it opens, in words; null: nobody knows. */
  readonly closed: (opens: string | null, byHand: boolean) => string;
  /** In the mode practise, where nothing is chosen to be practised. */
  readonly choosePractice: string;
  /** What becomes of the pictures. */
  readonly privacy: string;
  /** Of a switch. */
  readonly on: string;
  readonly off: string;
  /** What each mode is, and each command does: its name, a colon, and the rest. */
  readonly modes: Readonly<Record<Mode, string>>;
  readonly commands: Readonly<Record<KeyedCommand, string>>;
  /** What each generator is: its mark, its name, a colon, and how its dance feels. */
  readonly generators: Readonly<Record<GeneratorName, string>>;
  /** What the other keys do. */
  readonly page: Readonly<
    Record<"point" | "camera" | "status" | "fullscreen" | "placement" | "help", string>
  >;
  readonly description: DescriptionSentences;
  readonly coaching: CoachingSentences;
  readonly practice: PracticeSentences;
}

/** Commands whose keys the help explains; modes have a line each. */
export type KeyedCommand = Exclude<
  CommandName,
  "mode" | "model" | "blackout" | "freeze" | "open" | "record" | "play" | "live" | "practise"
>;

/** Those that are said one at a time, on one line. */
export type Sentence = Exclude<
  keyof Sentences,
  | "on"
  | "off"
  | "modes"
  | "commands"
  | "generators"
  | "page"
  | "placement"
  | "privacy"
  | "description"
  | "closed"
  | "coaching"
  | "practice"
  | "desk"
>;
