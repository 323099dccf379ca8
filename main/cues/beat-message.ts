import type { OscMessage } from "../system/osc/read-packet.ts";
import { CueRefused } from "./cue.ts";

/** Beats a minute, beats since counting began, and beats of a bar, of a clock by OSC. */
export const TEMPO = { min: 20, max: 400 };
export const MOST_BEATS = 1e7;
const MOST_BEATS_PER_BAR = 16;

/** What a clock by OSC says: where the music is now. */
export interface SentBeat {
  /** Beats a minute. */
  readonly tempo: number;
  /** Beats since counting began, with the part of the next that has passed; 0 begins a bar. */
  readonly beat: number;
  /** null where it is not told. */
  readonly beatsPerBar: number | null;
}

export const BEAT_FORM = `\`f\` tempo ${TEMPO.min} to ${TEMPO.max}, \`f\` or \`d\` beat, and if need be \`i\` beats of a bar, 1 to ${MOST_BEATS_PER_BAR}`;

/** @throws CueRefused */
export function readBeat({ types, args }: OscMessage): SentBeat {
  const [tempo, beat, beatsPerBar = null] = args;
  const isOne =
    /^[fdi]{2}i?$/.test(types) &&
    isWithin(tempo, TEMPO.min, TEMPO.max) &&
    isWithin(beat, -MOST_BEATS, MOST_BEATS) &&
    (beatsPerBar === null || isWithin(beatsPerBar, 1, MOST_BEATS_PER_BAR));
  if (isOne) return { tempo, beat, beatsPerBar };
  const found = args
    .slice(0, 4)
    .map((value, i) => `\`${types[i]}\` ${typeof value === "number" ? value : "something else"}`);
  throw new CueRefused(`expected ${BEAT_FORM}, found ${found.join(", ") || "nothing"}`);
}

const isWithin = (value: unknown, min: number, max: number): value is number =>
  typeof value === "number" && value >= min && value <= max;
