import type { KeyedCommand, Sentences } from "../languages/sentences.ts";
import type { CommandKeys, KeyContext } from "./definition.ts";
import { COMMAND_NAMES, type Command, type CommandName, commandWith, definitionOf } from "./table.ts";

/*
 * What every key does. A foot pedal is a keyboard. The page answers keys by the table of commands and what is added
 * here; its help and the README print both.
 */

/** What a key asks of the page itself, rather than of the show. */
export type PageAction =
  | "status"
  | "fullscreen"
  | "help"
  | "placement"
  | "next-camera"
  | "previous-camera"
  | PointerMove;

/** Of the pointer over the options. */
export type PointerMove = "next" | "previous" | "above" | "below";

const PAGE_ACTIONS: Readonly<Record<string, PageAction>> = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  ArrowUp: "above",
  ArrowDown: "below",
  c: "next-camera",
  C: "previous-camera",
  o: "status",
  f: "fullscreen",
  P: "placement",
  h: "help",
  "?": "help",
};

interface CommandKey extends CommandKeys {
  readonly command: CommandName;
}

const COMMAND_KEYS: readonly CommandKey[] = COMMAND_NAMES.flatMap((command) =>
  (definitionOf(command).keys ?? []).map((keys) => ({ ...keys, command })),
);

/** One line of the help. */
export interface HelpLine {
  readonly keys: readonly string[];
  /** What they ask of the page itself; missing where they give a command. */
  readonly page?: keyof Sentences["page"];
  /** What they do, in a language. */
  readonly says: (sentences: Sentences) => string;
}

/** Commands in the order in which the help begins, and how it ends; all others stand between, as in the table. */
const FIRST: readonly CommandName[] = ["mode", "answer", "restart"];
const CHOOSING: readonly CommandName[] = ["option", "look", "blend"];
const LAST: readonly CommandName[] = ["gestures"];
const BETWEEN = COMMAND_NAMES.filter((name) => ![...FIRST, ...CHOOSING, ...LAST].includes(name));

export const KEYS: readonly HelpLine[] = [
  ...FIRST.flatMap(helpLines),
  pageLine(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], "point"),
  ...[...CHOOSING, ...BETWEEN, ...LAST].flatMap(helpLines),
  pageLine(["c", "C"], "camera"),
  pageLine(["o"], "status"),
  pageLine(["f"], "fullscreen"),
  pageLine(["P"], "placement"),
  pageLine(["h", "?"], "help"),
];

function helpLines(name: CommandName): readonly HelpLine[] {
  return COMMAND_KEYS.filter(({ command }) => command === name).map(({ keys, mode }) => ({
    keys,
    says: ({ modes, commands }) => (mode ? modes[mode] : commands[name as KeyedCommand]),
  }));
}

function pageLine(keys: readonly string[], action: keyof Sentences["page"]): HelpLine {
  return { keys, page: action, says: ({ page }) => page[action] };
}

/** What a key does now; null for nothing. @param show null before anything is known of it */
export function actionOf(key: string, show: KeyContext | null): Command | PageAction | null {
  // While an option is pointed at, handing over takes it: one pedal to point, one to take.
  const meant = key === " " && show !== null && show.pointed !== null ? "Enter" : key;
  const low = meant.toLowerCase();
  const page = PAGE_ACTIONS[meant] ?? PAGE_ACTIONS[low];
  if (page) return page;
  const found = COMMAND_KEYS.find(({ keys }) => keys.includes(meant) || keys.includes(low));
  if (!found || (show && definitionOf(found.command).available?.(show) === false)) return null;
  const value = found.value(show, meant === low && meant !== found.keys[1] ? 1 : -1);
  return value === null ? null : commandWith(found.command, value);
}

/** How a key is printed: a letter in capitals means with shift. */
export function keyName(key: string): string {
  if (key === " ") return "space";
  return (
    { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Backspace: "backspace", Enter: "enter" }[
      key
    ] ?? key
  );
}
