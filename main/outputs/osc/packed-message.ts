import osc from "osc/src/osc.js";
import type { Seconds } from "../../../shared/pose.ts";
import { glide } from "../signals/glide.ts";
import type { Cell } from "./row.ts";

/** How a destination wants its numbers. */
export interface Shaping {
  /** What 0 and 1 become, where a number has such a whole. */
  readonly scale: readonly [low: number, high: number];
  /** Time constant for every float; null leaves each at its usual one. */
  readonly smoothing: Seconds | null;
}

export const PLAIN: Shaping = { scale: [0, 1], smoothing: null };

/** A word that never changes, such as the command of a TUIO message. */
export interface Word {
  readonly word: string;
}

/** One number: flat, since there are thousands a frame. */
interface Place {
  readonly row: Cell["row"];
  readonly values: Float64Array;
  readonly index: number;
  /** Byte at which it is written. */
  readonly offset: number;
  readonly tau: Seconds;
  readonly circular: boolean;
  readonly scales: boolean;
  readonly whole: boolean;
  shown: number;
  life: number;
}

/**
 * One OSC message, encoded once by the library; from then on only its numbers are overwritten. Encoding afresh costs
 * a few small arrays a number, which is 1.6 ms a frame for six people; this costs next to nothing.
 */
export class PackedMessage {
  /** The encoded message; the same array all along. */
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #places: Place[] = [];
  readonly #scale: Shaping["scale"];

  constructor(path: string, parts: readonly (Cell | Word)[], { scale, smoothing }: Shaping = PLAIN) {
    const args = parts.map((part) =>
      "word" in part
        ? ({ type: "s", value: part.word } as const)
        : { type: part.argument.type, value: part.row.values[part.index] ?? 0 },
    );
    this.bytes = osc.writePacket({ address: path, args }, { metadata: true });
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    this.#scale = scale;
    let offset = this.bytes.byteLength - parts.reduce((sum, part) => sum + sizeOf(part), 0);
    for (const part of parts) {
      if ("argument" in part) {
        const { row, index } = part;
        const { type, smoothing: usual = 0, circular = false, scales = false } = part.argument;
        const whole = type === "i";
        const tau = whole ? usual : (smoothing ?? usual);
        const { values } = row;
        const as = { tau, circular, scales, whole };
        this.#places.push({ row, values, index, offset, ...as, shown: 0, life: Number.NaN });
      }
      offset += sizeOf(part);
    }
  }

  /** Writes the rows' numbers, `dt` seconds after the time before. */
  write(dt: Seconds): Uint8Array {
    for (const place of this.#places) this.#write(place, dt);
    return this.bytes;
  }

  #write(place: Place, dt: Seconds): void {
    let value = place.values[place.index]!;
    if (place.tau > 0) {
      const { life } = place.row;
      if (life === place.life) value = glide(place.shown, value, dt, place.tau, place.circular);
      place.shown = value;
      place.life = life;
    }
    if (place.scales) value = this.#scale[0] + value * (this.#scale[1] - this.#scale[0]);
    if (place.whole) this.#view.setInt32(place.offset, Math.round(value));
    else this.#view.setFloat32(place.offset, value);
  }
}

/** Bytes on the wire: a word ends with at least one zero and fills whole fours. */
function sizeOf(part: Cell | Word): number {
  return "word" in part ? (Buffer.byteLength(part.word) + 4) & ~3 : 4;
}
