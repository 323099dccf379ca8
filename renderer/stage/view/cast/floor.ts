import type { Seconds } from "../../../../shared/pose.ts";
import { J } from "../../../../shared/skeleton.ts";
import { approach } from "../ease.ts";
import { POSE_STRIDE, type PoseVector } from "./pose-vector.ts";

const FEET = [J.left_ankle, J.right_ankle, J.left_foot_index, J.right_foot_index];
/** Metres from the ankle's or toe's middle to the sole. */
const SOLE = 0.02;
const FALL_TIME: Seconds = 0.25;
const RISE_TIME: Seconds = 6;

/** Whose feet show where the floor is. */
export interface Standing {
  readonly pose: PoseVector;
  /** 0 absent, 1 present. */
  readonly presence: number;
  /** Picture heights a metre. */
  readonly scale: number;
}

/**
 * The height of the floor on the screen: as low as feet have lately been. It falls quickly with a foot that steps
 * lower and rises slowly, so that it does not follow a jump.
 */
export class Floor {
  /** Picture heights from the top. */
  y = 0.92;
  /** 0..1: 0 while no feet have been seen. */
  confidence = 0;

  step(dt: Seconds, actors: readonly Standing[]): void {
    let lowest = Number.NEGATIVE_INFINITY;
    for (const { pose, presence, scale } of actors) {
      if (presence < 0.1) continue;
      for (const foot of FEET) {
        if (pose[foot * POSE_STRIDE + 3]! > 0.5) {
          lowest = Math.max(lowest, pose[foot * POSE_STRIDE + 1]! + SOLE * scale);
        }
      }
    }
    const seen = Number.isFinite(lowest);
    if (seen && this.confidence === 0) this.y = lowest;
    else if (seen) this.y = approach(this.y, lowest, dt, lowest > this.y ? FALL_TIME : RISE_TIME);
    this.confidence = approach(this.confidence, seen ? 1 : 0, dt, 0.8);
  }
}
