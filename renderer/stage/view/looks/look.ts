import type { Seconds } from "../../../../shared/pose.ts";
import type { Actor, ActorRole } from "../cast/actor.ts";
import type { FigurePen } from "../figure/figure-pen.ts";
import type { StrokeBuffer, StrokeColour } from "../strokes/stroke-buffer.ts";

/** The empty stage: light that is everywhere, and what the wall and the floor add where they meet. */
export interface BackdropColours {
  readonly base: StrokeColour;
  readonly wall: StrokeColour;
  readonly ground: StrokeColour;
  /** 0..1: how much of a paper's grain shows. */
  readonly grain: number;
}

/** What a look draws on, and with. */
export interface DrawContext {
  readonly pen: FigurePen;
  /** Everything that has an edge. */
  readonly lines: StrokeBuffer;
  /** Beneath it, everything that has none: light, shadow, wash. */
  readonly soft: StrokeBuffer;
  /** Seconds of the screen, for what moves by itself. */
  readonly now: Seconds;
  /** The moment of the engine's time that is drawn. */
  readonly playoutTime: Seconds;
}

/** A way to draw the cast, with its own way to show weight, speed and time. */
export interface LookRenderer {
  /** Where lines cross, light keeps the brighter and ink the darker. */
  readonly blend: "max" | "min";
  /** What lines are drawn on: nothing, for light; for ink the paper. */
  readonly paper: StrokeColour | null;
  readonly backdrop: BackdropColours;
  /** Of all that belongs to somebody without being a body: progress, rings. */
  readonly marks: Readonly<Record<ActorRole, StrokeColour>>;
  draw(actor: Actor, sheet: DrawContext): void;
}
