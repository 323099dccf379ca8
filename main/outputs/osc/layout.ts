import { SLOTS } from "../cast/cast.ts";
import type { Group } from "./address.ts";
import { MAX_PACKET } from "./bundle.ts";
import { PackedMessage } from "./packed-message.ts";
import { type Cell, cellsOf, type Row } from "./row.ts";
import type { FigureRows, Rows, SlotRows } from "./rows.ts";
import type { Shaper, Shaping } from "./shaper.ts";
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

/** Messages that stay together in one packet: the same lists all along. */
export interface Unit {
  /** The first slot that it tells of, from 1. */
  readonly slot: number;
  /** Whom it tells of. */
  readonly figure: { readonly present: boolean };
  readonly there: readonly PackedMessage[];
  readonly away: readonly PackedMessage[];
}

/** What the first message of a bundle, its header and its length take, with the longest prefix. */
const ROOM = 20;

/** All messages about people that a destination may get, in the order in which they leave. */
export function unitsOf(rows: Rows, layout: Layout, shaper: Shaper): readonly Unit[] {
  if (layout.split === "frame") return wholeFrames(rows, layout, shaper);
  return rows.slots.flatMap((slot) => slotUnits(slot, layout, shaper));
}

function slotUnits(slot: SlotRows, layout: Layout, shaper: Shaper): readonly Unit[] {
  const { prefix, split, groups } = layout;
  const [live, partner] = [wanted(slot.live, groups), wanted(slot.partner, groups)];
  const besides = [slot.phrase, slot.signals].filter(({ address }) => groups.has(address.group));
  if (split === "person") {
    const shaped = (row: Row<never>) => shaper.shape(cellsOf(row));
    const one = (path: string, figure: FigureRows, parts: readonly Row<never>[]): Unit => {
      const whole = new PackedMessage(`${prefix}${path}/${slot.n}`, parts.flatMap(shaped));
      const messages = parts.length === 0 ? [] : [whole];
      return { slot: slot.n, figure, there: messages, away: messages };
    };
    return [one("/person", slot.live, [...live, ...besides]), one("/partner", slot.partner, partner)];
  }
  const apart = (figure: FigureRows, parts: readonly Row<never>[]): Unit => {
    const lines = parts.map((row) => ({ row, messages: splitRow(row, layout, shaper) }));
    return {
      ...{ slot: slot.n, figure },
      there: lines.flatMap(({ messages }) => messages),
      away: lines.flatMap(({ row, messages }) => (row.address.when === "frame" ? messages : [])),
    };
  };
  return [apart(slot.live, [...live, ...besides]), apart(slot.partner, partner)];
}

/** As few messages of the same shape as hold all slots, each led by the number of the frame and the count. */
function wholeFrames(rows: Rows, layout: Layout, shaper: Shaper): readonly Unit[] {
  const shaped = (row: Row<never>) => shaper.shape(cellsOf(row));
  const head = cellsOf(rows.frame).slice(0, 2);
  const slots = rows.slots.map(({ live, partner, phrase, signals }) => [
    ...wanted(live, layout.groups).flatMap(shaped),
    ...wanted(partner, layout.groups).flatMap(shaped),
    ...[phrase, signals].filter(({ address }) => layout.groups.has(address.group)).flatMap(shaped),
  ]);
  const message = (first: number, count: number) =>
    new PackedMessage(`${layout.prefix}/people/${first}`, [
      ...head,
      ...slots.slice(first - 1, first - 1 + count).flat(),
    ]);
  let most = SLOTS;
  while (most > 1 && message(1, most).template.length + ROOM > MAX_PACKET) most--;
  return Array.from({ length: Math.ceil(SLOTS / most) }, (_, i) => {
    const messages = [message(i * most + 1, most)];
    return { slot: i * most + 1, figure: { present: true }, there: messages, away: messages };
  });
}

function wanted({ rows }: FigureRows, groups: Layout["groups"]): readonly Row<never>[] {
  return rows.filter(
    ({ address: { group, path } }) =>
      groups.has(group) && (groups.has("keypoints") || !path.endsWith(KEYPOINTS)),
  );
}

/** The messages of one line of the table. */
export function splitRow(row: Row<never>, layout: Layout, shaper: Shaper): readonly PackedMessage[] {
  const path = layout.prefix + row.address.path;
  const cells = shaper.shape(cellsOf(row));
  if (layout.split === "keypoint" && path.endsWith(KEYPOINTS)) {
    const figure = path.slice(0, -KEYPOINTS.length);
    const joints = Map.groupBy(cells, ({ argument }) => argument.name.split(" ")[0] ?? "");
    return [...joints].map(([joint, three]) => new PackedMessage(`${figure}/${joint}`, three));
  }
  if (layout.split === "value")
    return cells.map((cell) => new PackedMessage(layout.prefix + valuePath(row, cell), [cell]));
  return [new PackedMessage(path, cells)];
}

/** The address of one number by itself: a line that has only one keeps its own. */
export function valuePath({ address }: Row<never>, { argument }: Cell): string {
  const parent = address.path.endsWith(KEYPOINTS) ? address.path.slice(0, -KEYPOINTS.length) : address.path;
  return address.args.length === 1 ? address.path : `${parent}/${argument.name.replaceAll(" ", "/")}`;
}
