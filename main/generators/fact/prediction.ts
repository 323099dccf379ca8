import { BONE_COUNT } from "../../motion/bones.ts";
import { HEIGHT, PLACEMENT_SIZE, ROOT_POINT, velocityAt } from "../../motion/motion-state.ts";
import { clampLengths, type StandardBody } from "../../motion/standard-body.ts";
import { facing, type PlacedPose, POSE_SIZE, placePose } from "../peers/pose.ts";
import { fromUnits, type PoseUnits } from "../peers/weights.ts";

/** Frames in which the velocity that she has goes over into what is predicted: nobody sees where one prediction ends. */
const GOES_OVER = 4;

/** Frames that were predicted at once, on their way to be danced. Never changed once made. */
export interface Prediction {
  /** Velocity of each point of the standard body in the room, metres a frame, [frames, 57]. */
  readonly velocities: Float32Array;
  /** Frames that were danced, and after how many the next prediction takes over. */
  readonly at: number;
  readonly danced: number;
}

/**
 * @param poses in standard units, [frames, 58]
 * @param from the state of the standard body that they follow, [114]
 */
export function predictionOf(
  poses: Float32Array,
  from: Float32Array,
  danced: number,
  units: PoseUnits,
  body: StandardBody,
): Prediction {
  const frames = poses.length / POSE_SIZE;
  const velocities = new Float32Array(frames * PLACEMENT_SIZE);
  let before: Pick<PlacedPose, "facing" | "bones" | "height"> = {
    facing: facing(from),
    bones: from.subarray(0, 3 * BONE_COUNT),
    height: from[HEIGHT]!,
  };
  for (let frame = 0; frame < frames; frame++) {
    const pose = fromUnits(poses.subarray(frame * POSE_SIZE, (frame + 1) * POSE_SIZE), units);
    const placed = placePose(pose, before.facing);
    clampLengths(placed.bones, body);
    const velocity = velocities.subarray(frame * PLACEMENT_SIZE, (frame + 1) * PLACEMENT_SIZE);
    placed.bones.forEach((value, i) => {
      velocity[i] = value - before.bones[i]!;
    });
    velocity.set([placed.moved.x, placed.height - before.height, placed.moved.z], 3 * ROOT_POINT);
    before = placed;
    const kept = Math.max(0, 1 - (frame + 1) / (GOES_OVER + 1));
    for (let i = 0; i < PLACEMENT_SIZE; i++) velocity[i]! += kept * (from[velocityAt(0) + i]! - velocity[i]!);
  }
  return { velocities, at: 0, danced };
}

/** The state one frame later, [114], as the prediction moves it; bones keep the lengths that they may have. */
export function movedBy(
  state: Float32Array,
  { velocities, at }: Prediction,
  body: StandardBody,
): Float32Array {
  const velocity = velocities.subarray(at * PLACEMENT_SIZE, (at + 1) * PLACEMENT_SIZE);
  const moved = state.slice();
  const bones = moved.subarray(0, 3 * BONE_COUNT);
  for (let i = 0; i < bones.length; i++) bones[i]! += velocity[i]!;
  clampLengths(bones, body);
  moved[HEIGHT]! += velocity[HEIGHT]!;
  for (let i = 0; i < PLACEMENT_SIZE; i++)
    moved[velocityAt(0) + i] = i < bones.length ? bones[i]! - state[i]! : velocity[i]!;
  return moved;
}
