import { J } from "../../../../shared/skeleton.ts";
import { cross, distance, dot, mixPoints, norm, subtract, unit } from "../../../motion/vectors.ts";
import { SourceError } from "../../../system/errors.ts";
import { jsonOf } from "./joint-map.ts";
import { ownName, SIDES } from "./joint-names.ts";
import type { Bvh, BvhChannel, BvhJoint } from "./parse.ts";
import { framesOf, mean, trunkOf } from "./sample.ts";
import type { SkeletonMap } from "./skeletons.ts";

/*
 * Which side is left: whose left is right has toes and knees behind.
 */

/** Cosines: in 197 recordings toes and knees point at least 0.04 and 0.54 ahead on average, and hips lie as shoulders do. */
const CLEARLY = 0.3;
/** Shares of a leg by which knees are bent, on average, where that tells anything. */
const BENT = 0.01;

/** What is on the wrong side of a body, by what its joints are called; null where nothing tells. */
export type WrongSide = "nothing" | "body" | "legs" | "arms" | "feet" | null;

/** @param sample frames x 19 x 3 @param hasToes whether the tips of the feet are joints of the file's */
export function wrongSideOf(sample: Float64Array, hasToes: boolean): WrongSide {
  const toes: number[] = [];
  const [bends, ways]: [number[], number[]] = [[], []];
  const agree: number[] = [];
  for (const at of framesOf(sample)) {
    const hips = subtract(at(J.left_hip), at(J.right_hip));
    const ahead = unit(cross(hips, trunkOf(at)));
    agree.push(dot(unit(hips), unit(subtract(at(J.left_shoulder), at(J.right_shoulder)))));
    for (const side of SIDES) {
      const [hip, knee, ankle] = [at(J[`${side}_hip`]), at(J[`${side}_knee`]), at(J[`${side}_ankle`])];
      const bend = subtract(knee, mixPoints(hip, ankle, 0.5));
      bends.push(dot(bend, ahead));
      ways.push(norm(bend) / (distance(hip, knee) + distance(knee, ankle) || 1));
      if (hasToes) toes.push(dot(unit(subtract(at(J[`${side}_foot_index`]), ankle)), ahead));
    }
  }
  const knees = mean(ways) > BENT ? mean(bends) / (mean(bends.map(Math.abs)) || 1) : 0;
  const feet = hasToes ? mean(toes) : 0;
  const isBack = knees < -CLEARLY || (feet < -CLEARLY && knees < CLEARLY);
  if (mean(agree) < -CLEARLY) return isBack ? "legs" : "arms";
  if (feet < -CLEARLY && knees > CLEARLY) return "feet";
  if (isBack) return feet < CLEARLY ? "body" : "nothing";
  return feet > CLEARLY || knees > CLEARLY ? "nothing" : null;
}

/**
 * The mirror image: one axis points the other way, and all turns about the others do. A file in left-handed axes, as
 * game engines have them, is so read in right-handed ones.
 */
export function mirrored(bvh: Bvh, axis: "X" | "Z"): Bvh {
  const flips = (channel: BvhChannel) => channel.startsWith(axis) === channel.endsWith("position");
  const flipped = ({ offset: [x, y, z], ...joint }: BvhJoint): BvhJoint => ({
    ...joint,
    offset: axis === "X" ? [-x!, y!, z!] : [x!, y!, -z!],
  });
  const isFlipped = bvh.joints.flatMap(({ channels }) => channels.map(flips));
  const motion = bvh.motion.map((value, i) => (isFlipped[i % bvh.columns] ? -value : value));
  return { ...bvh, joints: bvh.joints.map(flipped), motion };
}

const LEGS = ["hip", "knee", "ankle", "foot_index"];
const ARMS = ["shoulder", "elbow", "wrist", "index"];

/** @throws SourceError where a part of a body, or one of several people, has left and right exchanged. */
export function checkSides(
  sides: readonly WrongSide[],
  maps: readonly SkeletonMap[],
  { joints }: Bvh,
  file: string,
  notes: string[],
): void {
  /** Which names to swap, as a map. */
  const swapOf = (person: number, parts: readonly string[]): string => {
    const entries = parts.flatMap((part) =>
      SIDES.flatMap((side) => {
        const joint = maps[person]![`${side === "left" ? "right" : "left"}_${part}` as "left_hip"];
        const { name } = joints[joint ?? -1] ?? {};
        return name === undefined ? [] : [[`${side}_${part}`, maps.length > 1 ? name : ownName(name)]];
      }),
    );
    return jsonOf(Object.fromEntries(entries));
  };
  const refuse = (what: string, person: number, parts: readonly string[]): never => {
    throw new SourceError(
      `${file}: ${what} left where right is; write ${swapOf(person, parts)} to a file and give it with --map`,
    );
  };
  for (const [person, side] of sides.entries()) {
    if (side === "legs") refuse("the legs are called", person, LEGS);
    if (side === "arms") refuse("the arms are called", person, ARMS);
    if (side === "body" && sides.includes("nothing"))
      refuse(`of ${sides.length} people, number ${person + 1} is called`, person, [...LEGS, ...ARMS]);
    if (side === "feet")
      notes.push(`${file}: toes point back while knees bend ahead; say what the feet's tips are with --map`);
  }
}
