import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../main/motion/random.ts";
import { frameNumber, type Timecode } from "../../../shared/music/timecode.ts";
import { type HeardTimecode, TimecodeReader } from "../../../shared/music/timecode-reader.ts";
import { amount } from "../../support/long.ts";
import { type TimecodeSound, timecodeSound } from "../../support/timecode-sound.ts";

const SAMPLE_RATE = 48_000;
const code = (hours: number, minutes: number, seconds: number, frames: number, drop = false): Timecode => ({
  ...{ hours, minutes, seconds, frames, drop },
});

const KINDS: readonly (TimecodeSound & { readonly name: string })[] = [
  { name: "24", rate: 24, start: code(0, 59, 58, 20), frames: 96 },
  { name: "25", rate: 25, start: code(23, 59, 58, 0), frames: 100 },
  { name: "29.97 drop", rate: 30000 / 1001, start: code(1, 0, 58, 0, true), frames: 120 },
  { name: "29.97", rate: 30000 / 1001, start: code(1, 9, 58, 0), frames: 120 },
  { name: "30", rate: 30, start: code(10, 0, 0, 0), frames: 120 },
];

/** Pieces as a worklet hands them over. */
function read(samples: Float32Array, sampleRate = SAMPLE_RATE): readonly HeardTimecode[] {
  const reader = new TimecodeReader(sampleRate);
  const heard: HeardTimecode[] = [];
  for (let i = 0; i < samples.length; i += 128) heard.push(...reader.read(samples.subarray(i, i + 128)));
  return heard;
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** With white noise so many decibels below the square wave. */
function noisy(samples: Float32Array, level: number, decibels: number, seed = 1): Float32Array {
  const random = seededRandom(seed);
  const sigma = level / 10 ** (decibels / 20);
  return samples.map((sample) => sample + sigma * normal(random));
}

type Sent = ReturnType<typeof timecodeSound>["codes"];

/** Everything that was heard was sent then, within a tenth of a millisecond. @returns how many of those sent were heard */
function share(heard: readonly HeardTimecode[], sent: Sent, within = 1e-4): number {
  for (const { at, code: one } of heard) {
    const meant = sent.find((frame) => Math.abs(frame.at - at) < within);
    expect(meant?.code, `at ${at}`).toEqual(one);
  }
  return heard.length / sent.length;
}

describe.each(KINDS)("timecode of $name frames a second", ({ name, ...sound }) => {
  const { samples, codes } = timecodeSound(sound);

  test("is read from the second frame on, over every turn of its count, and its rate told after a second", () => {
    const heard = read(samples);
    expect(share(heard, codes)).toBeGreaterThanOrEqual((codes.length - 2) / codes.length);
    expect(heard.at(-1)).toMatchObject({ sure: true, code: { drop: name.endsWith("drop") } });
    expect(heard.at(-1)!.rate).toBeCloseTo(sound.rate, 9);
  });

  test("is read with noise, at a wrong level, cut off, the other way round and with hum", () => {
    const hum = samples.map(
      (sample, i) => sample + 0.7 * Math.sin((2 * Math.PI * 50 * i) / SAMPLE_RATE) + 0.2,
    );
    for (const [what, heard] of Object.entries({
      noise: read(noisy(samples, 0.5, 12)),
      quiet: read(samples.map((sample) => 0.002 * sample)),
      loud: read(noisy(samples, 0.5, 20).map((sample) => Math.max(-1, Math.min(1, 40 * sample)))),
      turned: read(samples.map((sample) => -sample)),
      hum: read(hum),
    }))
      expect(share(heard, codes), what).toBeGreaterThan(0.9);
  });

  test("is read in noise of half its level, again and again", () => {
    for (let seed = 0; seed < amount({ everyday: 1, long: 100 }); seed++)
      for (const decibels of [6, 9, 16])
        expect(
          share(read(noisy(samples, 0.5, decibels, seed)), codes, 3e-4),
          `${decibels} dB, ${seed}`,
        ).toBeGreaterThan(0.9);
  }, 120_000);

  test("is read at sample rates of other devices, and some per cent fast or slow", () => {
    for (const sampleRate of [22_050, 44_100, 96_000]) {
      const other = timecodeSound({ ...sound, sampleRate });
      expect(share(read(other.samples, sampleRate), other.codes), `${sampleRate}`).toBeGreaterThan(0.9);
    }
    for (const speed of [0.985, 1.015]) {
      const other = timecodeSound({ ...sound, speed });
      const heard = read(other.samples);
      expect(share(heard, other.codes), `${speed}`).toBeGreaterThan(0.9);
      // 30 a bit slow may be 29.97 a bit less slow: what counts is how fast it is.
      const last = heard.at(-1)!;
      expect((last.rate * last.speed) / (sound.rate * speed)).toBeCloseTo(1, 3);
    }
  });

  test("is read again with the second whole frame after a jump, and after a piece that is missing", () => {
    const other = timecodeSound({ ...sound, start: code(5, 5, 5, 5, sound.start.drop), frames: 20 });
    const cut = Math.floor(samples.length / 2);
    const joined = new Float32Array(cut + other.samples.length);
    joined.set(samples.subarray(0, cut));
    joined.set(other.samples, cut);
    const heard = read(joined);
    const after = heard.filter(({ code: { hours } }) => hours === 5);
    // The first of them is cut into where the two are joined within a bit.
    expect(after.length).toBeGreaterThanOrEqual(17);
    expect(after[0]!.at - cut / SAMPLE_RATE).toBeLessThan(2.1 / sound.rate);
    expect(heard.filter(({ code: { hours } }) => hours !== 5).length).toBeGreaterThan(codes.length / 2 - 4);
    const missing = samples.slice().fill(0, cut, cut + 4800);
    expect(share(read(missing), codes)).toBeGreaterThan(0.85);
  });
});

test("noise, music and silence are no timecode", () => {
  const random = seededRandom(3);
  const long = SAMPLE_RATE * amount({ everyday: 5, long: 600 });
  const noise = new Float32Array(long).map(() => 0.3 * normal(random));
  const square = new Float32Array(long).map((_, i) =>
    Math.sin((2 * Math.PI * 2000 * i) / SAMPLE_RATE) > 0 ? 0.5 : -0.5,
  );
  const nothing = new Float32Array(SAMPLE_RATE).fill(Number.NaN, 100, 200);
  for (const samples of [noise, square, nothing]) expect(read(samples)).toEqual([]);
});

test("frames are counted as SMPTE drops them", () => {
  // Ten minutes of 29.97 are 17982 frames.
  expect(frameNumber(code(0, 10, 0, 0, true), 30)).toBe(17_982);
  expect(frameNumber(code(0, 1, 0, 2, true), 30)).toBe(frameNumber(code(0, 0, 59, 29, true), 30) + 1);
  expect(frameNumber(code(1, 0, 0, 0), 25)).toBe(90_000);
});
