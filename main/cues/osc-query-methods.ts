import type { CommandArgument } from "../../shared/commands/argument.ts";
import type { ShowState } from "../../shared/commands/controls.ts";
import type { Method, Range } from "../outputs/oscquery/tree.ts";
import { MOST_BEATS, TEMPO } from "./beat-message.ts";
import { CUES, cueState } from "./cue.ts";

/** The cues that may be given, as addresses to write to. */
export function cueMethods(
  prefix: string,
  allow: ReadonlySet<string>,
  state: () => ShowState,
): readonly Method[] {
  const show = state();
  return CUES.filter(({ name }) => allow.has(name)).map((cue) => ({
    path: `${prefix}/cue/${cue.name}`,
    description: cue.description,
    types: typeOf(cue.argument),
    access: cue.current ? 3 : 2,
    range: rangeOf(cue.argument, show),
    value() {
      const now = cueState(cue, state());
      return now === null ? [] : [now];
    },
  }));
}

/** Where a clock says what the beat is. */
export const beatMethod = (prefix: string): Method => ({
  path: `${prefix}/clock`,
  description: "Where the music is: beats a minute, and beats since counting began, of which 0 begins a bar.",
  ...{ types: "ff", access: 2, value: () => [] },
  range: [
    { MIN: TEMPO.min, MAX: TEMPO.max },
    { MIN: -MOST_BEATS, MAX: MOST_BEATS },
  ],
});

function typeOf(argument: CommandArgument): string {
  switch (argument.kind) {
    case "choice":
    case "model":
    case "styles":
    case "take":
      return "s";
    case "number":
      return argument.whole ? "i" : "f";
    case "switch":
      return "T";
    case "trigger":
      return "I";
  }
}

function rangeOf(argument: CommandArgument, show: ShowState): readonly Range[] {
  switch (argument.kind) {
    case "choice":
      return [{ VALS: argument.names }];
    case "model":
      return [{ VALS: show.models }];
    case "number":
      return [{ MIN: argument.min, MAX: argument.max }];
    case "switch":
      return [{ VALS: [false, true] }];
    case "styles":
    case "take":
    case "trigger":
      return [];
  }
}
