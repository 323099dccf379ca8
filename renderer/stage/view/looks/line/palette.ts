import type { ActorRole } from "../../cast/actor.ts";
import type { StrokeColour } from "../../strokes/stroke-buffer.ts";
import type { SignColours } from "../look.ts";

/**
 * Amber and blue: distinguishable with all common kinds of colour blindness, and in grey by texture, since the dancer is
 * solid and the partner is made of strands.
 */
export const BODY: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [1, 0.83, 0.6],
  partner: [0.5, 0.76, 1],
};

/** A deeper tone, for halos and the floor. */
export const AURA: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [1, 0.5, 0.16],
  partner: [0.16, 0.45, 1],
};

export const SHADOW: StrokeColour = [0, 0, 0];

/** For ribbons and earlier poses. */
export const TRAIL: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [1, 0.66, 0.36],
  partner: [0.4, 0.67, 1],
};

/** Mint and plum: light and dark to every kind of eye, and neither is an alarm. */
export const SIGNS: SignColours = { agrees: [0.62, 0.9, 0.8], differs: [0.62, 0.3, 0.7] };
