import { ROOT_AT } from "../../motion/clip.ts";
import { type Followed, MIRRORED, SOMETHING_ELSE } from "./sections/follow.ts";
import { GLANCE, type Glances, glanceDistance, meanDistance, mirroredGlances } from "./sections/glances.ts";

/** Of the movement of two trials of one phrase more is alike than this, of different phrases less: set between the two. */
const EVEN = 0.52;
/** So much more or less of it is alike until it is e times as sure. */
const SURE = 0.04;

/** 0..1: how sure it is that both are the same phrase, mirrored or not. */
export const likenessOf = (reference: Glances, dance: Glances, followed: Followed): number =>
  1 / (1 + Math.exp((EVEN - alikeIn(reference, dance, followed)) / SURE));

/**
 * How much of the movement is alike in both, 0..1: the lesser share of the two. Each frame counts by how much she moves in
 * it, since everybody who stands looks alike.
 */
export function alikeIn(reference: Glances, dance: Glances, { states, places }: Followed): number {
  const seen = [reference, mirroredGlances(reference)] as const;
  const spread = meanDistance(reference, dance);
  const danced = movementOf(dance);
  const there = movementOf(reference);
  const best = new Float64Array(reference.frames);
  let alike = 0;
  states.forEach((state, frame) => {
    if (state === SOMETHING_ELSE) return;
    const place = places[frame]!;
    const own = 1 - glanceDistance(seen[state === MIRRORED ? 1 : 0], place, dance, frame) / spread;
    alike += danced[frame]! * Math.max(0, own);
    best[place] = Math.max(best[place]!, own);
  });
  const found = best.reduce((sum, own, place) => sum + own * there[place]!, 0);
  return Math.min(alike / sumOf(danced), found / sumOf(there));
}

/** Mean square of the ways of the joints in each frame, square metres. */
const movementOf = ({ frames, values }: Glances): Float64Array =>
  Float64Array.from({ length: frames }, (_, frame) =>
    values
      .subarray(frame * GLANCE + ROOT_AT, (frame + 1) * GLANCE)
      .reduce((sum, value) => sum + value * value, 0),
  );

const sumOf = (values: Float64Array): number =>
  Math.max(
    1e-9,
    values.reduce((sum, value) => sum + value, 0),
  );
