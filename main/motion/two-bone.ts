import { clamp } from "../../shared/numbers.ts";
import { add, cross, distance, dot, norm, scaled, subtract, unit, type Vector } from "./vectors.ts";

/** A leg, metres. */
export interface Leg {
  readonly hip: Vector;
  readonly knee: Vector;
  readonly ankle: Vector;
}

/** A leg is made no straighter than this share of its length: near 1 the knee snaps. */
const STRAIGHTEST = 0.99;

/** The place nearest to `ankle` that it can be at: a leg that is straighter than STRAIGHTEST may stay as straight. */
export function reachable({ hip, knee, ankle: now }: Leg, ankle: Vector): Vector {
  const [thigh, shank] = [distance(hip, knee), distance(knee, now)];
  const far = distance(hip, ankle) || 1e-9;
  const most = Math.max(STRAIGHTEST * (thigh + shank), distance(hip, now));
  return add(hip, scaled(subtract(ankle, hip), clamp(far, Math.abs(thigh - shank), most) / far));
}

/**
 * Where the knee is when the ankle goes elsewhere: analytic inverse kinematics of two bones, which keep their lengths
 * (law of cosines). The knee stays on its side: what bends to the front goes on bending to the front.
 * @param ankle one that is `reachable`. @param foot from the ankle to the toes: to that side a leg bends that was straight.
 */
export function kneeFor({ hip, knee, ankle: now }: Leg, ankle: Vector, foot: Vector): Vector {
  const [thigh, shank] = [distance(hip, knee), distance(knee, now)];
  const far = distance(hip, ankle) || 1e-9;
  const [before, down] = [unit(subtract(now, hip)), unit(subtract(ankle, hip))];
  // From the line between hip and ankle to the knee, turned with that line.
  const side = turnedWith(squareTo(subtract(knee, hip), before), before, down);
  const along = clamp((far * far + thigh * thigh - shank * shank) / (2 * far), -thigh, thigh);
  const bend = Math.sqrt(thigh * thigh - along * along);
  // A leg that bent less than it does now tells as much less of the side.
  const rest = Math.max(0, bend - norm(side));
  const towards = unit(add(side, scaled(unit(squareTo(foot, down)), rest)));
  return add(hip, add(scaled(down, along), scaled(towards, bend)));
}

/** The part of a vector that is square to a direction of length 1. */
const squareTo = (vector: Vector, direction: Vector): Vector =>
  subtract(vector, scaled(direction, dot(vector, direction)));

/** A vector turned by the smallest turn that brings one direction to another. */
function turnedWith(vector: Vector, from: Vector, to: Vector): Vector {
  const axis = cross(from, to);
  const cosine = dot(from, to);
  // Rodrigues' formula; the opposite direction has no smallest turn.
  if (cosine < -0.999) return vector;
  return add(
    add(scaled(vector, cosine), cross(axis, vector)),
    scaled(axis, dot(axis, vector) / (1 + cosine)),
  );
}
