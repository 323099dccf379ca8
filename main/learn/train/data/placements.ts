import { readSync, writeSync } from "node:fs";
import { PLACEMENT_SIZE } from "../../../motion/motion-state.ts";
import { SourceError } from "../../../system/errors.ts";

/*
 * The training data on disk: placements of 57 numbers (see motion-state.ts), float32, one dance after the other.
 * Sixty hours of them do not fit into memory.
 */

const BYTES = Float32Array.BYTES_PER_ELEMENT * PLACEMENT_SIZE;

/** `count` placements from number `at` on, [count x 57]. */
export function readPlacements(descriptor: number, at: number, count: number): Float32Array {
  const placements = new Float32Array(count * PLACEMENT_SIZE);
  const bytes = new Uint8Array(placements.buffer);
  let read = 0;
  while (read < bytes.length) {
    const more = readSync(descriptor, bytes, read, bytes.length - read, BYTES * at + read);
    if (more === 0)
      throw new Error(`the dataset ends after ${read} of ${bytes.length} bytes at placement ${at}`);
    read += more;
  }
  return placements;
}

/** @throws SourceError when the disk refuses. */
export function writePlacements(descriptor: number, placements: Float32Array, at: number): void {
  const bytes = new Uint8Array(placements.buffer);
  try {
    for (let written = 0; written < bytes.length; )
      written += writeSync(descriptor, bytes, written, bytes.length - written, BYTES * at + written);
  } catch (error) {
    throw new SourceError(`the archive cannot be laid out for training (${(error as Error).message})`);
  }
}
