import type { ControlKind, Deed, Reading } from "../surface/binding.ts";
import type { MidiState } from "../surface/surface-message.ts";

/** Of MIDI devices, gamepads and pedals, and what they do. */
export interface SurfaceSentences {
  readonly devices: string;
  readonly noStage: string;
  readonly noDevices: string;
  readonly midi: Readonly<Record<MidiState, string>>;
  readonly moved: (control: string) => string;
  readonly bind: string;
  readonly command: string;
  readonly value: string;
  readonly noValue: string;
  /** Of what has no list to choose from: a take. */
  readonly takeHelp: string;
  readonly learn: string;
  readonly learning: (target: string) => string;
  readonly cancel: string;
  readonly bindings: string;
  readonly none: string;
  readonly file: (file: string) => string;
  readonly reads: string;
  readonly readings: Readonly<Record<Reading, string>>;
  readonly does: string;
  readonly deeds: Readonly<Record<Deed, string>>;
  /** What "next" is to a switch. */
  readonly turnsOver: string;
  /** Of a trigger, which has nothing to follow. */
  readonly pressed: string;
  readonly kinds: Readonly<Record<ControlKind, (number: number) => string>>;
  readonly channel: (channel: number) => string;
  readonly anyDevice: string;
  /** Of a control that has to come to its value first. */
  readonly waits: Readonly<Record<"up" | "down", string>>;
  readonly unplugged: string;
  /** @param others what the same control does, too */
  readonly conflict: (others: string) => string;
  readonly unbind: string;
}
