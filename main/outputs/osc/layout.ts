import type { Seconds } from "../../../shared/pose.ts";
import { JOINTS } from "../../../shared/skeleton.ts";
import type { OscMessage } from "../../system/osc/read-packet.ts";
import { SLOTS } from "../performers/performers.ts";
import { MOST_PACKET_BYTES } from "./bundles.ts";
import type { FilterSettings, NumberSource } from "./filter.ts";
import type { Address, Argument, Group } from "./table/address.ts";
import { KEYPOINTS } from "./table/figure.ts";
import type { FigureValues, FrameValues, SlotValues } from "./table/frame-values.ts";
import { FilteredLine, type TableLine } from "./table/values.ts";
import { writeBundle, writeMessage } from "./write-packet.ts";

/** What has a message of its own: all of a frame, each person, each line of the table, each keypoint, each value. */
export const SPLITS = ["frame", "person", "line", "keypoint", "value"] as const;
export type Split = (typeof SPLITS)[number];

/** How frame data looks to one destination. */
export interface Layout extends FilterSettings {
  /** What every address begins with. */
  readonly prefix: string;
  readonly split: Split;
  readonly groups: ReadonlySet<Group>;
}

/** Some of the numbers of a line. */
interface Part {
  readonly line: NumberSource;
  readonly from: number;
  readonly to: number;
}

interface MessageLayout {
  readonly address: string;
  readonly types: string;
  readonly parts: readonly Part[];
  /** Whether it is sent while the figure is not there, too. */
  readonly always: boolean;
}

/** Messages about one figure, or one message about several slots. They stay together in one packet. */
export class Unit {
  /** The first slot that it is about, from 1. */
  readonly slot: number;
  readonly #figure: { readonly isPresent: boolean };
  readonly #lines: readonly FilteredLine[];
  readonly #messages: readonly MessageLayout[];

  /** @param lines of which the messages are made. */
  constructor(
    slot: number,
    figure: { readonly isPresent: boolean },
    lines: readonly FilteredLine[],
    messages: readonly MessageLayout[],
  ) {
    this.slot = slot;
    this.#figure = figure;
    this.#lines = lines;
    this.#messages = messages;
  }

  /** The messages of this frame, `dt` seconds after the time before. */
  build(dt: Seconds): readonly OscMessage[] {
    for (const line of this.#lines) line.update(dt);
    return this.#messages
      .filter(({ always }) => always || this.#figure.isPresent)
      .map(({ address, types, parts }) => ({
        ...{ address, types },
        args: parts.flatMap(({ line, from, to }) => line.numbers.slice(from, to)),
      }));
  }
}

/** All that a destination may be told about people, in the order in which it is sent. */
export function unitsOf(values: FrameValues, layout: Layout): readonly Unit[] {
  if (layout.split === "frame") return wholeFrames(values, layout);
  return values.slots.flatMap((slot) => {
    const { live, partner, other } = wantedLines(slot, layout);
    return [
      figureUnit(slot.number, slot.live, [...live, ...other], `/person/${slot.number}`, layout),
      figureUnit(slot.number, slot.partner, partner, `/partner/${slot.number}`, layout),
    ];
  });
}

function figureUnit(
  slot: number,
  figure: FigureValues,
  lines: readonly FilteredLine[],
  path: string,
  layout: Layout,
): Unit {
  if (layout.split !== "person")
    return new Unit(
      slot,
      figure,
      lines,
      lines.flatMap((line) => splitLine(line, layout)),
    );
  const message = messageOf(layout.prefix + path, lines.map(whole), true);
  return new Unit(slot, figure, lines, lines.length === 0 ? [] : [message]);
}

/** As few messages of the same shape as hold all slots, each led by the number of the frame and the count. */
function wholeFrames(values: FrameValues, layout: Layout): readonly Unit[] {
  const head: Part = { line: values.frame, from: 0, to: 2 };
  const unit = (first: number, count: number): Unit => {
    const lines = values.slots.slice(first - 1, first - 1 + count).flatMap((slot) => {
      const { live, partner, other } = wantedLines(slot, layout);
      return [...live, ...partner, ...other];
    });
    const message = messageOf(`${layout.prefix}/people/${first}`, [head, ...lines.map(whole)], true);
    return new Unit(first, { isPresent: true }, lines, [message]);
  };
  const fits = (count: number) =>
    writeBundle(unit(1, count).build(0).map(writeMessage)).length <= MOST_PACKET_BYTES;
  let most = SLOTS;
  while (most > 1 && !fits(most)) most--;
  return Array.from({ length: Math.ceil(SLOTS / most) }, (_, i) => unit(i * most + 1, most));
}

/** The lines of a slot that the destination wants, as it wants them. */
function wantedLines(slot: SlotValues, layout: Layout) {
  const { groups, smoothing } = layout;
  const filtered = (lines: readonly TableLine[]) =>
    lines
      .filter(({ address: { group } }) => groups.has(group))
      .filter(({ address: { path } }) => groups.has("keypoints") || !path.endsWith(KEYPOINTS))
      .map((line) => new FilteredLine(line, layout));
  // A destination that smooths by itself starts from the signals as measured.
  const signals = smoothing === null ? slot.smoothedSignals : slot.signals;
  return {
    live: filtered(slot.live.lines),
    partner: filtered(slot.partner.lines),
    other: filtered([slot.phrase, signals, ...slot.generators]),
  };
}

/** The messages of one line of the table. */
function splitLine(line: TableLine, { prefix, split }: Layout): readonly MessageLayout[] {
  const { address, args } = line;
  const always = address.when === "frame";
  if (split === "value")
    return args.map((argument, i) =>
      messageOf(prefix + valuePath(address, argument), [{ line, from: i, to: i + 1 }], always),
    );
  if (split === "keypoint" && address.path.endsWith(KEYPOINTS))
    return JOINTS.map((joint, i) =>
      messageOf(`${prefix}${parentPath(address)}/${joint}`, [{ line, from: 3 * i, to: 3 * i + 3 }], always),
    );
  return [messageOf(prefix + address.path, [whole(line)], always)];
}

function messageOf(address: string, parts: readonly Part[], always: boolean): MessageLayout {
  const types = parts.flatMap(({ line, from, to }) => line.args.slice(from, to)).map(({ type }) => type);
  return { address, types: types.join(""), parts, always };
}

/** The address of one number by itself: a line that has only one keeps its own. */
export function valuePath(address: Address<never>, { name }: Argument): string {
  return address.args.length === 1 ? address.path : `${parentPath(address)}/${name.replaceAll(" ", "/")}`;
}

/** What parts of a line are addressed under: its path, where single keypoints leave out "/keypoints". */
function parentPath({ path }: Address<never>): string {
  return path.endsWith(KEYPOINTS) ? path.slice(0, -KEYPOINTS.length) : path;
}

const whole = (line: NumberSource): Part => ({ line, from: 0, to: line.args.length });
