import type { Address, Group } from "./address.ts";
import { FIGURE_ADDRESSES, KEYPOINTS } from "./figure.ts";
import { EVENT_ADDRESSES, FRAME_ADDRESS } from "./frame.ts";
import { GENERATOR_ADDRESSES } from "./generators.ts";
import { BAR_ADDRESS, BEAT_ADDRESS, MUSIC_ADDRESSES } from "./music.ts";
import { PRACTICE_ADDRESSES } from "./practice.ts";
import { PHRASE_ADDRESS, SCENE_ADDRESSES } from "./scene.ts";
import { SIGNAL_ADDRESS } from "./signals.ts";

/** Dancer and partner have the same addresses under two paths. */
export const FIGURES = [
  { path: "/person/{n}", group: "people" },
  { path: "/partner/{n}", group: "partners" },
] as const satisfies readonly { readonly path: string; readonly group: Group }[];

/** A line of the table as the documentation prints it. */
export interface TableRow extends Pick<Address<never>, "when" | "args" | "description"> {
  readonly paths: readonly string[];
  /** The group, or groups, that a destination asks for to get it. */
  readonly group: string;
}

const row = ({ when, args, description, path, group }: Address<never>): TableRow => ({
  ...{ when, args, description, group },
  paths: [path],
});

const figureRow = ({ when, args, description, path }: (typeof FIGURE_ADDRESSES)[number]): TableRow => ({
  ...{ when, args, description },
  group: FIGURES.map(({ group }) => group).join(", ") + (path === KEYPOINTS ? ", with keypoints" : ""),
  paths: FIGURES.map((figure) => figure.path + path),
});

/** Everything that is ever sent, in the order of the documentation. */
export const TABLE: readonly TableRow[] = [
  row(FRAME_ADDRESS),
  ...Object.values(EVENT_ADDRESSES).map(row),
  ...FIGURE_ADDRESSES.map(figureRow),
  row(PHRASE_ADDRESS),
  row(SIGNAL_ADDRESS),
  ...SCENE_ADDRESSES.map(row),
  ...GENERATOR_ADDRESSES.map(row),
  ...MUSIC_ADDRESSES.map(row),
  row(BEAT_ADDRESS),
  row(BAR_ADDRESS),
  ...PRACTICE_ADDRESSES.map(row),
];
