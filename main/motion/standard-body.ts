import { clamp } from "../../shared/numbers.ts";
import { B, lengthsOf, stretch } from "./bones.ts";

const LEGS = [B.left_thigh, B.right_thigh, B.left_shank, B.right_shank];

/** Proportions of the one body that the network knows: dancers are brought to it, continuations back to theirs. */
export interface StandardBody {
  /** Mean length of each bone, metres, [18]. */
  readonly length: Float32Array;
  /** Shortest and longest that each may be, metres, [18]; its mean length for bones that do not flex. */
  readonly shortest: Float32Array;
  readonly longest: Float32Array;
}

/** Brings bones of a dancer whose mean lengths are `own` to the standard body, in place. Directions stay. */
export function toStandard(bones: Float32Array, own: Float32Array, standard: StandardBody): void {
  stretch(bones, (bone) => standard.length[bone]! / Math.max(own[bone]!, 1e-6));
  clampLengths(bones, standard);
}

/** Clamps bones of the standard body to the lengths that they may have, in place. Directions stay. */
export function clampLengths(bones: Float32Array, { shortest, longest }: StandardBody): void {
  const now = lengthsOf(bones);
  stretch(bones, (bone) => clamp(now[bone]!, shortest[bone]!, longest[bone]!) / Math.max(now[bone]!, 1e-6));
}

/** How much larger the standard body is than the dancer's, by their legs: the scale of positions in the room. */
export function legScale(own: Float32Array, { length }: Pick<StandardBody, "length">): number {
  return legs(length) / Math.max(legs(own), 1e-6);
}

function legs(lengths: Float32Array): number {
  return LEGS.reduce((sum, bone) => sum + lengths[bone]!, 0);
}
