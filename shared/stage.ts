import type { GeneratorName, ParameterValues } from "./commands/parameters.ts";
import type { StyleWeight } from "./commands/style-weight.ts";
import type { Box } from "./grid.ts";
import type { Music } from "./music.ts";
import type { BodyJoints, ImageJoints, NoPose, RoomPoint, Seconds } from "./pose.ts";
import type { Practice } from "./practice.ts";

export const MODES = ["shadow", "answer", "options", "echo", "duet", "archive", "practise"] as const;
/**
 * How the partner dances: always ahead of the dancer; in turns; in turns with several answers to choose from; what the
 * dancer danced before; with two dancers; real moments of an archive that are like hers; or a reference that she practises.
 */
export type Mode = (typeof MODES)[number];

/** Whether dancer and partner take turns in this mode. */
export const isTurnBased = (mode: Mode): boolean => mode === "answer" || mode === "options";

export const TURNS = ["listening", "answering", "choosing"] as const;
/** Whose turn it is. The modes without turn taking stay "listening"; only options mode has "choosing". */
export type Turn = (typeof TURNS)[number];

export const GESTURES = ["hand-over", "choose", "restart", "keep"] as const;
export type Gesture = (typeof GESTURES)[number];

/** One drawn body, live or partner: the same shape for both, on the stage and over OSC. */
export interface Figure {
  /** Image space of the camera; a partner's may lie outside 0..1. 19 joints. */
  readonly image: ImageJoints;
  /** 19 joints, metres. */
  readonly body: BodyJoints;
  /** Where the hips are in the dancer's room, as far as the engine can tell: recordings need it to be trained on. */
  readonly root: RoomPoint;
  /** Middle of the hips, image space. */
  readonly centre: { readonly x: number; readonly y: number };
  /** Of the centre, in picture heights a second; y down. */
  readonly velocity: { readonly x: number; readonly y: number };
  /** Mean keypoint speed in body heights a second. */
  readonly energy: number;
  /** Which generator dances it; null for none, as in an echo; missing for a dancer. */
  readonly generator?: GeneratorName | null;
}

export interface StagePerson {
  readonly id: number;
  /** As the camera saw her at `t`: for everybody but those who look at the stage. */
  readonly live: Figure;
  /** As she is by the time this is drawn, as far as can be foreseen: for the stage; null where it shows `live`. */
  readonly shown?: Figure | null;
  /** null until enough of a phrase is known to continue it. */
  readonly partner: Figure | null;
  readonly turn: Turn;
  /** Length of the phrase being danced or answered. */
  readonly phraseSeconds: Seconds;
  /** 0..1 through the answer; through the longest phrase while listening; through the time to choose. */
  readonly progress: number;
  /** The answers to choose from, each within its cell of the grid; empty unless the turn is "choosing". */
  readonly options: readonly Figure[];
  /** Where the grid is, for `gridCells`: within reach of her hands. null where nothing is or was to be chosen from. */
  readonly grid: Box | null;
  /** Which option was chosen, while it is danced at full size. */
  readonly chosen: number | null;
  /** The gesture that is being held. */
  readonly gesture: HeldGesture | null;
  /**
   * Error of the foresight 0.4 s ahead, of that of standing still, over her last seconds: 0 is perfect. null before any is
   * known.
   */
  readonly foreseen: number | null;
  /** Which generator would answer her now: the model, where the one that is set knows too little of her. */
  readonly nextGenerator: GeneratorName;
}

/** A gesture in progress, 0..1: at 1 it takes effect. */
export interface HeldGesture {
  readonly gesture: Gesture;
  /** Of the grid, where the gesture is to choose. */
  readonly cell: number | null;
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
  /** The stage is dark; everything else goes on. */
  readonly blackout: boolean;
  /** Everybody is shown in the pose they had when the command came. */
  readonly frozen: boolean;
  readonly parameters: ParameterValues;
  /** The styles that are danced; empty while the dancer's own is followed. */
  readonly blend: readonly StyleWeight[];
  readonly people: readonly StagePerson[];
  /** The partner dancing alone, while nobody is there. */
  readonly alone: Figure | null;
  /** Since the frame before. */
  readonly events: readonly StageEvent[];
  readonly reason: NoPose | null;
  /** Who is seen and not followed. */
  readonly ignored: readonly IgnoredBody[];
  /** As it is at `t`; null while none is known. */
  readonly music: Music | null;
  /** null in every other mode, and while there is no reference. */
  readonly practice: Practice | null;
  readonly timing: StageTiming;
}

export const IGNORED = ["still", "area"] as const;

/** A body that is not followed, since it has never moved or since its hips are in an area that is ignored. */
export interface IgnoredBody {
  readonly why: (typeof IGNORED)[number];
  /** Middle of the hips, image space. */
  readonly x: number;
  readonly y: number;
}

export const STAGE_EVENTS = [
  "enter",
  "leave",
  "phrase-start",
  "phrase-end",
  "answer-start",
  "answer-end",
  "choice-start",
  "choose",
  "restart",
  "keep",
] as const;

export interface StageEvent {
  readonly event: (typeof STAGE_EVENTS)[number];
  readonly id: number;
}

/** Milliseconds that this frame took in the engine. */
export interface StageTiming {
  readonly detect: number;
  readonly predict: number;
  /** From the frame's arrival in the engine to the StageFrame. */
  readonly total: number;
}
