import type { MusicTrack } from "../../../shared/music-track.ts";
import {
  LANES,
  type Lane,
  PIECE_FPS,
  type Piece,
  type PieceClip,
  pieceFrames,
} from "../../../shared/piece/piece.ts";
import type { Seconds } from "../../../shared/pose.ts";
import { type Clip, frameOf, rowAt } from "../../motion/clip.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { Sequence } from "../../motion/sequence/sequence.ts";
import { straightWay } from "../../motion/sequence/straight-way.ts";
import { type JobContext, step } from "../../system/job.ts";
import type { TakeHeader } from "../take.ts";
import { type JoinTask, joinTask } from "./join-task.ts";
import { type ClipDances, readClips } from "./read-clips.ts";

/** One moment of a piece: who is there. */
export interface PieceFrame {
  readonly t: Seconds;
  readonly dancer: MotionFrame | null;
  readonly partner: MotionFrame | null;
}

/** Somebody is there from a frame on. */
interface Run {
  readonly begin: number;
  readonly clip: Clip;
}

/** A clip of a piece: its lane, and its place in it. */
export type JoltAt = Pick<JoinTask, "lane" | "index">;

/** A danced join, and whether its way is there: where it is not, she goes straight. */
export interface RenderedJoin extends Pick<JoinTask, "lane" | "index" | "key"> {
  readonly isDanced: boolean;
}

export interface RenderedPiece {
  readonly fps: number;
  readonly frames: number;
  /** @param index 0 to, not including, `frames`. */
  frame(index: number): PieceFrame;
  readonly joins: readonly RenderedJoin[];
  /** Clips that come in straight on with a jolt: a danced join would be seen less. */
  readonly jolts: readonly JoltAt[];
  /** The track under it; missing where it has none. */
  readonly music?: MusicTrack | undefined;
  /** Of the takes that it is made of. */
  readonly headers: readonly TakeHeader[];
}

/** Where a piece's takes and the ways of its danced joins come from. */
export interface PieceParts {
  /** The path of a take. @throws UserError where it may not be read. */
  readonly fileOf: (take: string) => string;
  /** The way of a danced join; null where there is none. */
  readonly wayOf: (task: JoinTask) => Promise<Clip | null>;
}

/**
 * A piece as frames, without a generator.
 * @throws SourceError naming the take that is not what the piece says; the signal's reason.
 */
export async function renderPiece(
  piece: Piece,
  parts: PieceParts,
  context: JobContext,
): Promise<RenderedPiece> {
  const dances = await readClips(piece, parts.fileOf, context);
  const [joins, jolts]: [RenderedJoin[], JoltAt[]] = [[], []];
  const runs: Record<Lane, readonly Run[]> = { dancer: [], partner: [] };
  for (const lane of LANES) runs[lane] = await runsOf(piece, lane, dances, parts, { joins, jolts }, context);
  const ends = LANES.flatMap((lane) => runs[lane].map(({ begin, clip }) => begin + clip.frames));
  const at = (lane: Lane, index: number): MotionFrame | null => {
    const run = runs[lane].findLast(({ begin }) => begin <= index);
    return run && index < run.begin + run.clip.frames ? frameOf(rowAt(run.clip, index - run.begin)) : null;
  };
  return {
    fps: PIECE_FPS,
    frames: Math.max(0, ...ends),
    frame: (index) => ({ t: index / PIECE_FPS, dancer: at("dancer", index), partner: at("partner", index) }),
    ...{ joins, jolts, music: piece.music },
    headers: [...dances.headers.values()],
  };
}

async function runsOf(
  piece: Piece,
  lane: Lane,
  dances: ClipDances,
  { wayOf }: PieceParts,
  { joins, jolts }: { readonly joins: RenderedJoin[]; readonly jolts: JoltAt[] },
  context: JobContext,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  let run = { begin: 0, sequence: new Sequence(PIECE_FPS) };
  const ended = () => {
    if (run.sequence.last) runs.push({ begin: run.begin, clip: run.sequence.danced() });
  };
  let at = 0;
  const total = piece[lane].length;
  for (const [index, clip] of piece[lane].entries()) {
    await step(context, { phase: `placing the ${lane}'s clips`, unit: "clip", done: index, total });
    const dance = dances.of.get(clip)!;
    const before = piece[lane][index - 1];
    const { how, seconds } = clip.join;
    const frames = pieceFrames(seconds);
    if (how === "away" && frames > 0) {
      ended();
      at += frames;
      run = { begin: at, sequence: new Sequence(PIECE_FPS) };
    }
    const { sequence } = run;
    if (how === "danced" && before && sequence.last) {
      const { keepsPlace } = clip;
      const of = { lane, index, frames, keepsPlace, seed: piece.seed };
      const task = joinTask(of, dances.of.get(before)!, sequence.last, dance);
      const way = await wayOf(task);
      joins.push({ lane, index, key: task.key, isDanced: way !== null });
      sequence.way(way ?? straightWay(task.before, task.next, frames, PIECE_FPS, keepsPlace));
      at += frames;
    }
    for (let time = 0; time < clip.times; time++) {
      if (time === 0 && before && how === "inertialized" && goesOn(before, clip)) sequence.goOn(dance);
      else sequence.dance(dance, clip.keepsPlace);
      if (time === 0 && how === "inertialized" && sequence.jolts) jolts.push({ lane, index });
    }
    at += clip.times * dance.frames;
  }
  ended();
  return runs;
}

/** Whether a clip was cut off from the one before it, and neither is danced in another manner than the other. */
function goesOn(before: PieceClip, clip: PieceClip): boolean {
  const alike = (["take", "person", "mirrored", "speed"] as const).every((key) => before[key] === clip[key]);
  return alike && before.times === 1 && !clip.keepsPlace && before.to === clip.from;
}
