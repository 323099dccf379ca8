import type { Seconds } from "../../../shared/pose.ts";
import type { Random } from "../random.ts";
import type { Example } from "./patch-matching.ts";
import { WIDTH } from "./phrase-track.ts";

/** What patch matching begins with is cut into pieces between so long, */
const SHORTEST: Seconds = 1;
/** and so long. */
const LONGEST: Seconds = 2.5;

/** A stretch of an example: its first frame, and the one after its last. */
type Piece = readonly [from: number, to: number];

/** Pieces of the phrases of an example in any order, each used once before one comes again: [frames, 62]. */
export function shuffledPieces(
  { track, bounds }: Example,
  frames: number,
  rate: number,
  random: Random,
): Float32Array {
  const out = new Float32Array(frames * WIDTH);
  let left: Piece[] = [];
  for (let at = 0; at < frames; ) {
    if (left.length === 0)
      left = bounds.slice(1).flatMap((to, phrase) => cut([bounds[phrase]!, to], rate, random));
    const [piece] = left.splice(Math.floor(random() * left.length), 1);
    at = laid(piece!, track, out, at);
  }
  return out;
}

/**
 * Pieces of two phrases, each going on where its last piece ended and from its beginning again: of the first ever
 * fewer, of the second ever more. The first piece is the first phrase's beginning and the last the second one's end.
 */
export function piecesOnTheWay(
  { track, bounds }: Example,
  frames: number,
  rate: number,
  random: Random,
): Float32Array {
  const out = new Float32Array(frames * WIDTH);
  const [, middle, end] = bounds as [number, number, number];
  const left: [Piece[], Piece[]] = [[], []];
  const again = (phrase: 0 | 1) => cut([bounds[phrase]!, bounds[phrase + 1]!], rate, random);
  for (let at = 0; at < frames; ) {
    const share = at / frames;
    const phrase = random() < share * share * (3 - 2 * share) ? 1 : 0;
    if (left[phrase].length === 0) left[phrase] = again(phrase);
    at = laid(left[phrase].shift()!, track, out, at);
  }
  const last = Math.min(Math.round(LONGEST * rate), end - middle, frames >> 1);
  out.set(track.subarray((end - last) * WIDTH, end * WIDTH), (frames - last) * WIDTH);
  return out;
}

/** A stretch in pieces of random lengths. */
function cut([from, to]: Piece, rate: number, random: Random): Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at < to; at = pieces.at(-1)![1]) {
    const length = Math.max(1, Math.round(rate * (SHORTEST + (LONGEST - SHORTEST) * random())));
    pieces.push([at, Math.min(to, at + length)]);
  }
  return pieces;
}

/** @returns the frame after the piece, or the end where there is no room for all of it. */
function laid([from, to]: Piece, track: Float32Array, out: Float32Array, at: number): number {
  const count = Math.min(to - from, out.length / WIDTH - at);
  out.set(track.subarray(from * WIDTH, (from + count) * WIDTH), at * WIDTH);
  return at + count;
}
