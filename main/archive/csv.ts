import type { Pose, RoomPoint, Seconds } from "../../shared/pose.ts";
import { JOINTS } from "../../shared/skeleton.ts";

/*
 * A dance as a table: one person, a row a frame. `time` in seconds, then x, y, z of the middle of the hips and of the 19
 * joints of `stage-19`, metres in the room, axes as in a take. What is unknown is empty. This file is the format and
 * nothing else.
 */

/** What has a place, in the order of the columns: the middle of the hips, then the joints. */
export const CSV_POINTS = ["hips", ...JOINTS] as const;
export type CsvPoint = (typeof CSV_POINTS)[number];
export const CSV_AXES = ["x", "y", "z"] as const;
export const CSV_TIME = "time";

export const CSV_COLUMNS: readonly string[] = [
  CSV_TIME,
  ...CSV_POINTS.flatMap((point) => CSV_AXES.map((axis) => `${point}_${axis}`)),
];

/** The first line. */
export const csvHeader = (): string => `${CSV_COLUMNS.join(",")}\n`;

/** A line. @param root where the middle of her hips is; null where nobody is there. */
export function csvRow(t: Seconds, { body }: Pick<Pose, "body">, root: RoomPoint | null): string {
  const origin = root ?? { x: 0, y: 0, z: 0 };
  const joints = (root && body) || JOINTS.map(() => null);
  const cells = [
    ...CSV_AXES.map((axis) => root && rounded(root[axis])),
    ...joints.flatMap((joint) => CSV_AXES.map((axis) => joint && rounded(joint[axis] + origin[axis]))),
  ];
  return `${rounded(t)},${cells.map((cell) => cell ?? "").join(",")}\n`;
}

/** 4 decimals, as in takes; adding 0 turns -0 into 0. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4 + 0;
