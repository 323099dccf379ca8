import type { Seconds } from "../../../shared/pose.ts";
import { J } from "../../../shared/skeleton.ts";
import { type Clip, frameOf, ROW, rowAt, writeRow } from "../clip.ts";
import type { MotionFrame } from "../motion-frame.ts";
import { type FeetState, plantFeet } from "../planted-feet.ts";
import { distance } from "../vectors.ts";

/*
 * Where one dance goes over into another, feet that stand would be dragged along: they are held, and step, as those of
 * predicted dance do (planted-feet.ts). Elsewhere a recorded dance is left as it was.
 */

/** How fast the slower foot is taken to slide there, metres a second: as predicted dance does at its median. */
const SLIDE = 0.4;
/** The motion is watched from so long before, so that a foot that stands is known to. */
const BEFORE: Seconds = 0.3;
/** Held feet have come back to those of the dance when they are so near, metres; at the latest after so long. */
const BACK = 5e-4;
const LATEST: Seconds = 3;

/** A stretch of frames: its first, and the one after its last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Holds feet in a dance, in place, from each stretch's beginning on until they have come back after its end. */
export function holdFeet(dance: Clip, stretches: readonly Stretch[], fps: number): void {
  let state: FeetState | null = null;
  let done = 0;
  for (const [index, { from, to }] of stretches.entries()) {
    const next = stretches[index + 1]?.from ?? dance.frames;
    const begin = Math.max(done, from - Math.round(BEFORE * fps));
    const end = Math.min(dance.frames, to + Math.round(LATEST * fps), Math.max(next, to));
    // Feet that are still held from the stretch before go on from there.
    if (begin > done) state = null;
    let frame = begin;
    for (; frame < end; frame++) {
      if (frame >= from && frame < to && state) state = { ...state, slide: SLIDE };
      const held = plantFeet(state, frameOf(rowAt(dance, frame)), 1 / fps);
      state = held.state;
      if (frame < from) continue;
      if (frame >= to && isBack(dance, frame, held.frame)) break;
      writeRow(held.frame, dance.values, frame * ROW);
    }
    done = frame;
    if (frame < end) state = null;
  }
}

const TOES = [J.left_foot_index, J.right_foot_index];

function isBack(dance: Clip, frame: number, held: MotionFrame): boolean {
  const { body } = frameOf(rowAt(dance, frame));
  return TOES.every((toe) => distance(body[toe]!, held.body[toe]!) < BACK);
}
