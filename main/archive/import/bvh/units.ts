import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { add, distance, dot, subtract, unit, type Vector } from "../../../motion/vectors.ts";
import { SourceError } from "../../../system/errors.ts";
import type { Bvh } from "./parse.ts";
import { type At, framesOf, hipsOf, mean, trunkOf } from "./sample.ts";

/*
 * Angles in degrees or radians, and one unit of length for positions and bones or two.
 */

/**
 * Within this all angles of a file in radians lie; somebody who turns no joint by more than so many degrees stands still.
 */
const FULL_TURN = 2 * Math.PI * 1.001;
/** Radians by which some joint of a dance turns, if no more: a quarter turn, and what is more than a tremor. */
const QUARTER_TURN = Math.PI / 2;
const TREMOR = 0.5;

/** Whether angles may be radians: by their range alone, which degrees of a motion rarely have. */
export function mayBeRadians({ joints, motion, columns }: Bvh): "likely" | "perhaps" | "no" {
  let widest = 0;
  for (const { channels, column } of joints)
    for (const [c, channel] of channels.entries()) {
      if (!channel.endsWith("rotation")) continue;
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let i = column + c; i < motion.length; i += columns) {
        low = Math.min(low, motion[i]!);
        high = Math.max(high, motion[i]!);
      }
      if (low < -FULL_TURN || high > FULL_TURN) return "no";
      widest = Math.max(widest, high - low);
    }
  if (widest < TREMOR) return "no";
  return widest < QUARTER_TURN ? "perhaps" : "likely";
}

/** The same motion with its angles, which were radians, in degrees. */
export function inDegrees(bvh: Bvh): Bvh {
  const isAngle = bvh.joints.flatMap(({ channels }) => channels.map((one) => one.endsWith("rotation")));
  const motion = bvh.motion.map((value, i) => (isAngle[i % bvh.columns] ? (value * 180) / Math.PI : value));
  return { ...bvh, motion };
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** How far apart the units of hips and bones must be; in 197 recordings hips are 0.89 to 1.36 leg lengths above nought. */
const APART = 1.6;
/** Legs that bend lower the hips by as much; somebody who sits by half of it, in those recordings. */
const LOW = 0.45;
/** Correlation of the hips' height with how straight the legs are. */
const TOGETHER = 0.8;
/** Shares of stature: of knees that bend at all, and of a way that nobody goes in one take. */
const MOVES = 0.01;
const FAR = 5;
/** How much farther than hands and feet about them hips may go between frames; in those recordings up to 2.2 times. */
const FASTER = 5;

/**
 * How many times larger than the bones' unit that of the positions is, where that is certain; 1 where they are one. Who
 * bends her knees sinks by as much, and stands on a floor at nought. Or else she goes absurdly far and fast.
 */
function positionsToBones(sample: Float64Array, stature: number): number {
  const frames = framesOf(sample);
  const up = unit(frames.reduce<Vector>((sum, at) => add(sum, unit(trunkOf(at))), { x: 0, y: 0, z: 0 }));
  const heights = frames.map((at) => dot(hipsOf(at), up));
  const legs = frames.map((at, f) => {
    const points = Array.from({ length: JOINT_COUNT }, (_, joint) => dot(at(joint), up));
    return heights[f]! - Math.min(...points);
  });
  const level = middle(heights) / middle(legs);
  const [height, leg] = [mean(heights), mean(legs)];
  const both = mean(heights.map((value, f) => (value - height) * (legs[f]! - leg)));
  const [ofHeights, ofLegs] = [
    mean(heights.map((v) => (v - height) ** 2)),
    mean(legs.map((v) => (v - leg) ** 2)),
  ];
  const slope = both / ofLegs;
  const isTold = ofLegs > (MOVES * stature) ** 2 && both > TOGETHER * Math.sqrt(ofHeights * ofLegs);
  const isHigh = level > APART && level > slope / APART && level < slope * APART;
  // Of hips that hardly rise, the bones between them and their joint tell more than their height does.
  const isLow = Math.abs(level) < 1 / APART && slope < LOW;
  if (isTold && (isHigh || isLow)) return isHigh ? level : slope;

  const spread = middle(frames.map((at) => distance(hipsOf(at), hipsOf(frames[0]!))));
  const steps = middle(frames.slice(1).map((at, f) => distance(hipsOf(at), hipsOf(frames[f]!))));
  const swings = middle(
    frames.slice(1).flatMap((at, f) =>
      [J.left_wrist, J.right_wrist, J.left_ankle, J.right_ankle].map((joint) => {
        const from = (one: At) => subtract(one(joint), hipsOf(one));
        return distance(from(at), from(frames[f]!));
      }),
    ),
  );
  const isFar = level > FAR || spread > FAR * stature;
  return isFar && swings > 0 && steps > FASTER * swings ? (level > FAR ? level : steps / swings) : 1;
}

/** @throws SourceError where somebody's positions and bones have different units. */
export function checkUnits(
  people: readonly { readonly sample: Float64Array; readonly stature: number }[],
  file: string,
): void {
  for (const { sample, stature } of people) {
    const times = positionsToBones(sample, stature);
    if (times === 1) continue;
    const [larger, by] = times > 1 ? ["positions", times] : ["bones", 1 / times];
    throw new SourceError(
      `${file}: ${larger} are ${Number(by.toPrecision(2))} times too large: positions and bones have different units; export it with one unit for both`,
    );
  }
}
