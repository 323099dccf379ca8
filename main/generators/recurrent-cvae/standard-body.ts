import { clamp } from "../../../shared/numbers.ts";
import { B, lengthsOf, stretch } from "../../motion/bones.ts";

const LEGS = [B.left_thigh, B.right_thigh, B.left_shank, B.right_shank];

/** Lengths of the body that the network dances with: every dancer is brought to it, and every dance back. */
export interface StandardBody {
  /** Usual length of each bone, metres, [18]. */
  readonly length: Float32Array;
  /** Shortest and longest, [18]. */
  readonly least: Float32Array;
  readonly most: Float32Array;
}

/** Brings bones of a dancer whose usual lengths are `own` to the standard body, in place. Directions stay. */
export function toStandard(bones: Float32Array, own: Float32Array, standard: StandardBody): void {
  stretch(bones, (bone) => standard.length[bone]! / Math.max(own[bone]!, 1e-6));
  keepLengths(bones, standard);
}

/** Gives bones of the standard body lengths that they may have, in place. Directions stay. */
export function keepLengths(bones: Float32Array, { least, most }: StandardBody): void {
  const now = lengthsOf(bones);
  stretch(bones, (bone) => clamp(now[bone]!, least[bone]!, most[bone]!) / Math.max(now[bone]!, 1e-6));
}

/** How much larger the standard body stands than the dancer's, by their legs. */
export function legScale(own: Float32Array, standard: StandardBody): number {
  return legs(standard.length) / Math.max(legs(own), 1e-6);
}

function legs(lengths: Float32Array): number {
  return LEGS.reduce((sum, bone) => sum + lengths[bone]!, 0);
}
