import { clamp } from "../numbers.ts";
import type { ControlKind } from "./binding.ts";

/** A control of a MIDI device was moved. */
export interface MidiMove {
  readonly kind: Extract<ControlKind, "note" | "controller" | "program" | "bend">;
  /** 1 to 16. */
  readonly channel: number;
  readonly number: number;
  /** 0 to 127, of a bend 0 to 16383; 0 for a note that ends. */
  readonly value: number;
}

/** The upper four bits of the first byte. MIDI 1.0 Detailed Specification, table I. */
const [NOTE_OFF, NOTE_ON, CONTROLLER, PROGRAM, BEND] = [0x8, 0x9, 0xb, 0xc, 0xe];

export const MOST_7_BIT = 127;
export const MOST_14_BIT = 16383;

/** Controllers from 120 on are channel mode messages: nobody's fader. */
const FIRST_MODE_MESSAGE = 120;

/** A message of a channel as a control's move; null for everything else. */
export function readMidiMove(bytes: Uint8Array): MidiMove | null {
  const [status = 0, first = 0, second = 0] = bytes;
  if (first > MOST_7_BIT || second > MOST_7_BIT) return null;
  const channel = (status & 0xf) + 1;
  switch (status >> 4) {
    case NOTE_OFF:
      return bytes.length === 3 ? { kind: "note", channel, number: first, value: 0 } : null;
    case NOTE_ON:
      return bytes.length === 3 ? { kind: "note", channel, number: first, value: second } : null;
    case CONTROLLER:
      return bytes.length === 3 && first < FIRST_MODE_MESSAGE
        ? { kind: "controller", channel, number: first, value: second }
        : null;
    case PROGRAM:
      return bytes.length === 2 ? { kind: "program", channel, number: first, value: MOST_7_BIT } : null;
    case BEND:
      return bytes.length === 3 ? { kind: "bend", channel, number: 0, value: (second << 7) | first } : null;
    default:
      return null;
  }
}

/** The bytes that say where a control stands: a device shows it, by a lamp, a ring of them or a motor. */
export function writeMidiMove({ kind, channel, number, value }: MidiMove): number[] {
  const low = channel - 1;
  const whole = Math.round(clamp(value, 0, kind === "bend" ? MOST_14_BIT : MOST_7_BIT));
  if (kind === "bend") return [(BEND << 4) | low, whole & 0x7f, whole >> 7];
  if (kind === "program") return [(PROGRAM << 4) | low, number];
  return [((kind === "note" ? NOTE_ON : CONTROLLER) << 4) | low, number, whole];
}

/** How far an encoder was turned, in its own ticks: -64 to 63. */
export function ticksOf(value: number, reads: "twos-complement" | "offset-64"): number {
  if (reads === "offset-64") return value - 64;
  return value < 64 ? value : value - 128;
}
