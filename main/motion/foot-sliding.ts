import { J } from "../../shared/skeleton.ts";
import { type Clip, ROOT_AT, rowAt } from "./clip.ts";
import { vectorLength } from "./vectors.ts";

const TOES = [J.left_foot_index, J.right_foot_index];
/** A toe lower than this above the dancer's own floor is planted, metres; the lower, the more it counts. */
const PLANTED = 0.05;
/** Of her toes' heights so many are below what counts as her floor. */
const LOWEST = 0.05;

/** Heights of all toes in all frames of a dance, metres, sorted. */
function toeHeights(clip: Clip): Float64Array {
  const heights = new Float64Array(clip.frames * TOES.length);
  for (let frame = 0; frame < clip.frames; frame++)
    for (const [n, toe] of TOES.entries())
      heights[frame * TOES.length + n] = heightOf(rowAt(clip, frame), toe);
  return heights.sort();
}

/** Height of the floor that somebody dances on, from where her toes are when they are lowest, metres. */
export function floorOf(clip: Clip): number {
  const heights = toeHeights(clip);
  const place = LOWEST * (heights.length - 1);
  const below = heights[Math.floor(place)]!;
  return below + (heights[Math.ceil(place)]! - below) * (place % 1);
}

/**
 * Foot sliding (Zhang et al. 2018): mean of v (2 - 2^(h / H)) over planted toes, where v is their speed along the
 * floor, metres a second, h their height above it, and H 5 cm.
 */
export function slidingOn(floor: number, clip: Clip, fps: number): number {
  let [sum, planted] = [0, 0];
  for (let frame = 1; frame < clip.frames; frame++) {
    const [before, now] = [rowAt(clip, frame - 1), rowAt(clip, frame)];
    for (const toe of TOES) {
      const height = Math.max(0, heightOf(now, toe) - floor);
      if (height >= PLANTED) continue;
      const moved = (axis: number) =>
        now[3 * toe + axis]! + now[ROOT_AT + axis]! - before[3 * toe + axis]! - before[ROOT_AT + axis]!;
      sum += fps * vectorLength(moved(0), 0, moved(2)) * (2 - 2 ** (height / PLANTED));
      planted++;
    }
  }
  return planted === 0 ? 0 : sum / planted;
}

/** How far the lowest joint ever was below the floor of the room, metres. */
export function deepest(clip: Clip): number {
  let most = 0;
  for (let frame = 0; frame < clip.frames; frame++) most = Math.max(most, -lowestHeight(rowAt(clip, frame)));
  return most;
}

/** Height of a row's lowest joint over the floor of the room, metres. */
export function lowestHeight(row: Float32Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let joint = 0; 3 * joint < ROOT_AT; joint++) least = Math.min(least, heightOf(row, joint));
  return least;
}

const heightOf = (row: Float32Array, joint: number): number => row[3 * joint + 1]! + row[ROOT_AT + 1]!;
