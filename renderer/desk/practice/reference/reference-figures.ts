import type { TakeFigures } from "../../../../shared/desk/pieces.ts";
import { type SmallPose, unpackPoses } from "../../../../shared/desk/poses.ts";
import {
  PIECE_FPS,
  type PieceClip,
  pieceSeconds,
  placedIn,
  roundFrames,
} from "../../../../shared/piece/piece.ts";
import type { Seconds } from "../../../../shared/pose.ts";
import type { DeskHost } from "../../host.ts";

/** How a reference looks over its time. */
export interface ReferenceFigures {
  readonly seconds: Seconds;
  /** Seconds between two figures. */
  readonly every: Seconds;
  /** null where nobody is there, and while a piece dances from one clip to the next. */
  readonly poseAt: (t: Seconds) => SmallPose | null;
}

const PIECE_ENDING = ".piece.json";

export const isPiece = (name: string): boolean => name.endsWith(PIECE_ENDING);

/**
 * Of a piece: its first lane with anybody in it, as she is practised with.
 * @throws Refusal where the take or piece cannot be read
 */
export async function figuresOf(host: DeskHost, name: string): Promise<ReferenceFigures> {
  if (!isPiece(name)) return opened(await host.ask("pieces/figures", { take: name, person: null }));
  const { piece } = await host.ask("pieces/get", { name });
  const lane = piece.dancer.length > 0 ? piece.dancer : piece.partner;
  const figures = new Map<string, ReferenceFigures>();
  for (const { take, person } of lane)
    if (!figures.has(keyOf(take, person)))
      figures.set(keyOf(take, person), opened(await host.ask("pieces/figures", { take, person })));
  const placed = placedIn(lane);
  return {
    seconds: pieceSeconds(piece),
    every: Math.min(1, ...[...figures.values()].map(({ every }) => every)),
    poseAt(t) {
      const frame = t * PIECE_FPS;
      const at = placed.findIndex(({ begin, end }) => frame >= begin && frame < end);
      const clip = lane[at];
      if (!clip) return null;
      const pose = figures
        .get(keyOf(clip.take, clip.person))!
        .poseAt(momentOf(clip, frame - placed[at]!.begin));
      return clip.mirrored && pose ? mirrored(pose) : pose;
    },
  };
}

const keyOf = (take: string, person: number | null) => `${person} ${take}`;

function opened({ every, seconds, poses }: TakeFigures): ReferenceFigures {
  const all = unpackPoses(poses);
  return { seconds, every, poseAt: (t) => all[Math.round(t / every)] ?? null };
}

/** @param frame of the clip, from its begin @returns seconds of its take */
const momentOf = (clip: PieceClip, frame: number): Seconds =>
  clip.from + ((frame % roundFrames(clip)) / PIECE_FPS) * clip.speed;

const mirrored = (pose: SmallPose): SmallPose => pose.map((joint) => joint && [-joint[0], joint[1]]);
