import type { Binding, Control } from "./binding.ts";

/** What the stage's page is to do with MIDI devices and gamepads. */
export interface SurfaceInstructions {
  /** Another one for other bindings. */
  readonly revision: number;
  readonly bindings: readonly Binding[];
  /** The control that is moved next is to be told by this number, and nothing moves the show meanwhile; null for none. */
  readonly lesson: number | null;
}

export const MIDI_STATES = ["off", "starting", "on", "denied", "none"] as const;
/** `off` while nothing of it is wanted; `none` where the browser has no MIDI. */
export type MidiState = (typeof MIDI_STATES)[number];

/** A control that stands elsewhere than the value: it has to come to it before it moves it. */
export interface WaitingControl {
  /** In the list of bindings. */
  readonly binding: number;
  /** Where it stands, and where the value is: 0 to 1. */
  readonly place: number;
  readonly value: number;
}

/** The page tells what is there, at most some times a second. */
export interface SurfaceReport {
  readonly tag: "surface";
  readonly midi: MidiState;
  /** What the browser said, where it said no; at most `MAX_LABEL` characters. */
  readonly why: string;
  /** Names of MIDI inputs and gamepads, at most `MAX_DEVICES`. */
  readonly devices: readonly string[];
  /** Of the bindings that `waiting` is about. */
  readonly revision: number;
  readonly waiting: readonly WaitingControl[];
  /** The control that was moved last; null before any was. */
  readonly moved: Control | null;
}

/** Which control was moved in a lesson. */
export interface LearntControl {
  readonly tag: "learnt";
  readonly lesson: number;
  readonly control: Control;
  /** It has a second controller 32 above, for the finer part of where it stands. */
  readonly fine: boolean;
}
