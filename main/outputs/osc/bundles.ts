import osc from "osc/src/osc.js";
import { blockOf, placeOf } from "./numbers.ts";
import type { PackedMessage } from "./write-packet.ts";

/** Largest UDP payload that no network on the way cuts into pieces. */
export const MAX_PACKET = 1432;

/** An empty bundle, to be acted on at once. */
const HEADER = osc.writePacket({ timeTag: { raw: [0, 1] }, packets: [] }, { metadata: true });

type Messages = readonly PackedMessage[];

/** Messages that leave together. */
export interface Packable {
  /** These lead each packet. */
  readonly head: Messages;
  /** What belongs together stays in one packet, where one can hold it. */
  readonly units: readonly Messages[];
}

/**
 * Packs messages into as few bundles as hold them, or each by itself. Which go where is worked out when others leave
 * than before; from then on numbers are written straight to their places, of which a frame has thousands.
 */
export class Packets {
  readonly #bundled: boolean;
  /** The last two: lines with a rate of their own leave with some frames and not with others. */
  #kept: readonly { readonly of: Packable; readonly template: Template }[] = [];

  /** @param bundled false: each message is a packet */
  constructor(bundled: boolean) {
    this.#bundled = bundled;
  }

  /**
   * @param held a socket still holds packets of before, which stay as they were; else their memory is used again
   */
  pack(what: Packable, held: boolean): readonly Buffer[] {
    const now = this.#kept.find(({ of }) => isAlike(of, what)) ?? { of: what, template: this.#plan(what) };
    if (now !== this.#kept[0]) this.#kept = [now, ...this.#kept.filter((one) => one !== now)].slice(0, 2);
    return now.template.fill(held);
  }

  #plan(what: Packable): Template {
    if (this.#bundled) return new Template(plan(what).map(bundleOf));
    return new Template([what.head, ...what.units].flat().map((message) => [message]));
  }
}

/** What is kept from frame to frame is known at a glance. */
const isAlike = (a: Packable, b: Packable) =>
  a === b || (isSame(a.head, b.head) && isEvery(a.units, b.units, isSame));

const isSame = (a: Messages, b: Messages) => a === b || isEvery(a, b, (one, other) => one === other);

function isEvery<T>(a: readonly T[], b: readonly T[], match: (one: T, other: T) => boolean): boolean {
  return a.length === b.length && a.every((one, i) => match(one, b[i]!));
}

/** The messages of each bundle. */
function plan({ head, units }: Packable): readonly Messages[] {
  const least = HEADER.length + sizeOf(head);
  let messages = [...head];
  let size = least;
  const bundles = [messages];
  const makeRoom = (length: number) => {
    if (messages.length === head.length || size + length <= MAX_PACKET) return;
    messages = [...head];
    size = least;
    bundles.push(messages);
  };
  for (const unit of units) {
    const length = sizeOf(unit);
    const isWhole = least + length <= MAX_PACKET;
    if (isWhole) makeRoom(length);
    for (const message of unit) {
      if (!isWhole) makeRoom(sizeOf([message]));
      messages.push(message);
      size += sizeOf([message]);
    }
  }
  return bundles;
}

/** As parts of a bundle, each with its length before it. */
function sizeOf(messages: Messages): number {
  let sum = 0;
  for (const { template } of messages) sum += 4 + template.length;
  return sum;
}

/** What one packet is made of. */
type Parts = readonly Pick<PackedMessage, "template" | "places">[];

/** Each message with its length before it. */
function bundleOf(messages: Messages): Parts {
  const lengthOf = ({ template: { length } }: PackedMessage) => {
    const template = Buffer.alloc(4);
    template.writeInt32BE(length);
    return { template, places: [] };
  };
  return [{ template: HEADER, places: [] }, ...messages.flatMap((message) => [lengthOf(message), message])];
}

/** Numbers of one block, and the bytes at which they are written: flat, and so read many times faster than objects. */
interface Stream {
  readonly values: Float64Array;
  readonly indices: Uint16Array;
  readonly offsets: Uint32Array;
}

/** The packets of a frame one behind the other, and where each number stands in them. */
class Template {
  /** Behind the last byte of each. */
  readonly #ends: readonly number[];
  readonly #floats: readonly Stream[];
  readonly #ints: readonly Stream[];
  #bytes: Buffer;
  #view: DataView;
  #packets: readonly Buffer[];

  constructor(packets: readonly Parts[]) {
    const ends: number[] = [];
    const [floats, ints] = [new Streams(), new Streams()];
    const all: Uint8Array[] = [];
    let offset = 0;
    for (const parts of packets) {
      for (const { template, places } of parts) {
        for (const { values, index, offset: at, whole } of places)
          (whole ? ints : floats).add(values, index, offset + at);
        all.push(template);
        offset += template.length;
      }
      ends.push(offset);
    }
    this.#ends = ends;
    this.#floats = floats.list();
    this.#ints = ints.list();
    this.#bytes = Buffer.concat(all);
    [this.#view, this.#packets] = this.#cut();
  }

  /** The packets with the numbers as they are now. */
  fill(held: boolean): readonly Buffer[] {
    if (held) {
      this.#bytes = Buffer.from(this.#bytes);
      [this.#view, this.#packets] = this.#cut();
    }
    const view = this.#view;
    for (const { values, indices, offsets } of this.#floats)
      for (let i = 0; i < offsets.length; i++) view.setFloat32(offsets[i]!, values[indices[i]!]!);
    for (const { values, indices, offsets } of this.#ints)
      for (let i = 0; i < offsets.length; i++) view.setInt32(offsets[i]!, Math.round(values[indices[i]!]!));
    return this.#packets;
  }

  #cut(): [DataView, readonly Buffer[]] {
    const [bytes, ends] = [this.#bytes, this.#ends];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return [view, ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))];
  }
}

/** Gathers places by the block that they read. */
class Streams {
  readonly #places = new Map<Float64Array, { readonly indices: number[]; readonly offsets: number[] }>();

  add(values: Float64Array, index: number, offset: number): void {
    const block = blockOf(values);
    const places = this.#places.get(block) ?? { indices: [], offsets: [] };
    this.#places.set(block, places);
    places.indices.push(placeOf(values, index));
    places.offsets.push(offset);
  }

  list(): readonly Stream[] {
    return [...this.#places].map(([block, { indices, offsets }]) => ({
      values: block,
      indices: Uint16Array.from(indices),
      offsets: Uint32Array.from(offsets),
    }));
  }
}
