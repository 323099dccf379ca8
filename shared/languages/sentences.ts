import type { Knob } from "../knobs.ts";
import type { Mode } from "../stage.ts";

/** Languages that the stage speaks: one file of sentences each. */
export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every sentence that the page can say. */
export interface Sentences {
  readonly noHost: string;
  readonly waking: string;
  readonly oneMoment: string;
  readonly mayI: string;
  readonly cameraDenied: string;
  readonly cameraNone: string;
  readonly cameraGone: string;
  readonly tooDark: string;
  readonly framesLate: string;
  /** To whoever passes by: at most six words. */
  readonly stepIn: string;
  /** What becomes of the pictures. */
  readonly noPictures: string;
  /** Of a switch. */
  readonly yes: string;
  readonly no: string;
  /** What each mode is, and each knob does: its name, a colon, and the rest. */
  readonly modes: Readonly<Record<Mode, string>>;
  readonly knobs: Readonly<Record<Knob, string>>;
  /** What the other keys do. */
  readonly keys: Readonly<
    Record<"handOver" | "restart" | "point" | "take" | "blend" | "readout" | "fullscreen" | "help", string>
  >;
}

/** Those that are said one at a time, on one line. */
export type Sentence = Exclude<keyof Sentences, "yes" | "no" | "modes" | "knobs" | "keys" | "noPictures">;
