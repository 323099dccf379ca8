import { clamp } from "../../shared/numbers.ts";
import { J } from "../../shared/skeleton.ts";
import type { Actor } from "./actor.ts";
import { smoothstep } from "./ease.ts";
import { STRIDE } from "./pose-vector.ts";

/** One foot on or over the floor, in the actor's own picture. */
export interface Foot {
  /** Middle of the foot, and half its length as it is seen. */
  x: number;
  reach: number;
  /** 0 high above the floor, 1 on it. */
  near: number;
  /** 0..1: the share of the body's weight that it bears. */
  bears: number;
  seen: number;
}

const LEFT = [J.left_ankle, J.left_foot_index] as const;
const RIGHT = [J.right_ankle, J.right_foot_index] as const;

export type Feet = readonly [left: Foot, right: Foot];
const foot = (): Foot => ({ x: 0, reach: 0, near: 0, bears: 0, seen: 0 });
export const createFeet = (): Feet => [foot(), foot()];

/** What each foot carries: the one that the hips are over has more, one in the air has nothing. */
export function weigh(actor: Actor, out: Feet): void {
  measure(actor, LEFT, out[0]);
  measure(actor, RIGHT, out[1]);
  const [left, right] = out;
  const { pose, scale } = actor;
  const hips = (pose[J.left_hip * STRIDE]! + pose[J.right_hip * STRIDE]!) / 2;
  const apart = left.x - right.x;
  // Feet that are drawn at one place share evenly.
  const over = Math.abs(apart) < 0.02 * scale ? 0.5 : clamp((hips - right.x) / apart, 0, 1);
  const a = left.near * (0.1 + over);
  const b = right.near * (1.1 - over);
  left.bears = (left.near * a) / Math.max(a + b, 1e-6);
  right.bears = (right.near * b) / Math.max(a + b, 1e-6);
}

function measure({ pose, scale, floor }: Actor, [ankle, toe]: readonly [number, number], out: Foot): void {
  const a = ankle * STRIDE;
  const b = toe * STRIDE;
  const low = Math.max(pose[a + 1]!, pose[b + 1]!);
  out.near = (1 - smoothstep(0.03, 0.35, (floor.y - low) / scale)) * floor.presence;
  out.x = (pose[a]! + pose[b]!) / 2;
  out.reach = Math.abs(pose[a]! - pose[b]!) * 0.6;
  out.seen = pose[a + 3]!;
}
