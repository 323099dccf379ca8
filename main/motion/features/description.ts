import { J, JOINT_COUNT, JOINTS } from "../../../shared/skeleton.ts";
import { BONE_COUNT, BONE_NAMES, BONES_OF_JOINTS } from "../bones.ts";
import { type Clip, placesIn, ROOT_AT, ROW, rowAt } from "../clip.ts";
import { faceForward, headingOf } from "../heading.ts";
import { vectorLength } from "../vectors.ts";

/** One number that classifiers see of a stretch of dance. */
export interface DescriptionColumn {
  /** What is seen, in words; of a left and a right one the same. */
  readonly what: string;
  readonly unit: string;
  /** 1, or -1 where a larger number means the same as a smaller one on the left. */
  readonly sign: number;
  /** The number in its unit. */
  inUnit(value: number): number;
}

/** Joints whose names in `stage-19` say less than what they are. */
const PLAIN: Readonly<Record<string, string>> = { index: "fingertip", foot_index: "toe" };
const AXES = ["outwards", "upwards", "forwards"];

function unsided(name: string): string {
  const part = name.replace(/^(left|right)_/, "");
  return PLAIN[part] ?? part.replaceAll("_", " ");
}

function columnsOf(isDeviation: boolean): readonly DescriptionColumn[] {
  const column = (what: string, unit: string, sign = 1): DescriptionColumn =>
    isDeviation
      ? { what: `${what}, variation`, unit, sign: 1, inUnit: (value) => value }
      : { what, unit, sign, inUnit: (value) => value };
  /** Of values whose logarithm is described: its deviation is a factor. */
  const logged = (what: string, unit: string): DescriptionColumn =>
    isDeviation
      ? { what: `${what}, variation`, unit: "times", sign: 1, inUnit: Math.exp }
      : { what, unit, sign: 1, inUnit: Math.expm1 };
  return [
    ...BONE_NAMES.flatMap((bone) =>
      AXES.map((axis, at) =>
        /^(left|right)_/.test(bone)
          ? column(`${unsided(bone)} ${axis}`, "of its length", at === 0 && bone.startsWith("right") ? -1 : 1)
          : column(`${bone} ${at === 0 ? "to the left" : axis}`, "of its length"),
      ),
    ),
    ...JOINTS.flatMap((joint) => [
      logged(`${unsided(joint)} speed`, "legs/s"),
      logged(`${unsided(joint)} acceleration`, "legs/s²"),
    ]),
    column("height of the hips", "legs"),
  ];
}

/** Of `describe`, in its order. */
export const DESCRIPTION_COLUMNS: readonly DescriptionColumn[] = [...columnsOf(false), ...columnsOf(true)];

/**
 * What the classifiers see of a stretch of dance, whoever dances it: mean and deviation of every bone's direction as
 * seen from the dancer, of every joint's speed and acceleration, and of the height of the hips in legs. Lengths are
 * left out, since the bones of a continuation are the dancer's own and would give the answer away.
 */
export function describe(clip: Clip, fps: number): Float64Array {
  const columns = 3 * BONE_COUNT + 2 * JOINT_COUNT + 1;
  const sums = new Float64Array(columns);
  const squares = new Float64Array(columns);
  const counts = new Float64Array(columns);
  const add = (column: number, value: number) => {
    sums[column]! += value;
    squares[column]! += value * value;
    counts[column]!++;
  };
  const leg = legOf(rowAt(clip, 0));
  const row = new Float32Array(ROW);
  const places = placesIn(clip);
  for (let frame = 0; frame < clip.frames; frame++) {
    faceForward(rowAt(clip, frame), headingOf(rowAt(clip, frame)), row);
    BONES_OF_JOINTS.forEach((joints, bone) => {
      let [x, y, z] = [0, 0, 0];
      for (const [joint, weight] of joints) {
        x += weight * row[3 * joint]!;
        y += weight * row[3 * joint + 1]!;
        z += weight * row[3 * joint + 2]!;
      }
      const length = vectorLength(x, y, z) || 1;
      add(3 * bone, x / length);
      add(3 * bone + 1, y / length);
      add(3 * bone + 2, z / length);
    });
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const at = (back: number, axis: number) => places[(frame - back) * ROOT_AT + 3 * joint + axis]!;
      const speed = (axis: number) => (fps * (at(0, axis) - at(1, axis))) / leg;
      const acceleration = (axis: number) =>
        (fps * fps * (at(0, axis) - 2 * at(1, axis) + at(2, axis))) / leg;
      const column = 3 * BONE_COUNT + 2 * joint;
      if (frame > 0) add(column, Math.log1p(vectorLength(speed(0), speed(1), speed(2))));
      if (frame > 1)
        add(column + 1, Math.log1p(vectorLength(acceleration(0), acceleration(1), acceleration(2))));
    }
    add(columns - 1, row[ROOT_AT + 1]! / leg);
  }
  const mean = sums.map((sum, i) => sum / counts[i]!);
  const deviation = squares.map((square, i) => Math.sqrt(Math.max(0, square / counts[i]! - mean[i]! ** 2)));
  return Float64Array.of(...mean, ...deviation);
}

/** Length of a leg, metres. */
function legOf(row: Float32Array): number {
  const between = (a: number, b: number) =>
    vectorLength(
      row[3 * a]! - row[3 * b]!,
      row[3 * a + 1]! - row[3 * b + 1]!,
      row[3 * a + 2]! - row[3 * b + 2]!,
    );
  return (
    (between(J.left_hip, J.left_knee) +
      between(J.right_hip, J.right_knee) +
      between(J.left_knee, J.left_ankle) +
      between(J.right_knee, J.right_ankle)) /
      2 || 1
  );
}
