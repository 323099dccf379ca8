import type { Seconds } from "../../../shared/pose.ts";
import { ADULT } from "../../motion/moments/adult.ts";
import { framesOf, type Start, trackOf, WIDTH } from "../../motion/patches/phrase-track.ts";
import { frameOfPlacement, placementOf } from "../../motion/placement.ts";
import { FRAME_SIZE } from "./weights.ts";

/*
 * A phrase as the network reads and writes it, on the body of an adult: what is compared of its track, 58 numbers a frame.
 * That says how the dancer goes and turns, and not where she is.
 */

/** Phrases are padded to this length. */
export const SHORTEST: Seconds = 2;

/** Of placements of an adult's body, one after the other, [frames * 58]. */
export function rowsOf(placements: readonly Float32Array[], fps: number): Float32Array {
  const track = trackOf(placements.map(frameOfPlacement), fps);
  const rows = new Float32Array(placements.length * FRAME_SIZE);
  for (let frame = 0; frame < placements.length; frame++)
    rows.set(track.subarray(frame * WIDTH, frame * WIDTH + FRAME_SIZE), frame * FRAME_SIZE);
  return rows;
}

/** The inverse, from a place in the room on. */
export function placementsOf(rows: Float32Array, fps: number, start: Start): readonly Float32Array[] {
  const frames = rows.length / FRAME_SIZE;
  const track = new Float32Array(frames * WIDTH);
  for (let frame = 0; frame < frames; frame++)
    track.set(rows.subarray(frame * FRAME_SIZE, (frame + 1) * FRAME_SIZE), frame * WIDTH);
  return Array.from(framesOf(track, fps, start, ADULT.length), (frame) => placementOf(frame));
}

/**
 * The end of a dance in whole segments, at most `longest`; one that is shorter than 2 s is held still before it begins,
 * for so many frames.
 */
export function phraseIn<Frame>(
  dance: readonly Frame[],
  fps: number,
  segment: number,
  longest: Seconds,
): { readonly frames: readonly Frame[]; readonly held: number } {
  const least = Math.ceil((SHORTEST * fps) / segment);
  const most = Math.max(least, Math.floor((longest * fps) / segment));
  const segments = Math.min(most, Math.max(least, Math.floor(dance.length / segment)));
  const held = Math.max(0, segments * segment - dance.length);
  return { frames: [...Array<Frame>(held).fill(dance[0]!), ...dance.slice(-segments * segment)], held };
}
