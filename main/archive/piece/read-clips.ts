import { setImmediate } from "node:timers/promises";
import type { Piece, PieceClip } from "../../../shared/piece/piece.ts";
import { LANES, PIECE_FPS, roundFrames } from "../../../shared/piece/piece.ts";
import { type Clip, clipOf } from "../../motion/clip.ts";
import { Completion } from "../../motion/completion.ts";
import { frameAt, type TimedFrame } from "../../motion/interpolation.ts";
import { type MotionFrame, mirrored } from "../../motion/motion-frame.ts";
import { embodying, meanProportions } from "../../motion/patches/embodied.ts";
import type { Proportions } from "../../motion/proportions.ts";
import { SourceError } from "../../system/errors.ts";
import { type JobContext, step } from "../../system/job.ts";
import { pictureOf, type TakeHeader } from "../take.ts";
import { readTake } from "../take-reader.ts";
import { Followed } from "./followed.ts";

/** The dance of every clip, and the headers of its takes. */
export interface ClipDances {
  /** One round of each clip, all on one body: that of the lane's first clip. */
  readonly of: ReadonlyMap<PieceClip, Clip>;
  readonly headers: ReadonlyMap<string, TakeHeader>;
}

/** How much more of a take is read than a clip has, so that its ends lie between two frames. */
const MARGIN = 0.5;

/**
 * Reads each take of a piece once.
 * @param fileOf the path of a take.
 * @throws SourceError naming the take that is not what the piece says; the signal's reason.
 */
export async function readClips(
  piece: Piece,
  fileOf: (take: string) => string,
  context: JobContext,
): Promise<ClipDances> {
  const takes = Map.groupBy(new Set([...piece.dancer, ...piece.partner]), ({ take }) => take);
  const headers = new Map<string, TakeHeader>();
  const sampled = new Map<PieceClip, readonly MotionFrame[]>();
  for (const [index, [take, clips]] of [...takes].entries()) {
    await step(context, { phase: "reading takes", unit: "take", done: index, total: takes.size });
    const file = fileOf(take);
    const { header, frames } = await readTake(file, { onDamage: context.note });
    headers.set(take, header);
    const seen = await seenIn(frames, header, clips, context.signal);
    for (const clip of clips) sampled.set(clip, await sample(clip, seen.get(clip) ?? [], file));
  }
  const of = new Map<PieceClip, Clip>();
  for (const lane of LANES) {
    let body: Proportions | null = null;
    for (const clip of piece[lane]) {
      const frames = sampled.get(clip)!;
      body ??= meanProportions(frames);
      of.set(clip, await rowsOf(frames, body));
    }
  }
  return { of, headers };
}

/** The frames of each clip's dancer, over its stretch of the take. */
async function seenIn(
  frames: Awaited<ReturnType<typeof readTake>>["frames"],
  header: TakeHeader,
  clips: readonly PieceClip[],
  signal: AbortSignal,
): Promise<ReadonlyMap<PieceClip, readonly TimedFrame[]>> {
  const { width, height } = pictureOf(header);
  const dancers = new Map<number, Completion>();
  const seen = new Map(clips.map((clip): [PieceClip, TimedFrame[]] => [clip, []]));
  const end = Math.max(...clips.map(({ to }) => to)) + MARGIN;
  const followed = new Followed();
  for await (const { t, people } of frames) {
    signal.throwIfAborted();
    if (t > end) break;
    const whoever = followed.of(people);
    for (const pose of people) {
      const completion = dancers.get(pose.id) ?? new Completion();
      dancers.set(pose.id, completion);
      const wanting = clips.filter(({ person }) => (person === null ? pose === whoever : person === pose.id));
      if (wanting.length === 0) continue;
      const frame = completion.complete(pose, width / height);
      if (!frame) continue;
      for (const clip of wanting) {
        const row = seen.get(clip)!;
        if (t < clip.from - MARGIN || t > clip.to + MARGIN || t <= (row.at(-1)?.t ?? -1)) continue;
        row.push({ t, frame });
      }
    }
  }
  return seen;
}

/** One round of a clip at the rate of a piece; where she is not seen she goes straight on to where she is again. */
async function sample(
  clip: PieceClip,
  seen: readonly TimedFrame[],
  file: string,
): Promise<readonly MotionFrame[]> {
  const { from, to, speed, person } = clip;
  if (!seen.some(({ t }) => t >= from - 1e-6 && t <= to + 1e-6)) {
    const whom = person === null ? "nobody" : `nobody with the id ${person}`;
    throw new SourceError(`${file}: ${whom} from ${from} to ${to} s, expected a dancer as the piece says`);
  }
  return inChunks(roundFrames(clip), (index) => {
    const frame = frameAt(seen, from + (index * speed) / PIECE_FPS);
    return clip.mirrored ? mirrored(frame, 0) : frame;
  });
}

/** The rows of a dance on another body. */
async function rowsOf(frames: readonly MotionFrame[], body: Proportions): Promise<Clip> {
  const onBody = embodying(frames, body);
  return clipOf(await inChunks(frames.length, (index) => onBody(frames[index]!)));
}

/** Nobody waits longer than for so many frames, some five milliseconds. */
const CHUNK = 300;

/** Computes frame after frame, and lets others have their turn meanwhile. */
async function inChunks<T>(count: number, compute: (index: number) => T): Promise<readonly T[]> {
  const computed: T[] = [];
  while (computed.length < count) {
    computed.push(compute(computed.length));
    if (computed.length % CHUNK === 0) await setImmediate();
  }
  return computed;
}
