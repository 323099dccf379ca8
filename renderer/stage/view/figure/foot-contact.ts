import { clamp } from "../../../../shared/numbers.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { Actor } from "../cast/actor.ts";
import { POSE_STRIDE } from "../cast/pose-vector.ts";
import { smoothstep } from "../ease.ts";

/** A foot and the floor, in the actor's own picture. */
export interface FootContact {
  /** Middle of the foot, and half its apparent length. */
  x: number;
  halfLength: number;
  /** 0 above the floor, 1 on it. */
  contact: number;
  /** 0..1: its share of the body's weight. */
  load: number;
  seen: number;
}

const LEFT = [J.left_ankle, J.left_foot_index] as const;
const RIGHT = [J.right_ankle, J.right_foot_index] as const;

export type Feet = readonly [left: FootContact, right: FootContact];
const foot = (): FootContact => ({ x: 0, halfLength: 0, contact: 0, load: 0, seen: 0 });
export const createFeet = (): Feet => [foot(), foot()];

/** The load on each foot: more on the one nearer below the hips, none on one in the air. */
export function measureFeet(actor: Actor, out: Feet): void {
  measure(actor, LEFT, out[0]);
  measure(actor, RIGHT, out[1]);
  const [left, right] = out;
  const { pose, scale } = actor;
  const hips = (pose[J.left_hip * POSE_STRIDE]! + pose[J.right_hip * POSE_STRIDE]!) / 2;
  const apart = left.x - right.x;
  // Feet at the same place share evenly.
  const over = Math.abs(apart) < 0.02 * scale ? 0.5 : clamp((hips - right.x) / apart, 0, 1);
  const a = left.contact * (0.1 + over);
  const b = right.contact * (1.1 - over);
  left.load = (left.contact * a) / Math.max(a + b, 1e-6);
  right.load = (right.contact * b) / Math.max(a + b, 1e-6);
}

function measure(
  { pose, scale, floor }: Actor,
  [ankle, toe]: readonly [number, number],
  out: FootContact,
): void {
  const a = ankle * POSE_STRIDE;
  const b = toe * POSE_STRIDE;
  const low = Math.max(pose[a + 1]!, pose[b + 1]!);
  out.contact = (1 - smoothstep(0.03, 0.35, (floor.y - low) / scale)) * floor.confidence;
  out.x = (pose[a]! + pose[b]!) / 2;
  out.halfLength = Math.abs(pose[a]! - pose[b]!) * 0.6;
  out.seen = pose[a + 3]!;
}
