import { CUES } from "../cues/cue.ts";
import { expected } from "../cues/osc-argument.ts";
import { code, markdownTable } from "./markdown.ts";

/** Every cue that may be given, under the prefix that is usual. */
export function cueTable(prefix = "/continuo"): string {
  const rows = CUES.map(({ name, argument, description }) => [
    code(`${prefix}/cue/${name}`),
    expected(argument),
    description,
  ]);
  return markdownTable(["address", "argument", "what it does"], rows);
}
