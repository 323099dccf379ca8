import type { ActorRole } from "../../cast/actor.ts";
import type { StrokeColour } from "../../strokes/stroke-buffer.ts";
import type { SignColours } from "../look.ts";

/** Gold and ice: they differ in blue, which the common kinds of colour blindness preserve. */
export const GRAINS: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [1, 0.86, 0.56],
  partner: [0.55, 0.79, 1],
};

export const DUST: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [0.95, 0.5, 0.16],
  partner: [0.22, 0.42, 1],
};

/** Mint and plum: light and dark to every kind of eye, and neither is an alarm. */
export const SIGNS: SignColours = { agrees: [0.62, 0.9, 0.8], differs: [0.62, 0.3, 0.7] };
