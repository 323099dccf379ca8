import { J, JOINT_COUNT } from "../../../../shared/skeleton.ts";
import { ROOT_AT } from "../../../motion/clip.ts";
import { norm } from "../../../motion/vectors.ts";
import { areaOf, hullOf } from "../hull.ts";
import { pointAt, RATE, type SmoothDance } from "../smooth-dance.ts";
import { meanOf, medianOf, stretchesOf } from "../statistics.ts";
import { directly, type Measure, NOT_NEGATIVE } from "./measure.ts";

/** Seconds in which she covers an area. */
const STRETCH = 8;
/** A path is added up in steps of so many frames, half a second: shorter ones would be the camera's trembling. */
const STEP = RATE / 2;
const LIMBS = [J.left_wrist, J.right_wrist, J.left_ankle, J.right_ankle];
/** Standing height in lengths of the leg without its foot (Drillis and Contini 1966: 0.245 and 0.246 of it). */
export const LEGS_IN_STATURE = 1 / 0.491;

function areaCovered({ roots, frames }: SmoothDance): number {
  return medianOf(
    stretchesOf(frames, STRETCH * RATE).map(([from, to]) =>
      areaOf(
        hullOf(
          Array.from({ length: to - from }, (_, i) => {
            const at = 3 * (from + i);
            return [roots[at]!, roots[at + 2]!] as const;
          }),
        ),
      ),
    ),
  );
}

/** Mean over the steps of what lies between the frame before a step and the one after it, a second. */
function inSteps(frames: number, between: (from: number, to: number) => number): number {
  const steps = Math.floor((frames - 1) / STEP);
  const all = Array.from({ length: steps }, (_, n) => between(n * STEP, (n + 1) * STEP));
  return (meanOf(all) * RATE) / STEP;
}

/** Mean distance of hands and feet from the middle of the hips, in statures. */
function opennessOf({ bodies, frames, leg }: SmoothDance): number {
  const distances = LIMBS.map((joint) =>
    meanOf(Array.from({ length: frames }, (_, frame) => norm(pointAt(bodies, frame, joint)))),
  );
  return meanOf(distances) / (leg * LEGS_IN_STATURE);
}

/** Median volume of the box about the body that faces as she does, in cubes of her stature. */
function kinesphereOf({ bodies, frames, leg }: SmoothDance): number {
  const volumes = Array.from({ length: frames }, (_, frame) => {
    let volume = 1;
    for (let axis = 0; axis < 3; axis++) {
      let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let joint = 0; joint < JOINT_COUNT; joint++) {
        const value = bodies[frame * ROOT_AT + 3 * joint + axis]!;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      volume *= most - least;
    }
    return volume;
  });
  return medianOf(volumes) / (leg * LEGS_IN_STATURE) ** 3;
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;

export const SPACE: readonly Measure[] = [
  {
    name: "area",
    group: "space",
    what: "how much of the floor she covers in 8 seconds",
    unit: "m²",
    source: "Aristidou et al. 2015, area covered: convex hull of the path of the hips",
    needs: ["room"],
    bounds: NOT_NEGATIVE,
    ...directly(areaCovered),
  },
  {
    name: "travel",
    group: "space",
    what: "how fast she travels over the floor, with all ways there and back",
    unit: "m/s",
    source: "Aristidou et al. 2015, distance covered, in steps of 0.5 s",
    needs: ["room"],
    bounds: NOT_NEGATIVE,
    ...directly(({ roots, frames }) =>
      inSteps(frames, (from, to) =>
        Math.hypot(roots[3 * to]! - roots[3 * from]!, roots[3 * to + 2]! - roots[3 * from + 2]!),
      ),
    ),
  },
  {
    name: "turning",
    group: "space",
    what: "how fast she turns about herself, to either side",
    unit: "degrees/s",
    source: "angle of hips and shoulders about the vertical, in steps of 0.5 s",
    needs: [],
    bounds: NOT_NEGATIVE,
    ...directly(({ headings, frames }) =>
      degrees(inSteps(frames, (from, to) => Math.abs(headings[to]! - headings[from]!))),
    ),
  },
  {
    name: "openness",
    group: "space",
    what: "how far hands and feet are from her hips",
    unit: "% of height",
    source: "Larboulette & Gibet 2015, extensiveness; from the middle of the hips",
    needs: ["arms", "legs"],
    bounds: NOT_NEGATIVE,
    ...directly((dance) => 100 * opennessOf(dance)),
  },
  {
    name: "kinesphere",
    group: "space",
    what: "how much room her body takes up around her",
    unit: "% of height³",
    source: "Hachimura et al. 2005, bounding box; facing as she does",
    needs: ["arms", "legs"],
    bounds: NOT_NEGATIVE,
    ...directly((dance) => 100 * kinesphereOf(dance)),
  },
];
