import { SLOTS } from "../cast/cast.ts";
import type { Group } from "./address.ts";
import { MAX_PACKET } from "./bundle.ts";
import { PackedMessage, type Shaping } from "./packed-message.ts";
import { type Cell, cellsOf, type Row } from "./row.ts";
import type { FigureRows, Rows, SlotRows } from "./rows.ts";
import { KEYPOINTS } from "./table/figure.ts";

/** What has a message of its own: all of a frame, each person, each line of the table, each keypoint, each value. */
export const SPLITS = ["frame", "person", "line", "keypoint", "value"] as const;
export type Split = (typeof SPLITS)[number];

/** How frame data looks to one destination. */
export interface Layout extends Shaping {
  /** What every address begins with. */
  readonly prefix: string;
  readonly split: Split;
  readonly groups: ReadonlySet<Group>;
}

/** Messages that stay together in one packet. */
export interface Unit {
  /** The first slot that it tells of, from 1. */
  readonly slot: number;
  readonly messages: readonly { readonly message: PackedMessage; readonly wanted: () => boolean }[];
}

const always = () => true;
/** What the first message of a bundle, its header and its length take, with the longest prefix. */
const ROOM = 20;

/** All messages about people that a destination may get, in the order in which they leave. */
export function unitsOf(rows: Rows, layout: Layout): readonly Unit[] {
  if (layout.split === "frame") return wholeFrames(rows, layout);
  return rows.slots.flatMap((slot) => slotUnits(slot, layout)).filter(({ messages }) => messages.length > 0);
}

function slotUnits(slot: SlotRows, layout: Layout): readonly Unit[] {
  const { prefix, split, groups } = layout;
  const [live, partner] = [wanted(slot.live, groups), wanted(slot.partner, groups)];
  const besides = [slot.phrase, slot.signals].filter(({ address }) => groups.has(address.group));
  if (split === "person") {
    const one = (path: string, parts: readonly Row<never>[]) =>
      parts.length === 0
        ? []
        : [
            {
              message: new PackedMessage(`${prefix}${path}/${slot.n}`, parts.flatMap(cellsOf), layout),
              wanted: always,
            },
          ];
    return [
      { slot: slot.n, messages: one("/person", [...live, ...besides]) },
      { slot: slot.n, messages: one("/partner", partner) },
    ];
  }
  const messages = (parts: readonly Row<never>[], figure: FigureRows) =>
    parts.flatMap((row) => {
      const present = row.address.when === "frame" ? always : () => figure.present;
      return splitRow(row, layout).map((message) => ({ message, wanted: present }));
    });
  return [
    { slot: slot.n, messages: [...messages(live, slot.live), ...messages(besides, slot.live)] },
    { slot: slot.n, messages: messages(partner, slot.partner) },
  ];
}

/** As few messages of the same shape as hold all slots, each led by the number of the frame and the count. */
function wholeFrames(rows: Rows, layout: Layout): readonly Unit[] {
  const head = cellsOf(rows.frame).slice(0, 2);
  const slots = rows.slots.map(({ live, partner, phrase, signals }) => [
    ...wanted(live, layout.groups).flatMap(cellsOf),
    ...wanted(partner, layout.groups).flatMap(cellsOf),
    ...[phrase, signals].filter(({ address }) => layout.groups.has(address.group)).flatMap(cellsOf),
  ]);
  const message = (first: number, count: number) =>
    new PackedMessage(
      `${layout.prefix}/people/${first}`,
      [...head, ...slots.slice(first - 1, first - 1 + count).flat()],
      layout,
    );
  let most = SLOTS;
  while (most > 1 && message(1, most).bytes.length + ROOM > MAX_PACKET) most--;
  return Array.from({ length: Math.ceil(SLOTS / most) }, (_, i) => ({
    slot: i * most + 1,
    messages: [{ message: message(i * most + 1, most), wanted: always }],
  }));
}

function wanted({ rows }: FigureRows, groups: Layout["groups"]): readonly Row<never>[] {
  return rows.filter(
    ({ address: { group, path } }) =>
      groups.has(group) && (groups.has("keypoints") || !path.endsWith(KEYPOINTS)),
  );
}

/** The messages of one line of the table. */
export function splitRow(row: Row<never>, layout: Layout): readonly PackedMessage[] {
  const path = layout.prefix + row.address.path;
  const cells = cellsOf(row);
  const pack = (at: string, some: readonly Cell[]) => new PackedMessage(at, some, layout);
  if (layout.split === "keypoint" && path.endsWith(KEYPOINTS)) {
    const figure = path.slice(0, -KEYPOINTS.length);
    const joints = Map.groupBy(cells, ({ argument }) => argument.name.split(" ")[0] ?? "");
    return [...joints].map(([joint, three]) => pack(`${figure}/${joint}`, three));
  }
  if (layout.split === "value")
    return cells.map((cell) => pack(layout.prefix + valuePath(row, cell), [cell]));
  return [pack(path, cells)];
}

/** The address of one number by itself: a line that has only one keeps its own. */
export function valuePath({ address }: Row<never>, { argument }: Cell): string {
  const parent = address.path.endsWith(KEYPOINTS) ? address.path.slice(0, -KEYPOINTS.length) : address.path;
  return address.args.length === 1 ? address.path : `${parent}/${argument.name.replaceAll(" ", "/")}`;
}
