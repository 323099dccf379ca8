import type { ActorRole } from "../../cast/actor.ts";
import type { StrokeColour } from "../../strokes/stroke-buffer.ts";
import type { SignColours } from "../look.ts";

/** The lightest tone of the paper; the backdrop is darker. */
export const PAPER: StrokeColour = [0.91, 0.885, 0.83];

/** Lamp black and cobalt: far apart in lightness, and so distinguishable with any kind of colour blindness. */
export const INK: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [0.07, 0.065, 0.075],
  partner: [0.07, 0.33, 0.72],
};

/** Diluted. */
export const WASH: Readonly<Record<ActorRole, StrokeColour>> = {
  dancer: [0.3, 0.28, 0.28],
  partner: [0.3, 0.48, 0.72],
};

/** Bottle green and mauve: dark and light to every kind of eye, and neither is an alarm. */
export const SIGNS: SignColours = { agrees: [0.05, 0.32, 0.27], differs: [0.8, 0.56, 0.78] };
