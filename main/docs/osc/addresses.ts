import { type Argument, MAX_INT, type When } from "../../outputs/osc/table/address.ts";
import { TABLE } from "../../outputs/osc/table/table.ts";
import { code, markdownTable } from "../markdown.ts";

const WHEN: Readonly<Record<When, string>> = {
  frame: "each frame",
  present: "each frame while there",
  music: "each frame once there was music",
  practice: "each frame once something was practised",
  event: "as it happens",
  "2 Hz": "twice a second",
};
/** More arguments than this are told by the first few and their number. */
const TOLD = 3;

/** The address table in full, under the prefix that is usual. */
export function addressTable(prefix = "/continuo"): string {
  const rows = TABLE.map(({ paths, args, when, group, description }) => [
    paths.map((path) => code(prefix + path)).join("<br>"),
    argumentList(args),
    WHEN[when],
    group,
    description,
  ]);
  return markdownTable(["address", "arguments: name, type, range", "when", "group", "meaning"], rows);
}

function argumentList(args: readonly Argument[]): string {
  const told = args.slice(0, args.length > 2 * TOLD ? TOLD : args.length).map(argument);
  const rest = told.length < args.length ? `, and so on: ${args.length} in all` : "";
  return told.join(", ") + rest;
}

function argument({ name, type, min, max }: Argument): string {
  return `${name} \`${type}\` ${max === MAX_INT ? `from ${min}` : `${min}..${max}`}`;
}
