import type { BodyPoint, Pose, RoomPoint } from "../../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { lowPassResample } from "../../../motion/low-pass-resample.ts";
import type { TakeFrame } from "../../take.ts";
import { bridge, canBridge, type Fault, findFaults, lowestFoot, repairHead } from "./faults.ts";
import { jointMotionOf } from "./kinematics.ts";
import { limbLengths, restoreLimbLengths } from "./limb-lengths.ts";
import { parseBvh } from "./parse.ts";
import { recognise } from "./skeletons.ts";
import { Stage19Retargeter } from "./stage-19.ts";

export interface ConvertedBvh {
  /** Stretches of dance without a gap, in order; more than one where a fault could not be bridged. */
  readonly pieces: readonly (readonly TakeFrame[])[];
  /** Faults that were interpolated over, and those at which the dance was cut. */
  readonly bridged: number;
  readonly cut: number;
  /** Share of the frames in which the head was turned as no head can be. */
  readonly headRepaired: number;
}

/** Frames a second of every imported take: the rate of the flow. */
export const IMPORT_FPS = 30;
/** Seconds; shorter pieces between two cuts are dropped. */
const SHORTEST_PIECE = 2;
/** The floor is this quantile of the lowest foot's height; what is below it are errors of the recording. */
const FLOOR_QUANTILE = 0.05;
const WIDTH = JOINT_COUNT * 3;

/**
 * BVH to the frames of takes: forward kinematics, `stage-19`, faults repaired, 30 frames a second, feet on the floor.
 * @param fps the true rate; null believes the header.
 * @throws SourceError naming file and line.
 */
export function convertBvh(text: string, file: string, fps: number | null): ConvertedBvh {
  const bvh = parseBvh(text, file);
  const rate = fps ?? bvh.fps;
  const motion = jointMotionOf(bvh);
  const skeleton = recognise(bvh.joints, file);
  const headRepaired = repairHead(motion, skeleton.head);
  const retargeter = new Stage19Retargeter(bvh, motion, skeleton, file);
  const track = new Float64Array(bvh.frameCount * WIDTH);
  for (let f = 0; f < bvh.frameCount; f++) retargeter.place(f, track, f * WIDTH);

  const floor = floorOf(track);
  const limbs = limbLengths(track, 0);
  const cuts: Fault[] = [];
  let bridged = 0;
  for (const fault of findFaults(track, rate, floor)) {
    if (canBridge(track, rate, fault)) {
      bridge(motion, fault);
      for (let f = fault.from; f <= fault.to; f++) retargeter.place(f, track, f * WIDTH);
      bridged++;
    } else cuts.push(fault);
  }
  const pieces = between(cuts, bvh.frameCount)
    .filter(({ from, to }) => (to - from) / rate >= SHORTEST_PIECE)
    .map(({ from, to }) => {
      const piece = lowPassResample(track.subarray(from * WIDTH, (to + 1) * WIDTH), WIDTH, rate, IMPORT_FPS);
      restoreLimbLengths(piece, limbs);
      return framesOf(piece, floor);
    });
  return { pieces, bridged, cut: cuts.length, headRepaired };
}

/** The frames between the cuts, both ends included. */
function between(cuts: readonly Fault[], frames: number): { readonly from: number; readonly to: number }[] {
  const starts = [0, ...cuts.map((cut) => cut.to + 1)];
  const ends = [...cuts.map((cut) => cut.from - 1), frames - 1];
  return starts.map((from, i) => ({ from, to: ends[i]! }));
}

/** Height of the floor in the track's own coordinates. */
function floorOf(track: Float64Array): number {
  const lowest = new Float64Array(track.length / WIDTH);
  for (let f = 0; f < lowest.length; f++) lowest[f] = lowestFoot(track, f);
  return lowest.sort()[Math.floor(FLOOR_QUANTILE * (lowest.length - 1))]!;
}

/** @param piece frames x 19 x 3 */
function framesOf(piece: Float64Array, floor: number): TakeFrame[] {
  return Array.from({ length: piece.length / WIDTH }, (_, f) => ({
    t: f / IMPORT_FPS,
    people: [poseOf(piece, f * WIDTH, floor)],
  }));
}

function poseOf(track: Float64Array, at: number, floor: number): Pose {
  const joint = (j: number): RoomPoint => {
    const o = at + j * 3;
    return { x: track[o]!, y: track[o + 1]! - floor, z: track[o + 2]! };
  };
  const [left, right] = [joint(J.left_hip), joint(J.right_hip)];
  const root = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2, z: (left.z + right.z) / 2 };
  const body = Array.from({ length: JOINT_COUNT }, (_, j): BodyPoint => {
    const { x, y, z } = joint(j);
    return { x: x - root.x, y: y - root.y, z: z - root.z };
  });
  return { id: 1, image: null, body, root };
}
