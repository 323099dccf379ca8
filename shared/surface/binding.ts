import type { ArgumentValue, CommandArgument } from "../commands/argument.ts";
import { type CommandName, definitionOf } from "../commands/table.ts";

/*
 * A control surface is whatever has keys, faders, knobs or pedals: MIDI devices and gamepads. One of these is a control;
 * a binding says which command of the table it gives.
 */

export const MIDI_KINDS = ["note", "controller", "program", "bend"] as const;
export const PAD_KINDS = ["button", "axis"] as const;
export const CONTROL_KINDS = [...MIDI_KINDS, ...PAD_KINDS] as const;
export type ControlKind = (typeof CONTROL_KINDS)[number];

/** One key, fader, knob or pedal. */
export interface Control {
  /** A part of the device's name, in whichever case; empty for every device. */
  readonly device: string;
  readonly kind: ControlKind;
  /** Of MIDI, 1 to 16; 0 for what is no MIDI. */
  readonly channel: number;
  /** Of a note, controller or program 0 to 127; of a button or an axis from 0; 0 for a bend. */
  readonly number: number;
}

/**
 * What a control's numbers mean: where it stands, in 7 or (a controller and the one 32 above) in 14 bits; how far an
 * encoder was turned, in either of the two usual ways; of an axis also how fast it turns.
 */
export const READINGS = ["absolute", "fine", "twos-complement", "offset-64", "speed"] as const;
export type Reading = (typeof READINGS)[number];

/** The value follows the control; or each press is the next, the one before, or one value. */
export const DEEDS = ["follow", "next", "previous", "set"] as const;
export type Deed = (typeof DEEDS)[number];

export interface Binding extends Control {
  readonly reads: Reading;
  readonly does: Deed;
  readonly command: CommandName;
  /** What `set` asks for. */
  readonly value?: ArgumentValue;
  /** Of a number that follows: the control's two ends, where they are not the ends of its range. */
  readonly from?: number;
  readonly to?: number;
}

export const MOST_BINDINGS = 256;
/** Controls of one kind that a gamepad has at the most. */
export const MOST_OF_PAD = 64;

export const isMidi = ({ kind }: Pick<Control, "kind">): boolean =>
  (MIDI_KINDS as readonly string[]).includes(kind);

/** Those that are pressed, rather than moved from one end to the other. */
export const isKey = ({ kind }: Pick<Control, "kind">): boolean =>
  kind === "note" || kind === "program" || kind === "button";

/** What the numbers of a control of this kind may mean, the usual first. */
export function readingsOf(kind: ControlKind): readonly Reading[] {
  if (kind === "controller") return ["absolute", "fine", "twos-complement", "offset-64"];
  return kind === "axis" ? ["absolute", "speed"] : ["absolute"];
}

/** Whether it tells how far it was turned, and not where it stands. */
export const isRelative = ({ reads }: Pick<Binding, "reads">): boolean =>
  reads === "twos-complement" || reads === "offset-64" || reads === "speed";

/** What a control can do with a command; none where it needs a value and gives none. */
export function deedsOf(command: CommandName, control: Pick<Binding, "kind" | "reads">): readonly Deed[] {
  const { argument, current } = definitionOf(command);
  const follows = FOLLOWED.includes(argument.kind) ? (["follow"] as const) : [];
  if (argument.kind === "trigger") return isRelative(control) ? [] : follows;
  if (isRelative(control)) return current ? follows : [];
  const steps = current && STEPPED.includes(argument.kind) ? (["next", "previous"] as const) : [];
  return [...follows, ...steps, "set"];
}

const FOLLOWED: readonly CommandArgument["kind"][] = ["number", "choice", "switch", "trigger"];
const STEPPED: readonly CommandArgument["kind"][] = ["number", "choice", "switch", "styles"];

/** What a control does where nobody said: keys step, all else follows; a value that was named is set. */
export function usualDeed(
  command: CommandName,
  control: Pick<Binding, "kind" | "reads" | "value">,
): Deed | undefined {
  const deeds = deedsOf(command, control);
  const wanted: Deed = control.value !== undefined ? "set" : isKey(control) ? "next" : "follow";
  return deeds.includes(wanted) ? wanted : deeds[0];
}

/** Whether a device of this name is meant. */
export const isOnDevice = ({ device }: Pick<Control, "device">, name: string): boolean =>
  name.toLowerCase().includes(device.toLowerCase());

/** Whether one control could be meant by both. */
export function isSameControl(one: Control, other: Control): boolean {
  if (one.kind !== other.kind || one.channel !== other.channel || one.number !== other.number) return false;
  return isOnDevice(one, other.device) || isOnDevice(other, one.device);
}
