import type { Address } from "./address.ts";
import { FIGURE } from "./table/figure.ts";
import { EVENTS, FRAME } from "./table/frame.ts";
import { PHRASE, SCENE } from "./table/scene.ts";

/** The same addresses lead to both. */
export const FIGURES = ["/person/{n}", "/partner/{n}"] as const;

/** A line of the table as a reader needs it: everything but how it is computed. */
export interface Row extends Pick<Address<never>, "when" | "args" | "description"> {
  readonly paths: readonly string[];
}

const row = ({ when, args, description, path }: Address<never>, parents: readonly string[] = [""]): Row => ({
  when,
  args,
  description,
  paths: parents.map((parent) => parent + path),
});

/** Everything that ever leaves, in the order in which it is read best. */
export const TABLE: readonly Row[] = [
  row(FRAME),
  ...Object.values(EVENTS).map((address) => row(address)),
  ...FIGURE.map((address) => row(address, FIGURES)),
  row(PHRASE),
  ...SCENE.map((address) => row(address)),
];
