import type { ActorRole } from "../../cast/actor.ts";
import type { StrokeColour } from "../../strokes/stroke-buffer.ts";

/** The lightest that the paper is; the room falls off from it. */
export const PAPER: StrokeColour = [0.91, 0.885, 0.83];

/** Lamp black and cobalt: far apart in lightness, so that no kind of colour blindness makes them one. */
export const INK: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [0.07, 0.065, 0.075],
  partner: [0.07, 0.33, 0.72],
};

/** The same, as it stains the paper. */
export const WASH: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [0.3, 0.28, 0.28],
  partner: [0.3, 0.48, 0.72],
};
