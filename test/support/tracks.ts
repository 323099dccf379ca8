import { seededRandom } from "../../main/motion/random.ts";
import type { Hearing } from "../../shared/music/music-listener.ts";
import { FOLLOWED_CONFIDENCE } from "../../shared/music.ts";

/** Tracks made by a script, whose beats are known. */
export interface Track {
  readonly name: string;
  readonly sampleRate: number;
  /** Mono, -1..1. */
  readonly samples: Float32Array;
  /** Seconds; empty where there are none. */
  readonly beats: readonly number[];
  /** Those of the beats that begin a bar. */
  readonly bars: readonly number[];
}

export const SAMPLE_RATE = 44_100;

/** Beats a minute at a time. */
type Tempo = (t: number) => number;

const random = seededRandom(7);
const noise = () => 2 * random() - 1;

/** What is played at one beat of a bar of four. */
type Player = (samples: Float32Array, beat: number, at: number, period: number) => void;

function add(samples: Float32Array, at: number, seconds: number, voice: (t: number) => number): void {
  const first = Math.round(at * SAMPLE_RATE);
  const count = Math.round(seconds * SAMPLE_RATE);
  for (let i = 0; i < count && first + i < samples.length; i++)
    if (first + i >= 0) samples[first + i]! += voice(i / SAMPLE_RATE);
}

const TAU = 2 * Math.PI;
/** Beats of the listener: each is where it is first reached, and only if it is sure enough to be danced to. */
export function beatsHeard(hearings: readonly Hearing[]): number[] {
  const beats: number[] = [];
  let top = 0;
  for (const { at, beat, tempo, confidence } of hearings) {
    const whole = Math.floor(beat);
    if (whole <= top) continue;
    top = whole;
    if (confidence >= FOLLOWED_CONFIDENCE) beats.push(at - ((beat - whole) * 60) / tempo);
  }
  return beats;
}

const click = (samples: Float32Array, at: number, level = 0.6) =>
  add(samples, at, 0.03, (t) => level * Math.sin(TAU * 1500 * t) * Math.exp(-t / 0.006));
const kick = (samples: Float32Array, at: number) =>
  add(
    samples,
    at,
    0.25,
    (t) => 0.8 * Math.sin(TAU * (50 * t + 4 * (1 - Math.exp(-t / 0.03)))) * Math.exp(-t / 0.09),
  );
const snare = (samples: Float32Array, at: number) =>
  add(samples, at, 0.2, (t) => (0.3 * noise() + 0.25 * Math.sin(TAU * 190 * t)) * Math.exp(-t / 0.06));
const hat = (samples: Float32Array, at: number, level = 0.12) =>
  add(samples, at, 0.05, (t) => level * noise() * Math.exp(-t / 0.015));
function chord(samples: Float32Array, at: number, seconds: number, root: number, level = 0.09): void {
  for (const ratio of [1, 1.26, 1.5])
    for (const harmonic of [1, 2, 3])
      add(
        samples,
        at,
        seconds,
        (t) =>
          (level / harmonic) *
          Math.sin(TAU * root * ratio * harmonic * t) *
          Math.min(1, t / 0.015) *
          Math.exp(-t / (0.6 * seconds)),
      );
}

const ROOTS = [220, 174.6, 261.6, 196];

export const PLAYERS: Readonly<Record<string, Player>> = {
  clicks: (samples, _, at) => click(samples, at),
  drums(samples, beat, at, period) {
    if (beat % 2 === 0) kick(samples, at);
    else snare(samples, at);
    hat(samples, at);
    hat(samples, at + period / 2);
    if (beat % 4 === 2) kick(samples, at + period / 2);
  },
  house(samples, beat, at, period) {
    kick(samples, at);
    if (beat % 2 === 1) snare(samples, at);
    hat(samples, at + period / 2, 0.2);
  },
  /** Chords with swung eighths and a walking bass, no drums. */
  swing(samples, beat, at, period) {
    const root = ROOTS[Math.floor(beat / 4) % 4]!;
    add(
      samples,
      at,
      period,
      (t) => 0.3 * Math.sin(TAU * (root / 4) * (1 + 0.12 * (beat % 4)) * t) * Math.exp(-t / 0.25),
    );
    if (beat % 4 === 0) chord(samples, at, 1.6 * period, root);
    if (beat % 4 === 2) chord(samples, at + (2 / 3) * period, period, root);
    if (beat % 2 === 1) hat(samples, at + (2 / 3) * period, 0.08);
    hat(samples, at, 0.1);
  },
};

/** Bass, chord, chord; the harmony changes with the bar. */
export const waltz: Player = (samples, beat, at, period) => {
  const root = ROOTS[Math.floor(beat / 3) % 4]!;
  if (beat % 3 === 0)
    add(samples, at, period, (t) => 0.4 * Math.sin((TAU * root * t) / 2) * Math.exp(-t / 0.3));
  else chord(samples, at, 0.7 * period, root, 0.12);
};

/** @param isPlayed whether there is music at that time; beats go on in the head, but none counts there. */
export function track(
  name: string,
  player: Player,
  tempo: Tempo,
  seconds: number,
  isPlayed: (t: number) => boolean = () => true,
  beatsPerBar = 4,
): Track {
  const samples = new Float32Array(seconds * SAMPLE_RATE);
  const beats: number[] = [];
  const bars: number[] = [];
  let at = 0.4;
  for (let beat = 0; at < seconds; beat++) {
    const period = 60 / tempo(at);
    if (isPlayed(at)) {
      player(samples, beat, at, period);
      beats.push(at);
      if (beat % beatsPerBar === 0) bars.push(at);
    }
    at += period;
  }
  for (let i = 0; i < samples.length; i++) samples[i] = Math.tanh(samples[i]! + 0.001 * noise());
  return { name, sampleRate: SAMPLE_RATE, samples, beats, bars };
}

/** Syllables of vowels and fricatives at uneven times, as somebody speaks. */
export function speech(seconds: number): Track {
  const samples = new Float32Array(seconds * SAMPLE_RATE);
  let at = 0.3;
  while (at < seconds) {
    const long = 0.09 + 0.16 * random();
    const pitch = 105 + 60 * random();
    const [first, second] = [300 + 500 * random(), 900 + 1400 * random()];
    if (random() < 0.4) add(samples, at - 0.06, 0.07, () => 0.06 * noise());
    const harmonics = Array.from({ length: 22 }, (_, i) => {
      const f = (i + 1) * pitch;
      return Math.exp(-(((f - first) / 150) ** 2)) + 0.5 * Math.exp(-(((f - second) / 250) ** 2));
    });
    add(samples, at, long, (t) => {
      const envelope = Math.min(1, t / 0.03, (long - t) / 0.04);
      const turn = TAU * pitch * (1 - 0.1 * t) * t;
      return 0.25 * envelope * harmonics.reduce((sum, level, i) => sum + level * Math.sin((i + 1) * turn), 0);
    });
    at += long + 0.03 + 0.12 * random() + (random() < 0.15 ? 0.3 + 0.6 * random() : 0);
  }
  for (let i = 0; i < samples.length; i++) samples[i]! += 0.001 * noise();
  return { name: "speech", sampleRate: SAMPLE_RATE, samples, beats: [], bars: [] };
}

export function silence(seconds: number): Track {
  const samples = Float32Array.from({ length: seconds * SAMPLE_RATE }, () => 0.0003 * noise());
  return { name: "silence", sampleRate: SAMPLE_RATE, samples, beats: [], bars: [] };
}

/** F-measure of beats within 70 ms, as the MIREX evaluates them (Davies et al. 2009), from `since` on. */
export function beatF(
  found: readonly number[],
  truth: readonly number[],
  since: number,
  until = Number.POSITIVE_INFINITY,
): number {
  const within = (t: number) => t >= since && t < until;
  const [a, b] = [found.filter(within), truth.filter(within)];
  const used = new Set<number>();
  let hits = 0;
  for (const beat of b) {
    const hit = a.findIndex((t, index) => !used.has(index) && Math.abs(t - beat) <= 0.07);
    if (hit < 0) continue;
    used.add(hit);
    hits++;
  }
  return a.length + b.length === 0 ? 1 : (2 * hits) / (a.length + b.length);
}
