import type { Seconds } from "../../../shared/pose.ts";
import type { Random } from "../random.ts";
import type { Ends, Level } from "./coarse-to-fine.ts";
import { WIDTH } from "./phrase-track.ts";

/** What patch matching begins with is cut into pieces between so long, */
const SHORTEST: Seconds = 1;
/** and so long. */
const LONGEST: Seconds = 2.5;

/** No colder than this, where pieces are ten times as long as at temperature 1. */
const COLDEST = 0.1;

/** A stretch of an example: its first frame, and the one after its last. */
type Piece = readonly [from: number, to: number];

/** Pieces of the phrases of an example in any order, each used once before one comes again: [frames, 62]. */
export function shuffledPieces(
  { example: { track, bounds }, frames, rate }: Level,
  random: Random,
  { temperature, ends }: { readonly temperature: number; readonly ends: Ends | undefined },
): Float32Array {
  const out = new Float32Array(frames * WIDTH);
  const pace = rate / Math.max(COLDEST, temperature);
  let left: Piece[] = [];
  let at = ends
    ? laid([ends.first, Math.min(bounds[1]!, ends.first + lengthAt(pace, random))], track, out, 0)
    : 0;
  while (at < frames) {
    if (left.length === 0)
      left = bounds.slice(1).flatMap((to, phrase) => cut([bounds[phrase]!, to], pace, random));
    const [piece] = left.splice(Math.floor(random() * left.length), 1);
    at = laid(piece!, track, out, at);
  }
  if (ends) {
    const last = Math.min(Math.round(SHORTEST * pace), ends.last + 1, frames >> 1);
    laid([ends.last + 1 - last, ends.last + 1], track, out, frames - last);
  }
  return out;
}

/**
 * Pieces of two phrases, each going on where its last piece ended and from its beginning again: of the first ever
 * fewer, of the second ever more. The first piece is the first phrase's beginning and the last the second one's end.
 */
export function piecesOnTheWay(
  { example: { track, bounds }, frames, rate }: Level,
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
function cut([from, to]: Piece, pace: number, random: Random): Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at < to; at = pieces.at(-1)![1])
    pieces.push([at, Math.min(to, at + lengthAt(pace, random))]);
  return pieces;
}

const lengthAt = (pace: number, random: Random): number =>
  Math.max(1, Math.round(pace * (SHORTEST + (LONGEST - SHORTEST) * random())));

/** @returns the frame after the piece, or the end where there is no room for all of it. */
function laid([from, to]: Piece, track: Float32Array, out: Float32Array, at: number): number {
  const count = Math.min(to - from, out.length / WIDTH - at);
  out.set(track.subarray(from * WIDTH, (from + count) * WIDTH), at * WIDTH);
  return at + count;
}
