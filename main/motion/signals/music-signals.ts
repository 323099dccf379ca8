import { beatAt, FOLLOWED_CONFIDENCE, type Music } from "../../../shared/music.ts";
import { clamp } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { SIGNALS, type Signal, type SignalName, signal } from "./signal.ts";

/** Beats a minute at which the tempo is 0 and 1, as of the body's. */
const SLOWEST = 40;
const FASTEST = 200;

/** What of the music there is to light with: of the stage, whoever is there. A tracker has smoothed it already. */
export const MUSIC_SIGNALS = [
  signal("musicTempo", {
    definition: "Beats of the music a minute, from 40 (0) to 200 (1).",
    zero: "40 beats a minute, or no music",
    one: "200 beats a minute",
    source: "the music",
    smoothing: 0,
  }),
  signal("musicPhase", {
    definition: "Where in the beat of the music.",
    zero: "on the beat, or no music",
    one: "on the next beat",
    source: "the music",
    smoothing: 0,
    circular: true,
  }),
  signal("musicBeat", {
    definition: `1 on each beat of the music, falling evenly until the next; 0 while the beat is less sure than ${FOLLOWED_CONFIDENCE}.`,
    zero: "just before the next beat, or no beat",
    one: "on the beat",
    source: "the music",
    smoothing: 0,
  }),
  signal("musicBar", {
    definition: "Where in the bar of the music.",
    zero: "the bar begins, or no music",
    one: "the next bar begins",
    source: "the music",
    smoothing: 0,
    circular: true,
  }),
  signal("musicEnergy", {
    definition: "How loud the music is; 0 where only a clock is known.",
    zero: "silence",
    one: "as loud as it was lately",
    source: "the music",
    smoothing: 0.05,
  }),
  signal("musicOnset", {
    definition: "How much begins to sound now; 0 where only a clock is known.",
    zero: "nothing",
    one: "a stroke",
    source: "the music",
    smoothing: 0,
  }),
  signal("musicBrightness", {
    definition: "How high the music sounds; 0 where only a clock is known.",
    zero: "dull",
    one: "bright",
    source: "the music",
    smoothing: 0.15,
  }),
  signal("musicConfidence", {
    definition: `How sure the beat of the music is; from ${FOLLOWED_CONFIDENCE} on it is danced to, and its beats are sent.`,
    zero: "no beat, or no music",
    one: "certain, as of a clock",
    source: "the music",
    smoothing: 0,
  }),
] as const satisfies readonly Signal[];

export type MusicSignalName = (typeof MUSIC_SIGNALS)[number]["name"];

export type MusicSignalValues = Readonly<Record<MusicSignalName, number>>;

/** Everything that can be mapped: a dancer's, then the music's. */
export const ALL_SIGNALS = [...SIGNALS, ...MUSIC_SIGNALS];

export type AnySignalName = SignalName | MusicSignalName;

export const ALL_SIGNAL_NAMES: readonly AnySignalName[] = ALL_SIGNALS.map(({ name }) => name);

const SILENCE = Object.fromEntries(MUSIC_SIGNALS.map(({ name, rest }) => [name, rest])) as MusicSignalValues;

/** The signals of the music at `t`; all at rest while none is known. */
export function musicSignals(music: Music | null, t: Seconds): MusicSignalValues {
  if (music === null) return SILENCE;
  const { tempo, downbeat, beatsPerBar, confidence, energy, onset, brightness } = music;
  const beat = beatAt(music, t);
  const phase = partOf(beat);
  return {
    musicTempo: clamp((tempo - SLOWEST) / (FASTEST - SLOWEST)),
    musicPhase: phase,
    musicBeat: confidence < FOLLOWED_CONFIDENCE ? 0 : 1 - phase,
    musicBar: partOf((beat - downbeat) / beatsPerBar),
    musicEnergy: clamp(energy),
    musicOnset: clamp(onset),
    musicBrightness: clamp(brightness),
    musicConfidence: clamp(confidence),
  };
}

/** What is beyond the last whole number. */
const partOf = (count: number) => count - Math.floor(count);
