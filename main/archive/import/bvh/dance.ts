import type { BodyPoint, Pose, RoomPoint } from "../../../../shared/pose.ts";
import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { lowPassResample } from "../../../motion/low-pass-resample.ts";
import type { TakeFrame } from "../../take.ts";
import { motionOf } from "./kinematics.ts";
import { limbLengths, restoreLimbs } from "./limbs.ts";
import { bridge, canBridge, type Fault, findFaults, lowestFoot, rightHead } from "./mend.ts";
import { parseBvh } from "./parse.ts";
import { recognise } from "./skeletons.ts";
import { Stage19 } from "./stage-19.ts";

export interface BvhDance {
  /** Unbroken stretches of dance, in order; more than one where a fault was too long to bridge. */
  readonly pieces: readonly (readonly TakeFrame[])[];
  /** Faults that were glided over, and those at which the dance was cut. */
  readonly bridged: number;
  readonly cut: number;
  /** Share of the frames in which the head was impossibly turned, and was made to follow the neck. */
  readonly headless: number;
}

/** Frames a second of every imported take: the rate of the flow. */
export const IMPORT_FPS = 30;
/** Seconds; what is left between two cuts and is shorter teaches nothing. */
const SHORTEST_PIECE = 2;
/** The foot that stands lowest is on the floor in this share of the frames; below it are stumbles of the recording. */
const FLOOR_SHARE = 0.05;
const WIDTH = JOINT_COUNT * 3;

/**
 * BVH to the frames of takes: forward kinematics, `stage-19`, faults mended, 30 frames a second, feet on the floor.
 * @param fps the true rate; null believes the header.
 * @throws SourceError naming file and line.
 */
export function motionOfBvh(text: string, file: string, fps: number | null): BvhDance {
  const bvh = parseBvh(text, file);
  const rate = fps ?? bvh.fps;
  const motion = motionOf(bvh);
  const skeleton = recognise(bvh.joints, file);
  const headless = rightHead(motion, skeleton.head);
  const stage = new Stage19(bvh, motion, skeleton, file);
  const track = new Float64Array(bvh.frameCount * WIDTH);
  for (let f = 0; f < bvh.frameCount; f++) stage.place(f, track, f * WIDTH);

  const floor = floorOf(track);
  const limbs = limbLengths(track, 0);
  const cuts: Fault[] = [];
  let bridged = 0;
  for (const fault of findFaults(track, rate, floor)) {
    if (canBridge(track, rate, fault)) {
      bridge(motion, fault);
      for (let f = fault.from; f <= fault.to; f++) stage.place(f, track, f * WIDTH);
      bridged++;
    } else cuts.push(fault);
  }
  const pieces = between(cuts, bvh.frameCount)
    .filter(({ from, to }) => (to - from) / rate >= SHORTEST_PIECE)
    .map(({ from, to }) => {
      const piece = lowPassResample(track.subarray(from * WIDTH, (to + 1) * WIDTH), WIDTH, rate, IMPORT_FPS);
      restoreLimbs(piece, limbs);
      return framesOf(piece, floor);
    });
  return { pieces, bridged, cut: cuts.length, headless };
}

function between(cuts: readonly Fault[], frames: number): Fault[] {
  const starts = [0, ...cuts.map((cut) => cut.to + 1)];
  const ends = [...cuts.map((cut) => cut.from - 1), frames - 1];
  return starts.map((from, i) => ({ from, to: ends[i]! }));
}

/** Height of the floor in the track's own coordinates. */
function floorOf(track: Float64Array): number {
  const lowest = new Float64Array(track.length / WIDTH);
  for (let f = 0; f < lowest.length; f++) lowest[f] = lowestFoot(track, f);
  return lowest.sort()[Math.floor(FLOOR_SHARE * (lowest.length - 1))]!;
}

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
