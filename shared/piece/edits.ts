import { clamp } from "../numbers.ts";
import type { Seconds } from "../pose.ts";
import {
  AT_ONCE,
  type Join,
  type Lane,
  LIMITS,
  laneFrames,
  type Mark,
  PIECE_FPS,
  type Piece,
  type PieceClip,
  pieceFrames,
} from "./piece.ts";

/*
 * What can be done to a piece: values in, values out. An edit that changes nothing, or would go beyond what a piece is
 * held to, gives the very same piece back, so that there is nothing to undo.
 */

/** A clip of a piece. */
export interface ClipAt {
  readonly lane: Lane;
  readonly index: number;
}

const roundTo = (value: number, step: number): number => Math.round(value / step) * step;
/** Times are kept to the millisecond: a file is read by people. */
const readable = (seconds: Seconds): Seconds => Math.round(seconds * 1000) / 1000;

function withLanes(piece: Piece, lanes: Partial<Pick<Piece, Lane>>): Piece {
  const changed = { ...piece, ...lanes };
  const tooLong = Object.values(lanes).some(
    (lane) => lane.length > LIMITS.clips || laneFrames(lane) > LIMITS.lane * PIECE_FPS,
  );
  return tooLong ? piece : changed;
}

const inserted = <T>(row: readonly T[], index: number, ...what: readonly T[]): readonly T[] => [
  ...row.slice(0, index),
  ...what,
  ...row.slice(index),
];

const removed = <T>(row: readonly T[], index: number): readonly T[] => row.filter((_, at) => at !== index);

/** Puts a clip before the one at the index, or last. */
export function insertClip(piece: Piece, { lane, index }: ClipAt, clip: PieceClip): Piece {
  return withLanes(piece, { [lane]: inserted(piece[lane], clamp(index, 0, piece[lane].length), clip) });
}

/** Puts a clip last. */
export const appendClip = (piece: Piece, lane: Lane, clip: PieceClip): Piece =>
  insertClip(piece, { lane, index: piece[lane].length }, clip);

/** Seconds in which a dance comes to where the next one is to begin, when there is no other time for it. */
const BETWEEN = 1;

/** Puts a dance and its answer last: they begin at one time, and are where they were to each other. */
export function appendBoth(piece: Piece, dancer: PieceClip, partner: PieceClip): Piece {
  const begin = {
    dancer: laneFrames(piece.dancer) / PIECE_FPS,
    partner: laneFrames(piece.partner) / PIECE_FPS,
  };
  const latest = Math.max(begin.dancer, begin.partner);
  const at = latest > 0 ? latest + BETWEEN : 0;
  const joined = (lane: Lane, clip: PieceClip): PieceClip => {
    const seconds = readable(at - begin[lane]);
    const canDance = begin[lane] > 0 && seconds <= LIMITS.danced[1];
    const join: Join = seconds === 0 ? AT_ONCE : { how: canDance ? "danced" : "away", seconds };
    return { ...clip, join, keepsPlace: true };
  };
  const first = appendClip(piece, "dancer", joined("dancer", dancer));
  const both = appendClip(first, "partner", joined("partner", partner));
  return first === piece || both === first ? piece : both;
}

export function removeClip(piece: Piece, { lane, index }: ClipAt): Piece {
  return piece[lane][index] ? { ...piece, [lane]: removed(piece[lane], index) } : piece;
}

/** Takes a clip from one place to another, of the same lane or the other: there it is before the one at that index. */
export function moveClip(piece: Piece, from: ClipAt, to: ClipAt): Piece {
  const clip = piece[from.lane][from.index];
  if (!clip) return piece;
  const without = removeClip(piece, from);
  const behind = from.lane === to.lane && to.index > from.index;
  const index = clamp(to.index - Number(behind), 0, without[to.lane].length);
  if (from.lane === to.lane && index === from.index) return piece;
  const moved = insertClip(without, { lane: to.lane, index }, clip);
  return moved === without ? piece : moved;
}

/** Changes a clip by a function; what it gives is brought to the limits. */
function changeClip(
  piece: Piece,
  { lane, index }: ClipAt,
  change: (clip: PieceClip) => Partial<PieceClip>,
): Piece {
  const clip = piece[lane][index];
  if (!clip) return piece;
  const changed = { ...clip, ...change(clip) };
  if (JSON.stringify(changed) === JSON.stringify(clip)) return piece;
  return withLanes(piece, { [lane]: piece[lane].map((one, at) => (at === index ? changed : one)) });
}

/** Its stretch of the take. @param longest how long the take is, where that is known. */
export const trimClip = (
  piece: Piece,
  at: ClipAt,
  stretch: { readonly from?: Seconds; readonly to?: Seconds },
  longest: Seconds = LIMITS.longest,
): Piece =>
  changeClip(piece, at, ({ from, to }) => {
    if (stretch.from !== undefined) from = clamp(stretch.from, 0, to - LIMITS.shortest);
    if (stretch.to !== undefined) to = clamp(stretch.to, from + LIMITS.shortest, longest);
    return { from: readable(from), to: readable(to) };
  });

export const mirrorClip = (piece: Piece, at: ClipAt): Piece =>
  changeClip(piece, at, ({ mirrored }) => ({ mirrored: !mirrored }));

export const keepPlaceOfClip = (piece: Piece, at: ClipAt): Piece =>
  changeClip(piece, at, ({ keepsPlace }) => ({ keepsPlace: !keepsPlace }));

export const speedClip = (piece: Piece, at: ClipAt, speed: number): Piece =>
  changeClip(piece, at, () => ({ speed: roundTo(clamp(speed, ...LIMITS.speed), 1 / 64) }));

/** Danced so many times, one after the other. */
export const loopClip = (piece: Piece, at: ClipAt, times: number): Piece =>
  changeClip(piece, at, () => ({ times: clamp(Math.round(times), 1, LIMITS.times) }));

/** The clip once more, right after itself: as one of its own, which can be changed apart from the first. */
export function repeatClip(piece: Piece, { lane, index }: ClipAt): Piece {
  const clip = piece[lane][index];
  return clip ? insertClip(piece, { lane, index: index + 1 }, { ...clip, join: AT_ONCE }) : piece;
}

/** Cuts a clip that is danced once in two, at a moment of its take: danced on without a seam. */
export function splitClip(piece: Piece, { lane, index }: ClipAt, at: Seconds): Piece {
  const clip = piece[lane][index];
  if (!clip || clip.times > 1) return piece;
  // Between two frames of the piece, so that both halves have as many as the whole.
  const cut = readable(clip.from + (pieceFrames((at - clip.from) / clip.speed) / PIECE_FPS) * clip.speed);
  if (cut - clip.from < LIMITS.shortest || clip.to - cut < LIMITS.shortest) return piece;
  const halves = [
    { ...clip, to: cut },
    { ...clip, from: cut, join: AT_ONCE },
  ];
  return withLanes(piece, { [lane]: inserted(removed(piece[lane], index), index, ...halves) });
}

/** How it follows the one before it. */
export const joinClip = (piece: Piece, at: ClipAt, { how, seconds }: Join): Piece =>
  changeClip(piece, at, () => {
    if (how === "inertialized") return { join: AT_ONCE };
    const within = how === "danced" ? clamp(seconds, ...LIMITS.danced) : clamp(seconds, 0, LIMITS.away);
    return { join: { how, seconds: readable(within) } };
  });

/** Puts a marker or a note at a time; where there is a mark of that kind at that very time, its text is changed. */
export function setMark(piece: Piece, { at, kind, text }: Mark): Piece {
  const mark = {
    ...{ at: readable(clamp(at, 0, LIMITS.lane)), kind },
    text: text.slice(0, kind === "marker" ? LIMITS.title : LIMITS.text),
  };
  const others = piece.marks.filter((one) => one.at !== mark.at || one.kind !== kind);
  if (others.length >= LIMITS.marks) return piece;
  const marks = [...others, mark].sort((a, b) => a.at - b.at || (a.kind < b.kind ? -1 : 1));
  return JSON.stringify(marks) === JSON.stringify(piece.marks) ? piece : { ...piece, marks };
}

export function removeMark(piece: Piece, index: number): Piece {
  return piece.marks[index] ? { ...piece, marks: removed(piece.marks, index) } : piece;
}

export function moveMark(piece: Piece, index: number, at: Seconds): Piece {
  const mark = piece.marks[index];
  return mark ? setMark(removeMark(piece, index), { ...mark, at }) : piece;
}

export function titlePiece(piece: Piece, title: string): Piece {
  const short = title.slice(0, LIMITS.title);
  return short === piece.title ? piece : { ...piece, title: short };
}

/** Other danced joins. */
export const seedPiece = (piece: Piece, seed: number): Piece =>
  seed === piece.seed ? piece : { ...piece, seed: clamp(Math.round(seed), 0, LIMITS.seed) };
