import { setImmediate } from "node:timers/promises";
import type { Pose, Seconds } from "../../../shared/pose.ts";
import { renderPieceFile } from "../../archive/piece/piece-file.ts";
import type { RenderedPiece } from "../../archive/piece/render-piece.ts";
import { ANY_PICTURE } from "../../archive/take.ts";
import { pathOfTrack } from "../../archive/track-path.ts";
import { mixFrames } from "../../motion/interpolation.ts";
import type { MotionFrame } from "../../motion/motion-frame.ts";
import { SourceError } from "../../system/errors.ts";
import { RoomCamera } from "../room-camera.ts";
import { mirroredPose, packed, unpacked } from "./packed-pose.ts";
import type { Recorded } from "./recorded.ts";
import type { Stretch } from "./recorded-take.ts";

/** Nobody waits longer than for so many frames. */
const CHUNK = 300;

/**
 * A piece, rendered into memory piece by piece: its dancer is who is seen, and its other lane what the partner dances.
 * @param named what it is called, in words.
 * @param onNote is told of joins that have not been danced yet, and of damage.
 * @throws UserError naming the file that is not as it should be, or a stretch that is empty; the signal's reason.
 */
export async function readRecordedPiece(
  file: string,
  named: string,
  { from, to }: Stretch,
  signal: AbortSignal,
  onNote: (line: string) => void,
): Promise<Recorded> {
  const piece = await renderPieceFile(file, { signal, report: () => {}, note: onNote });
  const missing = piece.joins.filter(({ isDanced }) => !isDanced).length;
  if (missing > 0)
    onNote(
      `${named}: ${missing} of ${piece.joins.length} joins are not danced yet, and she goes straight there`,
    );
  const length = Math.max(0, piece.frames - 1) / piece.fps;
  const end = Math.min(length, to ?? length);
  if (!(end > from))
    throw new SourceError(`${named}: nothing from ${from} s to ${end} s, expected a part of its ${length} s`);
  const camera = await cameraFor(piece, signal);
  const poseOf = ({ body, root }: MotionFrame, isMirrored: boolean): Pose => {
    const pose = { id: 1, image: camera.project(body, root), body, root };
    return isMirrored ? unpacked(mirroredPose(packed(pose))) : pose;
  };
  return {
    description: named,
    fps: piece.fps,
    ...{ begin: from, end },
    music: piece.music && { ...piece.music, file: pathOfTrack(file, piece.music) },
    at(position, isMirrored) {
      const { dancer, partner } = momentOf(piece, position);
      return {
        ...{ tag: "poses", ...ANY_PICTURE, reason: null },
        people: dancer ? [poseOf(dancer, isMirrored)] : [],
        partner: partner && poseOf(partner, isMirrored),
      };
    },
  };
}

/** Who is there between two frames; whoever is in one of them only is there in that one. */
function momentOf(piece: RenderedPiece, position: Seconds) {
  const at = Math.min(position * piece.fps, piece.frames - 1);
  const [before, after] = [piece.frame(Math.floor(at)), piece.frame(Math.ceil(at))];
  const share = at - Math.floor(at);
  const between = (a: MotionFrame | null, b: MotionFrame | null) =>
    a && b ? mixFrames(a, b, share) : share < 0.5 ? a : b;
  return {
    dancer: between(before.dancer, after.dancer),
    partner: between(before.partner, after.partner),
  };
}

/** The one that has all of her dance in its picture. */
async function cameraFor(piece: RenderedPiece, signal: AbortSignal): Promise<RoomCamera> {
  const camera = new RoomCamera(ANY_PICTURE.width / ANY_PICTURE.height);
  for (let index = 0; index < piece.frames; index++) {
    if (index % CHUNK === 0) await setImmediate();
    signal.throwIfAborted();
    const { dancer } = piece.frame(index);
    if (dancer) camera.frame(dancer.body, dancer.root);
  }
  return camera;
}
