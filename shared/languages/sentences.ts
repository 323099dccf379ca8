import type { Knob } from "../knobs.ts";
import type { Mode } from "../stage.ts";

/** Every sentence that the page can say; one such table a language. */
export interface Sentences {
  readonly noHost: string;
  readonly starting: string;
  readonly oneMoment: string;
  readonly allowCamera: string;
  readonly cameraDenied: string;
  readonly cameraNone: string;
  readonly cameraGone: string;
  readonly tooDark: string;
  readonly framesLate: string;
  /** To whoever passes by: at most six words. */
  readonly stepIn: string;
  /** What becomes of the pictures. */
  readonly privacy: string;
  /** Of a switch. */
  readonly on: string;
  readonly off: string;
  /** What each mode is, and each knob does: its name, a colon, and the rest. */
  readonly modes: Readonly<Record<Mode, string>>;
  readonly knobs: Readonly<Record<Knob, string>>;
  /** What the other keys do. */
  readonly keys: Readonly<
    Record<"handOver" | "restart" | "point" | "take" | "blend" | "status" | "fullscreen" | "help", string>
  >;
}

/** Those that are said one at a time, on one line. */
export type Sentence = Exclude<keyof Sentences, "yes" | "no" | "modes" | "knobs" | "keys" | "noPictures">;
