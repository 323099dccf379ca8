import { J, JOINT_COUNT } from "../../../shared/skeleton.ts";
import { dot, type Vector } from "../../motion/vectors.ts";

/** The axes along which a body may stand. */
export const UPS = ["y", "z", "x", "-y", "-z", "-x"] as const;
export type Up = (typeof UPS)[number];

/** For each way up, the axes that become x, y and z with y up: right-handed as before, so that left stays left. */
const TURNS: Readonly<Record<Up, readonly (readonly [axis: number, sign: 1 | -1])[]>> = {
  y: [
    [0, 1],
    [1, 1],
    [2, 1],
  ],
  z: [
    [0, 1],
    [2, 1],
    [1, -1],
  ],
  x: [
    [1, -1],
    [0, 1],
    [2, 1],
  ],
  // As cameras have it, with z away from them: who faces the camera goes on doing so.
  "-y": [
    [0, 1],
    [1, -1],
    [2, -1],
  ],
  "-z": [
    [0, 1],
    [2, -1],
    [1, 1],
  ],
  "-x": [
    [1, 1],
    [0, -1],
    [2, 1],
  ],
};

/** The unit vector of a way up. */
export function vectorOf(up: Up): Vector {
  const sign = up.startsWith("-") ? -1 : 1;
  const axis = up.at(-1);
  return { x: axis === "x" ? sign : 0, y: axis === "y" ? sign : 0, z: axis === "z" ? sign : 0 };
}

/** The way up that is nearest to a direction. */
export const upNearest = (way: Vector): Up =>
  UPS.reduce((best, up) => (dot(vectorOf(up), way) > dot(vectorOf(best), way) ? up : best));

/** Turns points of three numbers so that y is up, and scales them, in place. */
export function settle(points: Float64Array, up: Up, scale: number): void {
  const [[x, sx], [y, sy], [z, sz]] = TURNS[up] as [[number, 1 | -1], [number, 1 | -1], [number, 1 | -1]];
  const point = [0, 0, 0];
  for (let at = 0; at < points.length; at += 3) {
    for (let k = 0; k < 3; k++) point[k] = points[at + k]! * scale;
    points[at] = point[x]! * sx;
    points[at + 1] = point[y]! * sy;
    points[at + 2] = point[z]! * sz;
  }
}

/** Somebody of whom it is to be told which way is up. */
export interface Standing {
  /** Some frames x 19 x 3, in the file's own axes and unit; NaN where a joint other than hips and shoulders is unknown. */
  readonly sample: Float64Array;
  readonly stature: number;
  /** The axis along which the zero pose stands; null when that is no standing body. */
  readonly restUp: Up | null;
}

/** What the zero pose and the custom of the format say, beside the frames: as shares of a body that is upright. */
const REST_COUNTS = 0.7;
const CUSTOM_COUNTS = 0.15;
/** By how much one way must be likelier than the next. */
const CLEARLY = 0.15;

/** What is likeliest to be up. */
export interface LikelyUp {
  readonly up: Up;
  /** The next one where that is hardly less likely. */
  readonly or: Up | null;
  /** The more of her that is upright, and the more evenly she stands, the higher; of one who stands still 1 and more. */
  readonly score: number;
}

/**
 * Which way is up: the way in which bodies stand upright for most of the time and their lowest joint stays at one
 * height, which is the floor's. Who lies on the floor all the time is told from who stands by her zero pose, or not at all.
 * @param custom what is up in most files of the format.
 */
export function upOf(people: readonly Standing[], custom: Up = "y"): LikelyUp {
  const likely = UPS.map((up) => {
    const each = people.map(
      ({ sample, stature, restUp }) =>
        uprightness(sample, up) - unevenness(sample, up) / stature + (restUp === up ? REST_COUNTS : 0),
    );
    return { up, score: mean(each) + (up === custom ? CUSTOM_COUNTS : 0) };
  }).sort((a, b) => b.score - a.score);
  const [first, second] = likely as [(typeof likely)[number], (typeof likely)[number]];
  return { ...first, or: first.score - second.score < CLEARLY ? second.up : null };
}

/**
 * Which way is up, and what the user should hear of it where that is not the custom of the format.
 * @throws UnclearUp when another way is hardly less likely.
 */
export function clearUp(
  people: readonly Standing[],
  custom: Up = "y",
): { readonly up: Up; readonly note: string | null } {
  const { up, or } = upOf(people, custom);
  if (or !== null) throw new UnclearUp(up, or);
  const note = `${up} is up, as the body stands; if it lies, say so with --up ${custom}`;
  return { up, note: up === custom ? null : note };
}

/** Two ways up are as likely. */
export class UnclearUp extends Error {
  constructor(up: Up, or: Up) {
    super(`cannot tell whether ${up} or ${or} is up; say which with --up ${up} or --up ${or}`);
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const WIDTH = JOINT_COUNT * 3;

/** Frame by frame, turned so that y is up. */
const turned = (sample: Float64Array, up: Up): readonly Float64Array[] =>
  Array.from({ length: sample.length / WIDTH }, (_, f) => {
    const frame = sample.slice(f * WIDTH, (f + 1) * WIDTH);
    settle(frame, up, 1);
    return frame;
  });

/** Cosine between the way from the hips to the shoulders and the way up, on average. */
function uprightness(sample: Float64Array, up: Up): number {
  return mean(
    turned(sample, up).map((frame) => {
      const trunk = [0, 1, 2].map(
        (k) =>
          frame[J.left_shoulder * 3 + k]! +
          frame[J.right_shoulder * 3 + k]! -
          frame[J.left_hip * 3 + k]! -
          frame[J.right_hip * 3 + k]!,
      );
      return trunk[1]! / (Math.hypot(...trunk) || 1);
    }),
  );
}

/** How far the height of the lowest joint varies, in eight of ten frames. */
function unevenness(sample: Float64Array, up: Up): number {
  const lowest = turned(sample, up)
    .map((frame) => Math.min(...frame.filter((height, i) => i % 3 === 1 && !Number.isNaN(height))))
    .sort((a, b) => a - b);
  const at = (share: number) => lowest[Math.floor(share * (lowest.length - 1))]!;
  return at(0.9) - at(0.1);
}
