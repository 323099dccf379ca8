import type { Seconds } from "./pose.ts";

/** What a MIDI clock says: a tick is a 24th of a beat; a position is told in sixteenths, of which 0 begins the song. */
export type MidiClockEvent =
  | { readonly what: "tick" | "start" | "continue" | "stop" }
  | { readonly what: "position"; readonly sixteenths: number };

/** The same, at its moment on the clock of the StageFrames. */
export type PlacedMidiEvent = MidiClockEvent & { readonly t: Seconds };

const SYSTEM: Readonly<Record<number, "tick" | "start" | "continue" | "stop">> = {
  248: "tick",
  250: "start",
  251: "continue",
  252: "stop",
};
const SONG_POSITION = 0xf2;

/** The clock's part of what MIDI says (MIDI 1.0, system common and real time messages); null for all else. */
export function readMidiClock(bytes: ArrayLike<number>): MidiClockEvent | null {
  const [status = 0, low = 0, high = 0] = Array.from(bytes);
  if (status === SONG_POSITION && bytes.length === 3)
    return { what: "position", sixteenths: low + 128 * high };
  const what = SYSTEM[status];
  return what === undefined ? null : { what };
}
