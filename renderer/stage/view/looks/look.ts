import type { Seconds } from "../../../../shared/pose.ts";
import type { Actor, ActorRole } from "../cast/actor.ts";
import type { FigurePen } from "../figure/figure-pen.ts";
import type { StrokeBuffer, StrokeColour } from "../strokes/stroke-buffer.ts";

/** Ambient light of the empty stage, and what the wall and the floor add near the horizon. */
export interface BackdropColours {
  readonly base: StrokeColour;
  readonly wall: StrokeColour;
  readonly ground: StrokeColour;
  /** 0..1: strength of the paper grain. */
  readonly grain: number;
}

/** Around limbs of whoever practises: where they do as the reference does, and where they do not. */
export interface SignColours {
  readonly agrees: StrokeColour;
  readonly differs: StrokeColour;
}

/** What a look draws with, and into. */
export interface DrawContext {
  readonly pen: FigurePen;
  /** Sharp strokes. */
  readonly lines: StrokeBuffer;
  /** Blurred light, shadow and wash beneath. */
  readonly soft: StrokeBuffer;
  /** Time of the screen, for animation that does not depend on the dance. */
  readonly now: Seconds;
  /** The time that is drawn, on the engine's clock. */
  readonly playoutTime: Seconds;
}

/** A style of drawing actors. Each has its own way to show weight, speed and time. */
export interface LookRenderer {
  /** Where lines cross: the brighter colour (light) or the darker (ink). */
  readonly blend: "max" | "min";
  /** The background of the lines; null for light. */
  readonly paper: StrokeColour | null;
  readonly backdrop: BackdropColours;
  /** Colours of progress lines and rings. */
  readonly marks: Readonly<Record<ActorRole, StrokeColour>>;
  readonly signs: SignColours;
  draw(actor: Actor, context: DrawContext): void;
}
