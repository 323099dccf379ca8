import type { BodyJoints, BodyPoint, ImageJoints, NoPose, RoomPoint, Seconds } from "./pose.ts";

export const MODES = ["shadow", "answer"] as const;
/** How the partner dances: the next moment always, or in turns. */
export type Mode = (typeof MODES)[number];

/** Whose turn it is. In shadow the partner always dances with, so the turn is always "listening". */
export type Turn = "listening" | "answering";

/** One drawn body, live or partner: the same shape for both, on the stage and over OSC. */
export interface Figure {
  /** Image space of the camera; a partner's may lie outside 0..1. 19 joints. */
  readonly image: ImageJoints;
  /** 19 joints, metres. */
  readonly body: BodyJoints;
  /** Where the hips are in the dancer's room, as far as the engine can tell; what makes a recording one to train on. */
  readonly root: RoomPoint;
  /** Middle of the hips, image space. */
  readonly centre: { readonly x: number; readonly y: number };
  /** Of the centre, in picture heights a second; y down. */
  readonly velocity: { readonly x: number; readonly y: number };
  /** Mean keypoint speed in body heights a second. */
  readonly energy: number;
}

export interface StagePerson {
  readonly id: number;
  readonly live: Figure;
  /** null until enough of a phrase is known to continue it. */
  readonly partner: Figure | null;
  readonly turn: Turn;
  /** Length of the phrase being danced or answered. */
  readonly phraseSeconds: Seconds;
  /** 0..1 through the answer; through the longest phrase while listening. */
  readonly progress: number;
}

/** What the engine makes of one source frame; page, OSC and recordings all read this and nothing else. */
export interface StageFrame {
  /** Counts up by one a frame and goes on across a restart of the engine. */
  readonly frame: number;
  /** Capture time of the source frame that this one shows. */
  readonly t: Seconds;
  readonly width: number;
  readonly height: number;
  readonly mode: Mode;
  /** The stage is to be dark; all else goes on. */
  readonly blackout: boolean;
  /** Everybody is shown as they were when somebody asked for it. */
  readonly frozen: boolean;
  readonly people: readonly StagePerson[];
  /** Entered, left, phrase started, phrase ended: since the frame before. */
  readonly events: readonly StageEvent[];
  readonly reason: NoPose | null;
  readonly timing: StageTiming;
}

export interface StageEvent {
  readonly event: "enter" | "leave" | "phrase-start" | "phrase-end";
  readonly id: number;
}

/** Milliseconds that this frame took in the engine. */
export interface StageTiming {
  readonly detect: number;
  readonly predict: number;
  /** From the frame's arrival in the engine to the StageFrame. */
  readonly total: number;
}

export type { BodyPoint };
