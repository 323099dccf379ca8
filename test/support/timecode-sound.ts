import { countedOf, type Timecode } from "../../shared/music/timecode.ts";

/** The frame after another; where frames are dropped, 0 and 1 of each minute but each tenth are not there. */
export function nextTimecode({ hours, minutes, seconds, frames, drop }: Timecode, rate: number): Timecode {
  const next = { hours, minutes, seconds, frames: frames + 1, drop };
  if (next.frames < countedOf(rate)) return next;
  Object.assign(next, { frames: 0, seconds: seconds + 1 });
  if (next.seconds === 60) Object.assign(next, { seconds: 0, minutes: minutes + 1 });
  if (next.minutes === 60) Object.assign(next, { minutes: 0, hours: (hours + 1) % 24 });
  return drop && next.seconds === 0 && next.minutes % 10 !== 0 ? { ...next, frames: 2 } : next;
}

/** The 80 bits of a frame. */
function bitsOf({ hours, minutes, seconds, frames, drop }: Timecode): readonly number[] {
  const bits = new Array<number>(80).fill(0);
  const put = (from: number, count: number, value: number) => {
    for (let i = 0; i < count; i++) bits[from + i] = (value >> i) & 1;
  };
  const places = [
    [0, 8, frames, 2],
    [16, 24, seconds, 3],
    [32, 40, minutes, 3],
    [48, 56, hours, 2],
  ] as const;
  for (const [units, tens, value, count] of places) {
    put(units, 4, value % 10);
    put(tens, count, Math.floor(value / 10));
  }
  bits[10] = drop ? 1 : 0;
  put(64, 16, 0b1011_1111_1111_1100);
  return bits;
}

export interface TimecodeSound {
  readonly rate: number;
  readonly start: Timecode;
  readonly frames: number;
  readonly sampleRate?: number;
  /** Of the square wave. */
  readonly level?: number;
  /** How fast it is played, of 1. */
  readonly speed?: number;
}

/** Timecode as a generator writes it, with edges between samples where they fall there; each frame with its beginning. */
export function timecodeSound({
  rate,
  start,
  frames,
  sampleRate = 48_000,
  level = 0.5,
  speed = 1,
}: TimecodeSound) {
  const period = sampleRate / (rate * speed * 80);
  const samples = new Float32Array(Math.ceil(frames * 80 * period));
  const codes: { readonly code: Timecode; readonly at: number }[] = [];
  let [code, at, polarity] = [start, 0, level];
  const half = (length: number) => {
    for (let i = Math.floor(at); i < at + length && i < samples.length; i++) {
      const share = Math.min(i + 1, at + length) - Math.max(i, at);
      samples[i]! += polarity * share;
    }
    at += length;
  };
  for (let n = 0; n < frames; n++) {
    codes.push({ code, at: at / sampleRate });
    for (const bit of bitsOf(code)) {
      polarity = -polarity;
      if (bit === 0) half(period);
      else {
        half(period / 2);
        polarity = -polarity;
        half(period / 2);
      }
    }
    code = nextTimecode(code, rate);
  }
  return { samples, codes };
}
