import { createHash } from "node:crypto";
import { type Lane, PIECE_FPS } from "../../../shared/piece/piece.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { type Clip, framesIn, part, ROW, rowAt } from "../../motion/clip.ts";
import { toLocal } from "../../motion/heading.ts";

/** So much of the dance before a join is looked back upon, as a model remembers, and so much of the next is looked at. */
const BEFORE: Seconds = 5;
const NEXT: Seconds = 1;
/** Coordinates count to the millimetre. */
const STEP = 1000;
/** Of the way joins are danced: another one gives them other names. */
const VERSION = 1;

/** A danced join: all that the way depends on. */
export interface JoinTask {
  readonly lane: Lane;
  /** Of the clip that it leads to. */
  readonly index: number;
  /** What she danced before, as seen from her when it ends; and what she will dance, as seen from there or from itself. */
  readonly before: Clip;
  readonly next: Clip;
  /** How many frames lie between. */
  readonly frames: number;
  /** Whether it is given where she is to arrive. */
  readonly keepsPlace: boolean;
  readonly seed: number;
  /** The same for the same task, and for no other. */
  readonly key: string;
}

/** @param last the last row of what was danced before, where it is laid. */
export function joinTask(
  of: Pick<JoinTask, "lane" | "index" | "frames" | "keepsPlace" | "seed">,
  danced: Clip,
  last: Float32Array,
  next: Clip,
): JoinTask {
  const begin = Math.max(0, danced.frames - framesIn(BEFORE, PIECE_FPS));
  const before = seenFrom(rowAt(danced, danced.frames - 1), part(danced, begin, danced.frames));
  const beginning = part(next, 0, Math.min(next.frames, framesIn(NEXT, PIECE_FPS)));
  const arrived = seenFrom(of.keepsPlace ? last : rowAt(next, 0), beginning);
  return { ...of, before, next: arrived, key: keyOf(of, before, arrived) };
}

function seenFrom(row: Float32Array, clip: Clip): Clip {
  const values = new Float32Array(clip.values.length);
  for (let frame = 0; frame < clip.frames; frame++) toLocal(rowAt(clip, frame), row, values, frame * ROW);
  return { frames: clip.frames, values };
}

function keyOf(
  { frames, keepsPlace, seed }: Pick<JoinTask, "frames" | "keepsPlace" | "seed">,
  ...clips: readonly Clip[]
): string {
  const hash = createHash("sha256").update(JSON.stringify([VERSION, frames, keepsPlace, seed]));
  for (const { values } of clips) hash.update(Int32Array.from(values, (value) => Math.round(STEP * value)));
  return hash.digest("hex").slice(0, 24);
}
