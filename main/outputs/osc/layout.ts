import { SLOTS } from "../performers/performers.ts";
import { MAX_PACKET } from "./bundles.ts";
import { Shaper, type Shaping } from "./filter.ts";
import type { Group } from "./table/address.ts";
import { KEYPOINTS } from "./table/figure.ts";
import type { FigureRows, Rows, SlotRows } from "./table/frame-values.ts";
import type { Cell, Row } from "./table/values.ts";
import { PackedMessage } from "./write-packet.ts";

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

/**
 * All messages about people that a destination may get, in the order in which they leave.
 * @param shaper that changes their numbers from frame to frame
 */
export function unitsOf(rows: Rows, layout: Layout, shaper: Shaper): readonly Unit[] {
  if (layout.split === "frame") return wholeFrames(rows, layout, shaper);
  return rows.slots.flatMap((slot) => slotUnits(slot, layout, shaper));
}

function slotUnits(slot: SlotRows, layout: Layout, shaper: Shaper): readonly Unit[] {
  const { prefix, split, groups } = layout;
  const [live, partner] = [wanted(slot.live, groups), wanted(slot.partner, groups)];
  const besides = [slot.phrase, slot.signals].filter(({ address }) => groups.has(address.group));
  if (split === "person") {
    const one = (path: string, figure: FigureRows, parts: readonly Row<never>[]): Unit => {
      const cells = shaper.shape(cellsOf(parts, layout), slot.n);
      const messages = parts.length === 0 ? [] : [new PackedMessage(`${prefix}${path}/${slot.n}`, cells)];
      return { slot: slot.n, figure, there: messages, away: messages };
    };
    return [one("/person", slot.live, [...live, ...besides]), one("/partner", slot.partner, partner)];
  }
  const apart = (figure: FigureRows, parts: readonly Row<never>[]): Unit => {
    const cells = shaper.shape(cellsOf(parts, layout), slot.n);
    let [from, to] = [0, 0];
    const lines = parts.map((row) => {
      [from, to] = [to, to + row.cells.length];
      return { row, messages: splitRow(row, cells.slice(from, to), layout) };
    });
    return {
      ...{ slot: slot.n, figure },
      there: lines.flatMap(({ messages }) => messages),
      away: lines.flatMap(({ row, messages }) => (row.address.when === "frame" ? messages : [])),
    };
  };
  return [apart(slot.live, [...live, ...besides]), apart(slot.partner, partner)];
}

/** As few messages of the same shape as hold all slots, each led by the number of the frame and the count. */
function wholeFrames(rows: Rows, { prefix, groups, ...shaping }: Layout, shaper: Shaper): readonly Unit[] {
  const head = rows.frame.cells.slice(0, 2);
  const slots = rows.slots.map(({ live, partner, phrase, signals }): readonly Row<never>[] => [
    ...wanted(live, groups),
    ...wanted(partner, groups),
    ...[phrase, signals].filter(({ address }) => groups.has(address.group)),
  ]);
  const unit = (first: number, count: number, by: Shaper): Unit => {
    const told = slots.slice(first - 1, first - 1 + count).flat();
    const cells = by.shape(cellsOf(told, shaping), first);
    const messages = [new PackedMessage(`${prefix}/people/${first}`, [...head, ...cells])];
    return { slot: first, figure: { present: true }, there: messages, away: messages };
  };
  let most = SLOTS;
  while (most > 1 && unit(1, most, new Shaper(shaping)).there[0]!.template.length + ROOM > MAX_PACKET) most--;
  return Array.from({ length: Math.ceil(SLOTS / most) }, (_, i) => unit(i * most + 1, most, shaper));
}

function wanted({ rows }: FigureRows, groups: Layout["groups"]): readonly Row<never>[] {
  return rows.filter(
    ({ address: { group, path } }) =>
      groups.has(group) && (groups.has("keypoints") || !path.endsWith(KEYPOINTS)),
  );
}

/** The numbers of some lines, smoothed as is usual unless the destination does that by itself. */
function cellsOf(rows: readonly Row<never>[], { smoothing }: Shaping): readonly Cell[] {
  return rows.flatMap(({ cells, usual }) => (smoothing === null ? usual : cells));
}

/** The messages of one line of the table. */
function splitRow(row: Row<never>, cells: readonly Cell[], layout: Layout): readonly PackedMessage[] {
  const path = layout.prefix + row.address.path;
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
