import type { Address, Group } from "./address.ts";
import { FIGURE } from "./table/figure.ts";
import { EVENTS, FRAME } from "./table/frame.ts";
import { PHRASE, SCENE } from "./table/scene.ts";
import { SIGNAL_ROW } from "./table/signals.ts";

/** The same addresses lead to both. */
export const FIGURES = [
  { path: "/person/{n}", group: "people" },
  { path: "/partner/{n}", group: "partners" },
] as const satisfies readonly { readonly path: string; readonly group: Group }[];

/** A line of the table as a reader needs it: everything but how it is computed. */
export interface TableRow extends Pick<Address<never>, "when" | "args" | "description"> {
  readonly paths: readonly string[];
}

const row = (
  { when, args, description, path }: Omit<Address<never>, "group">,
  parents: readonly { readonly path: string }[] = [{ path: "" }],
): TableRow => ({ when, args, description, paths: parents.map((parent) => parent.path + path) });

/** Everything that ever leaves, in the order in which it is read best. */
export const TABLE: readonly TableRow[] = [
  row(FRAME),
  ...Object.values(EVENTS).map((address) => row(address)),
  ...FIGURE.map((address) => row(address, FIGURES)),
  row(PHRASE),
  row(SIGNAL_ROW),
  ...SCENE.map((address) => row(address)),
];
