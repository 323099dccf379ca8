import { type Argument, MAX_INT, type When } from "./address.ts";
import { TABLE } from "./table.ts";

const WHEN: Readonly<Record<When, string>> = {
  frame: "each frame",
  present: "each frame while there",
  event: "as it happens",
  "2 Hz": "twice a second",
};
/** More arguments than this are told by the first few and their number. */
const TOLD = 3;

/** The address table as Markdown, under the prefix that is usual. */
export function oscReference(prefix = "/continuo"): string {
  const lines = TABLE.map(({ paths, args, when, description }) => {
    const addresses = paths.map((path) => `\`${prefix}${path}\``).join("<br>");
    return `| ${addresses} | ${argumentList(args)} | ${WHEN[when]} | ${description} |`;
  });
  return [
    "| address | arguments: name, type, range | when | meaning |",
    "| --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

function argumentList(args: readonly Argument[]): string {
  const told = args.slice(0, args.length > 2 * TOLD ? TOLD : args.length).map(argument);
  const rest = told.length < args.length ? `, and so on: ${args.length} in all` : "";
  return told.join(", ") + rest;
}

function argument({ name, type, min, max }: Argument): string {
  return `${name} \`${type}\` ${max === MAX_INT ? `from ${min}` : `${min}..${max}`}`;
}
