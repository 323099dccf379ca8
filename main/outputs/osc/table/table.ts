import type { Address, Group } from "./address.ts";
import { FIGURE, KEYPOINTS } from "./figure.ts";
import { EVENTS, FRAME } from "./frame.ts";
import { PHRASE, SCENE } from "./scene.ts";
import { SIGNAL_ROW } from "./signals.ts";

/** The same addresses lead to both. */
export const FIGURES = [
  { path: "/person/{n}", group: "people" },
  { path: "/partner/{n}", group: "partners" },
] as const satisfies readonly { readonly path: string; readonly group: Group }[];

/** A line of the table as a reader needs it: everything but how it is computed. */
export interface TableRow extends Pick<Address<never>, "when" | "args" | "description"> {
  readonly paths: readonly string[];
  /** What a destination asks for to get it. */
  readonly group: string;
}

const row = ({ when, args, description, path, group }: Address<never>): TableRow => ({
  ...{ when, args, description, group },
  paths: [path],
});

const figureRow = ({ when, args, description, path }: (typeof FIGURE)[number]): TableRow => ({
  ...{ when, args, description },
  group: FIGURES.map(({ group }) => group).join(", ") + (path === KEYPOINTS ? ", with keypoints" : ""),
  paths: FIGURES.map((figure) => figure.path + path),
});

/** Everything that ever leaves, in the order in which it is read best. */
export const TABLE: readonly TableRow[] = [
  row(FRAME),
  ...Object.values(EVENTS).map(row),
  ...FIGURE.map(figureRow),
  row(PHRASE),
  row(SIGNAL_ROW),
  ...SCENE.map(row),
];
