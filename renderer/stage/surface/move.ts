import type { Control } from "../../../shared/surface/binding.ts";

/** A control of a device was moved. */
export interface Move extends Control {
  /** What MIDI said: 0 to 127, of a bend 0 to 16383; 0 for what is no MIDI. */
  readonly raw: number;
  /** Where it stands, 0 to 1; of an axis -1 to 1, without its dead zone. */
  readonly place: number;
}
