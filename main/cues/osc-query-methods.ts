import type { Method, Range } from "../outputs/oscquery/tree.ts";
import { CUES, type CueValue, type ShowState } from "./cue.ts";

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
    types: typeOf(cue.value),
    access: cue.state(show) === null ? 2 : 3,
    range: rangeOf(cue.value, show),
    value() {
      const now = cue.state(state());
      return now === null ? [] : [now];
    },
  }));
}

function typeOf(value: CueValue): string {
  switch (value.kind) {
    case "choice":
    case "name":
    case "blend":
      return "s";
    case "number":
      return value.counted ? "i" : "f";
    case "switch":
      return "T";
    case "trigger":
      return "I";
  }
}

function rangeOf(value: CueValue, show: ShowState): readonly Range[] {
  switch (value.kind) {
    case "choice":
      return [{ VALS: value.names }];
    case "name":
      return [{ VALS: show[value.of] }];
    case "number":
      return [{ MIN: value.min, MAX: value.max }];
    case "switch":
      return [{ VALS: [false, true] }];
    case "blend":
    case "trigger":
      return [];
  }
}
