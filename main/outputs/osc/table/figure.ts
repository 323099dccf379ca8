import type { ImagePoint } from "../../../../shared/pose.ts";
import { JOINTS } from "../../../../shared/skeleton.ts";
import type { Figure } from "../../../../shared/stage.ts";
import { type Address, float, int, MAX_INT, share } from "./address.ts";

/** 0..1 is the picture; limbs and partners may be outside it, by a picture's size at most. */
const x = share("x", -1, 2);
const y = share("y", -1, 2);

export interface FigureSubject {
  readonly id: number;
  /** null while nobody is there. */
  readonly figure: Figure | null;
  /** True in the first frame of this figure in this slot. */
  readonly isNew: boolean;
}

/** An unknown joint stays where it was last; in a new figure it is placed at the centre. */
function keypoints({ figure, isNew }: FigureSubject): readonly number[] {
  if (figure === null) return [];
  return JOINTS.flatMap((_, joint) => {
    const point = figure.image[joint];
    if (isKnown(point)) return [point.x, point.y, point.score];
    return isNew ? [figure.centre.x, figure.centre.y, 0] : [Number.NaN, Number.NaN, 0];
  });
}

function isKnown(point: ImagePoint | null | undefined): point is ImagePoint {
  return point != null && Number.isFinite(point.x) && Number.isFinite(point.y);
}

/** Path of the keypoints, which are a group of their own. */
export const KEYPOINTS = "/keypoints";

/** The same for the dancer (`/person/{n}`) and for the partner (`/partner/{n}`). */
export const FIGURE_ADDRESSES: readonly Omit<Address<FigureSubject>, "group">[] = [
  {
    path: "/presence",
    when: "frame",
    args: [int("presence", 0, 1)],
    description: "1 while there, 0 while not; sent for every slot that was ever taken.",
    read: ({ figure }) => [figure === null ? 0 : 1],
  },
  {
    path: "/id",
    when: "present",
    args: [int("id", 0, MAX_INT)],
    description:
      "Who it is; a partner has the id of its dancer, and 0 while it dances alone, which it does as partner 1.",
    read: ({ id }) => [id],
  },
  {
    path: KEYPOINTS,
    when: "present",
    args: JOINTS.flatMap((joint) => [
      { ...x, name: `${joint} x` },
      { ...y, name: `${joint} y` },
      share(`${joint} score`),
    ]),
    description: `x, y and score of each joint: ${JOINTS.join(", ")}. x to the right as the camera sees it, y down, 0..1 within the picture. Score 0 is a joint not seen now: x and y are where it was last.`,
    read: keypoints,
  },
  {
    path: "/centre",
    when: "present",
    args: [x, y],
    description: "Middle of the hips, in the same space as the keypoints.",
    read: ({ figure }) => (figure ? [figure.centre.x, figure.centre.y] : []),
  },
  {
    path: "/velocity",
    when: "present",
    args: [float("x", -10, 10), float("y", -10, 10)],
    description: "Of the centre, in picture heights a second.",
    read: ({ figure }) => (figure ? [figure.velocity.x, figure.velocity.y] : []),
  },
  {
    path: "/energy",
    when: "present",
    args: [float("energy", 0, 10)],
    description: "Mean speed of the keypoints, in body heights a second.",
    read: ({ figure }) => (figure ? [figure.energy] : []),
  },
];
