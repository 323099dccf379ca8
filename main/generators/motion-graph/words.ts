import { isBeat } from "../../motion/features/beats.ts";
import { FEATURES, squareDistance, VELOCITY_FRAMES, writeFeatures } from "../../motion/moments/features.ts";
import { type Found, Nearest } from "../../motion/moments/pose-index.ts";
import { PLACEMENT_SIZE } from "../../motion/motion-state.ts";
import { speedBetween } from "../../motion/placement.ts";

/** Frames in a chunk: 10 s. */
const CHUNK = 300;
/** Chunks that are kept: 5 min. */
const MOST_CHUNKS = 30;
export const MOST_WORDS = CHUNK * MOST_CHUNKS;

interface Chunk {
  /** How many frames have been written, by whichever value wrote the most. */
  written: number;
  readonly placements: Float32Array;
  readonly features: Float32Array;
  /** Mean speed of the joints, metres a frame; 0 where the frame before does not belong to it. */
  readonly speeds: Float32Array;
  /** 1 where a frame has a velocity, since two before it belong to it. */
  readonly isKnown: Uint8Array;
  /** 1 where the frame before belongs to it. */
  readonly goesOn: Uint8Array;
}

/**
 * What a dancer has danced since she came in: the last five minutes. A value: adding gives another one. They share their
 * chunks, of which a value sees only what was written when it was made, so that a frame is written once.
 */
export class Words {
  /** Frames. */
  readonly length: number;
  readonly #chunks: readonly Chunk[];
  /** Whether the next frame belongs to the last one. */
  readonly #isOpen: boolean;

  static readonly none = new Words([], 0, false);

  private constructor(chunks: readonly Chunk[], length: number, isOpen: boolean) {
    this.#chunks = chunks;
    this.length = length;
    this.#isOpen = isOpen;
  }

  /** @param placement on the body of an adult, [57]. */
  with(placement: Float32Array, fps: number): Words {
    let [chunks, at] = [this.#chunks, this.length % CHUNK];
    const last = chunks.at(-1);
    if (!last || at === 0)
      chunks = [...chunks.slice(Math.max(0, chunks.length + 1 - MOST_CHUNKS)), newChunk()];
    // Another value has gone on from this one already.
    else if (last.written !== at) chunks = [...chunks.slice(0, -1), copied(last, at)];
    const length = (chunks.length - 1) * CHUNK + at + 1;
    const next = new Words(chunks, length, true);
    const chunk = chunks.at(-1)!;
    chunk.placements.set(placement, at * PLACEMENT_SIZE);
    chunk.goesOn[at] = Number(this.#isOpen);
    chunk.speeds[at] = this.#isOpen ? speedBetween(next.placement(length - 2), placement) : 0;
    chunk.isKnown[at] = Number(next.#belong(length - 1, VELOCITY_FRAMES));
    if (chunk.isKnown[at] === 1)
      writeFeatures(
        placement,
        next.placement(length - 1 - VELOCITY_FRAMES),
        fps,
        chunk.features,
        at * FEATURES,
      );
    chunk.written = at + 1;
    return next;
  }

  /** The same words, which the next frame does not go on from. */
  brokenOff(): Words {
    return new Words(this.#chunks, this.length, false);
  }

  placement(frame: number): Float32Array {
    const [chunk, at] = this.#find(frame);
    return chunk.placements.subarray(at * PLACEMENT_SIZE, (at + 1) * PLACEMENT_SIZE);
  }

  /** Null where it has no velocity. */
  features(frame: number): Float32Array | null {
    const [chunk, at] = this.#find(frame);
    return chunk.isKnown[at] === 1 ? chunk.features.subarray(at * FEATURES, (at + 1) * FEATURES) : null;
  }

  /** Mean speed of the joints, metres a frame; 0 where the frame before does not belong to it. */
  speed(frame: number): number {
    const [chunk, at] = this.#find(frame);
    return chunk.speeds[at]!;
  }

  /** Whether it is a beat of hers. */
  isBeat(frame: number, fps: number): boolean {
    return this.speed(frame) > 0 && isBeat((at) => this.speed(at), frame, this.length - 1, fps);
  }

  /** Whether the frame after this one goes on from it. */
  goesOn(frame: number): boolean {
    if (frame + 1 >= this.length) return false;
    const [chunk, at] = this.#find(frame + 1);
    return chunk.goesOn[at] === 1;
  }

  /**
   * Those most like `query` after which at least `left` frames follow: at most `count`, `apart` from each other, the
   * nearest first. Brute force, which ends early for most: there are 9,000 at most.
   */
  nearest(query: Float32Array, count: number, left: number, apart: number): readonly Found[] {
    const found = new Nearest(count, Number.POSITIVE_INFINITY, apart);
    let follow = 0;
    for (let frame = this.length - 1; frame >= VELOCITY_FRAMES; frame--) {
      follow = this.goesOn(frame) ? follow + 1 : 0;
      const [chunk, at] = this.#find(frame);
      if (follow < left || chunk.isKnown[at] === 0) continue;
      const square = squareDistance(chunk.features, at * FEATURES, query, 0, FEATURES, found.limit);
      if (square < found.limit) found.add(frame, square);
    }
    return found.inOrder();
  }

  /** Whether a frame and so many before it are one dance. */
  #belong(frame: number, before: number): boolean {
    for (let back = 0; back < before; back++)
      if (frame - back < 1 || !this.goesOn(frame - back - 1)) return false;
    return true;
  }

  #find(frame: number): readonly [chunk: Chunk, at: number] {
    return [this.#chunks[Math.floor(frame / CHUNK)]!, frame % CHUNK];
  }
}

const newChunk = (): Chunk => ({
  written: 0,
  placements: new Float32Array(CHUNK * PLACEMENT_SIZE),
  features: new Float32Array(CHUNK * FEATURES),
  speeds: new Float32Array(CHUNK),
  isKnown: new Uint8Array(CHUNK),
  goesOn: new Uint8Array(CHUNK),
});

function copied(chunk: Chunk, frames: number): Chunk {
  const copy = newChunk();
  copy.placements.set(chunk.placements.subarray(0, frames * PLACEMENT_SIZE));
  copy.features.set(chunk.features.subarray(0, frames * FEATURES));
  copy.speeds.set(chunk.speeds.subarray(0, frames));
  copy.isKnown.set(chunk.isKnown.subarray(0, frames));
  copy.goesOn.set(chunk.goesOn.subarray(0, frames));
  return { ...copy, written: frames };
}
