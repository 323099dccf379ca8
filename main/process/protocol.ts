import type { Controls, MissingGenerators, MissingModes } from "../../shared/commands/controls.ts";
import type { EngineCommand } from "../../shared/commands/table.ts";
import type { DetectorSize } from "../../shared/messages.ts";
import type { Music } from "../../shared/music.ts";
import type { SourceFrame } from "../../shared/pose.ts";
import type { StageFrame } from "../../shared/stage.ts";
import type { PracticeReference } from "../coaching/practice/reference.ts";
import type { EngineProcessSettings } from "./settings.ts";

/*
 * What the host and the engine process say to each other. Both are ours, started together from the same sources, so
 * nothing is parsed here; structured clones carry typed arrays as they are.
 */

export type ToEngine =
  | Configure
  | Begin
  /** At most one at a time: the next only after `stage` or `fault` with `answers`. */
  | { readonly tag: "frame"; readonly frame: SourceFrame }
  /** Another size of pose model, from the next frame on. */
  | { readonly tag: "resize"; readonly size: DetectorSize }
  /** What is known of the music from now on. */
  | { readonly tag: "music"; readonly music: Music | null }
  /** What is practised from now on, and the number of its next pass. */
  | { readonly tag: "reference"; readonly reference: PracticeReference | null; readonly pass: number }
  | EngineCommand;

/** The first message: what to load. */
export interface Configure {
  readonly tag: "configure";
  readonly settings: EngineProcessSettings;
  /** null where no pictures will come, only poses. */
  readonly detectorSize: DetectorSize | null;
}

/** After `ready`: go on where the engine before left off. */
export interface Begin {
  readonly tag: "begin";
  readonly controls: Controls;
  readonly firstFrame: number;
  readonly firstId: number;
}

export type FromEngine =
  | Ready
  /** Could not be configured; the process ends. `mendable` by the person who started it: a UserError. */
  | { readonly tag: "failed"; readonly line: string; readonly mendable: boolean }
  /** `answers` the frame that was sent; otherwise one that the engine made because none came. */
  | { readonly tag: "stage"; readonly frame: StageFrame; readonly answers: boolean }
  /** A frame could not be made; `answers` as above. */
  | { readonly tag: "fault"; readonly line: string; readonly answers: boolean }
  /** It has another size of pose model now. */
  | { readonly tag: "resized"; readonly detector: string }
  /** For the operator. */
  | { readonly tag: "notice"; readonly line: string }
  /** `memory`: bytes that it has of the machine's. */
  | { readonly tag: "alive"; readonly memory?: number };

/** What was found and loaded, in words. */
export interface Ready {
  readonly tag: "ready";
  /** null where no pictures will come. */
  readonly detector: string | null;
  readonly model: string;
  readonly backend: string;
  /** Names of the styles that can be asked for. */
  readonly styles: readonly string[];
  readonly missingGenerators: MissingGenerators;
  readonly missingModes: MissingModes;
}

/** An engine that lives says so this often, milliseconds. */
export const ALIVE_EVERY = 250;
