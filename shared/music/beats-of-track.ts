import type { Seconds } from "../pose.ts";
import { Accents } from "./accents.ts";
import { Bar } from "./bar.ts";
import { likeliestBeats } from "./beat-path.ts";
import { activation, relativeOnsets } from "./onset-level.ts";
import { CLEAR, PulseClarity } from "./pulse-clarity.ts";
import { HEARD_RATE, type SoundFrame, SoundFrames } from "./sound-frames.ts";

/** Samples that are heard at a time. */
const CHUNK = 1 << 16;
/** What is thought of a beat is what is thought so many beats later: of every second beat, of the bar. */
const LATER = 8;
const BARS_LATER = 24;
/** Beats are moved together with those beside them, unless the tempo changes there by more. */
const STEADY = 0.1;
const OTHER_TEMPO = 0.1;
/** Frames after a beat's first state in which it sounds, and about which most do. */
const SOUNDS_IN = 6;
const SOUNDS_AFTER = 1;

export interface TrackBeat {
  /** Seconds from the first sample. */
  readonly t: Seconds;
  /** Begins a bar, as far as can be guessed. */
  readonly isDownbeat: boolean;
  /** 0..1: how clearly a pulse is heard there; in speech, silence and breaks low. */
  readonly confidence: number;
}

export interface TrackBeats {
  readonly beats: readonly TrackBeat[];
  /** Beats a minute, of most of it; 0 where there are not two beats. */
  readonly tempo: number;
  /** At the end. */
  readonly beatsPerBar: number;
}

/**
 * Beats of a whole track, heard to its end before anything is said: with the model of `MusicListener`, but along the
 * likeliest way through it, so that also its first seconds have the beat of those after them. Takes some 0.1 ms a
 * hundredth of a second.
 * @param samples mono, full scale 1.
 * @throws RangeError for a rate that is no sound's.
 */
export function beatsOfTrack(samples: Float32Array, sampleRate: number): TrackBeats {
  const track = new BeatsOfTrack(sampleRate);
  for (let i = 0; i < samples.length; i += CHUNK) track.push(samples.subarray(i, i + CHUNK));
  return track.beats();
}

/** The same for a track that comes piece by piece: what is kept of an hour has some 200 MB. */
export class BeatsOfTrack {
  readonly #sound: SoundFrames;
  readonly #frames: SoundFrame[] = [];

  /** @throws RangeError for a rate that is no sound's. */
  constructor(sampleRate: number) {
    this.#sound = new SoundFrames(sampleRate);
  }

  push(samples: Float32Array): void {
    this.#sound.push(samples, (frame) =>
      this.#frames.push({ ...frame, levels: frame.levels.slice(), chroma: frame.chroma.slice() }),
    );
  }

  /** Of all that came. */
  beats(): TrackBeats {
    const frames = this.#frames;
    const onsets = relativeOnsets(frames);
    const found = likeliestBeats(onsets.map(activation));
    const beats = withoutEighths(found, frames, onsets);
    const { isDownbeat, beatsPerBar } = barsOf(beats, frames);
    const confidence = clarityOf(beats, onsets);
    const times = smoothed(
      beats.map((beat) => (centre(beat, onsets) + 1) / HEARD_RATE - this.#sound.latency),
    );
    return {
      beats: times.map((t, i) => ({ t, isDownbeat: isDownbeat[i]!, confidence: confidence[i]! })),
      tempo: tempoOf(times),
      beatsPerBar,
    };
  }
}

/** Calls for each frame from the first beat on, in order, with the beats up to it; the last one goes on. */
function eachFrame(
  beats: readonly number[],
  frames: number,
  onFrame: (frame: number, beat: number, phase: number) => void,
): void {
  for (let beat = 0; beat + 1 < beats.length; beat++) {
    const [begin, end] = [beats[beat]!, beats[beat + 1]!];
    for (let frame = begin; frame < end; frame++) onFrame(frame, beat, (frame - begin) / (end - begin));
  }
  const last = beats.at(-1);
  if (last === undefined) return;
  const period = last - (beats.at(-2) ?? last - HEARD_RATE);
  for (let frame = last; frame < Math.min(frames, last + period); frame++)
    onFrame(frame, beats.length - 1, (frame - last) / period);
}

/** Where eighths were taken for beats, every second is left out. */
function withoutEighths(
  beats: readonly number[],
  frames: readonly SoundFrame[],
  onsets: Float64Array,
): readonly number[] {
  const accents = new Accents();
  const periodOf = (beat: number) => beats[beat]! - (beats[beat - 1] ?? 0);
  const accented: (0 | 1 | null)[] = [];
  let next = 0;
  for (const [at, frame] of frames.entries()) {
    accents.hear(frame);
    const beat = beats[next];
    if (beat === undefined || at < beat + Accents.KNOWN_AFTER) continue;
    if (next > 1 && Math.abs(periodOf(next) / periodOf(next - 1) - 1) > OTHER_TEMPO) accents.forget();
    const isClear = onsets.subarray(Math.max(0, beat - 2), at).some((onset) => onset > CLEAR);
    accents.endBeat(next, isClear);
    accented.push(next === 0 ? null : accents.accented((60 * HEARD_RATE) / periodOf(next)));
    next++;
  }
  return beats.filter((_, beat) => {
    const only = accented[Math.min(beat + LATER, accented.length - 1)] ?? null;
    return only === null || only === (beat & 1);
  });
}

function barsOf(
  beats: readonly number[],
  frames: readonly SoundFrame[],
): { readonly isDownbeat: readonly boolean[]; readonly beatsPerBar: number } {
  const bar = new Bar();
  const isDownbeat: boolean[] = [];
  let now = 0;
  const tell = (until: number) => {
    while (isDownbeat.length < until) isDownbeat.push(bar.downbeat(isDownbeat.length) === isDownbeat.length);
  };
  eachFrame(beats, frames.length, (frame, beat, phase) => {
    if (beat > now) {
      bar.endBeat(now);
      now = beat;
      tell(beat - BARS_LATER);
    }
    bar.hear(frames[frame]!, phase);
  });
  tell(beats.length);
  return { isDownbeat, beatsPerBar: bar.beatsPerBar };
}

/** Of each beat, heard forward or backward in time, whichever is clearer: a beat is clear from its first to its last. */
function clarityOf(beats: readonly number[], onsets: Float64Array): readonly number[] {
  const positions: [onset: number, beat: number][] = [];
  eachFrame(beats, onsets.length, (frame, beat, phase) => positions.push([onsets[frame]!, beat + phase]));
  const clarity = new Array<number>(beats.length).fill(0);
  const hear = (place: (beat: number) => number) => {
    const pulse = new PulseClarity();
    return ([onset, beat]: [number, number]) => {
      pulse.hear(onset, place(beat));
      const at = Math.floor(beat);
      clarity[at] = Math.max(clarity[at]!, pulse.value);
    };
  };
  positions.forEach(hear((beat) => beat));
  positions.toReversed().forEach(hear((beat) => beats.length - beat));
  return clarity;
}

/** Frames are a hundredth of a second apart; beats in a steady tempo are known better than that. */
const smoothed = (times: readonly Seconds[]): Seconds[] =>
  times.map((t, i) => {
    const [before, after] = [times[i - 1], times[i + 1]];
    if (before === undefined || after === undefined) return t;
    const isSteady = Math.abs(t - before - (after - t)) < STEADY * (after - before);
    return isSteady ? (before + 2 * t + after) / 4 : t;
  });

/** The frame about which a beat sounds: the model knows only that it sounds soon after it begins. */
function centre(beat: number, onsets: Float64Array): number {
  let [sum, weighted] = [0, 0];
  for (let frame = Math.max(0, beat - 1); frame <= Math.min(onsets.length - 1, beat + SOUNDS_IN); frame++) {
    const weight = activation(onsets[frame]!);
    sum += weight;
    weighted += weight * frame;
  }
  return sum > activation(CLEAR) ? weighted / sum : beat + SOUNDS_AFTER;
}

function tempoOf(times: readonly Seconds[]): number {
  const periods = times.slice(1).map((t, i) => t - times[i]!);
  const median = periods.toSorted((a, b) => a - b)[periods.length >> 1];
  if (median === undefined) return 0;
  const usual = periods.filter((period) => Math.abs(period / median - 1) < OTHER_TEMPO);
  return (60 * usual.length) / usual.reduce((sum, period) => sum + period, 0);
}
