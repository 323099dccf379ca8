import type { Seconds } from "../pose.ts";
import { BiphaseReader } from "./biphase-reader.ts";
import { countedOf, frameNumber, TIMECODE_RATES, type Timecode } from "./timecode.ts";

const BITS = 80;
/** The last sixteen bits of a frame, as they come. */
const SYNC = [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1];
/** Frames a second that are told from the length of one; 30 is 29.97 as well, and 24 is 23.976. */
const COUNTED = [24, 25, 30];
const FARTHEST = 0.08;
/** How long a row of frames must be until 29.97 and 30 are told apart. */
const TOLD_APART: Seconds = 1;
/** Frames by which the speed is measured; nearer than this to 1 it is 1. */
const MOST_RECENT = 30;
const SAME_SPEED = 0.003;
/** A row of frames in which so long none can be read is another one. */
const GAP: Seconds = 1;

const LAST_OF_A_DAY = { hours: 23, minutes: 59, seconds: 59 };

/** A frame of timecode that was heard. */
export interface HeardTimecode {
  /** When it began, seconds after the first sample. */
  readonly at: Seconds;
  readonly code: Timecode;
  /** Frames a second, one of `TIMECODE_RATES`. */
  readonly rate: number;
  /** Whether `rate` is known: for a second 24 may turn out as 23.976 and 30 as 29.97. */
  readonly sure: boolean;
  /** How fast it is played, of 1, by the samples of the last second. */
  readonly speed: number;
}

/** The same, its beginning on the clock of the StageFrames. */
export type PlacedTimecode = Omit<HeardTimecode, "at"> & { readonly t: Seconds };

/** Frames that follow each other evenly. */
interface Row {
  readonly first: Mark;
  readonly last: Mark;
  /** Those of the last second, up to it. */
  readonly recent: readonly Mark[];
}

interface Mark {
  readonly at: Seconds;
  readonly number: number;
  readonly code: Timecode;
}

/**
 * Reads linear timecode (SMPTE ST 12-1) out of sound as it comes in, in any pieces: 24, 25, 29.97 with and without drop
 * frames, and 30 frames a second, at any level, either polarity, some per cent fast or slow. Backwards it is not read. A
 * frame counts once another fits to it, so that noise is no timecode and a jump is there with its second frame. Needs
 * nothing of its host.
 */
export class TimecodeReader {
  readonly #biphase: BiphaseReader;
  readonly #sampleRate: number;
  /** The last bits, each with the sample at which it begins. */
  #bits: { readonly bit: 0 | 1; readonly from: number }[] = [];
  #row: Row | null = null;
  /** A frame that fits to nothing yet. */
  #alone: Mark | null = null;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.#biphase = new BiphaseReader(sampleRate);
  }

  /** @param samples mono. @returns the frames that end in them */
  read(samples: Float32Array): readonly HeardTimecode[] {
    const heard: HeardTimecode[] = [];
    this.#biphase.read(samples, (bit, from, to) => {
      const frame = bit === null ? this.#lose() : this.#take(bit, from, to);
      if (frame) heard.push(frame);
    });
    return heard;
  }

  #lose(): null {
    this.#bits = [];
    return null;
  }

  #take(bit: 0 | 1, from: number, to: number): HeardTimecode | null {
    this.#bits.push({ bit, from });
    if (this.#bits.length > BITS) this.#bits.shift();
    if (this.#bits.length < BITS || SYNC.some((want, i) => this.#bits[BITS - SYNC.length + i]!.bit !== want))
      return null;
    const code = codeOf(this.#bits.map((one) => one.bit));
    const at = this.#bits[0]!.from / this.#sampleRate;
    this.#bits = [];
    return code && this.#place(code, at, to / this.#sampleRate - at);
  }

  /** @param length of the frame, seconds */
  #place(code: Timecode, at: Seconds, length: Seconds): HeardTimecode | null {
    const counted = code.drop
      ? 30
      : COUNTED.toSorted((a, b) => farFrom(a, 1 / length) - farFrom(b, 1 / length))[0]!;
    if (farFrom(counted, 1 / length) > FARTHEST || code.frames >= counted) return null;
    const mark: Mark = { at, number: frameNumber(code, counted), code };
    const day = frameNumber({ ...LAST_OF_A_DAY, frames: counted - 1, drop: code.drop }, counted) + 1;
    /** Counted on from the one before, over midnight too; null where it does not fit to it. */
    const after = (before: Mark): Mark | null => {
      const frames = mark.number - before.number;
      const apart = frames - day * Math.round(frames / day);
      const fits =
        at - before.at < GAP &&
        before.code.drop === code.drop &&
        Math.abs(apart - (at - before.at) / length) < 0.5;
      return fits ? { ...mark, number: before.number + apart } : null;
    };
    const next = this.#row && after(this.#row.last);
    const second = this.#alone && after(this.#alone);
    if (next)
      this.#row = { ...this.#row!, last: next, recent: [...this.#row!.recent, next].slice(-MOST_RECENT) };
    else if (second) this.#row = { first: this.#alone!, last: second, recent: [this.#alone!, second] };
    else {
      this.#alone = mark;
      return null;
    }
    this.#alone = null;
    const told = rateOf(this.#row!, counted);
    return { at, code, ...told, speed: speedOf(this.#row!.recent, told.rate) };
  }
}

const farFrom = (rate: number, measured: number) => Math.abs(measured / rate - 1);

function speedOf(recent: readonly Mark[], rate: number): number {
  const [first, last] = [recent[0]!, recent.at(-1)!];
  const speed = (last.number - first.number) / (last.at - first.at) / rate;
  return recent.length < MOST_RECENT || Math.abs(speed - 1) < SAME_SPEED ? 1 : speed;
}

function rateOf(
  { first, last }: Pick<Row, "first" | "last">,
  counted: number,
): { rate: number; sure: boolean } {
  const called = TIMECODE_RATES.filter((rate) => countedOf(rate) === counted);
  const measured = (last.number - first.number) / (last.at - first.at);
  if (last.code.drop) return { rate: called[0]!, sure: true };
  if (called.length > 1 && last.at - first.at < TOLD_APART) return { rate: counted, sure: false };
  return { rate: called.toSorted((a, b) => farFrom(a, measured) - farFrom(b, measured))[0]!, sure: true };
}

/** The address in the bits of a frame (binary coded decimals, the lowest bit first); null where it is none. */
function codeOf(bits: readonly number[]): Timecode | null {
  const digit = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => bits[from + i]! << i).reduce((sum, bit) => sum + bit, 0);
  const units = [digit(0, 4), digit(16, 4), digit(32, 4), digit(48, 4)];
  const [frames, seconds, minutes, hours] = [
    [8, 2],
    [24, 3],
    [40, 3],
    [56, 2],
  ].map(([from, count], i) => 10 * digit(from!, count!) + units[i]!) as [number, number, number, number];
  const drop = bits[10] === 1;
  const isOne = units.every((unit) => unit < 10) && frames < 30 && seconds < 60 && minutes < 60 && hours < 24;
  const isDropped = drop && frames < 2 && seconds === 0 && minutes % 10 !== 0;
  return isOne && !isDropped ? { hours, minutes, seconds, frames, drop } : null;
}
