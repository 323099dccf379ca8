import type { ImagePoint } from "../../../../shared/pose.ts";
import { JOINTS } from "../../../../shared/skeleton.ts";
import type { Figure } from "../../../../shared/stage.ts";
import { type Address, float, int, MAX_INT, type SetArgument, share } from "./address.ts";

/** 0..1 is the picture; a limb or a partner may reach out of it, by a picture's size at most. */
const x = share("x", -1, 2);
const y = share("y", -1, 2);

export interface FigureSubject {
  readonly id: number;
  /** null while nobody is there. */
  readonly figure: Figure | null;
  /** True in the first frame of this figure in this slot. */
  readonly fresh: boolean;
}

function known(point: ImagePoint | null | undefined): point is ImagePoint {
  return point != null && Number.isFinite(point.x) && Number.isFinite(point.y);
}

function fillKeypoints({ figure, fresh }: FigureSubject, set: SetArgument): void {
  if (figure === null) return;
  for (let joint = 0; joint < JOINTS.length; joint++) {
    const point = figure.image[joint];
    const place = known(point) ? point : fresh ? figure.centre : null;
    if (place !== null) {
      set(joint * 3, place.x);
      set(joint * 3 + 1, place.y);
    }
    set(joint * 3 + 2, known(point) ? point.score : 0);
  }
}

/** The keypoints' path, which may be wanted or not. */
export const KEYPOINTS = "/keypoints";

/** The same for the dancer (`/person/{n}`) and for the partner (`/partner/{n}`). */
export const FIGURE: readonly Omit<Address<FigureSubject>, "group">[] = [
  {
    path: "/presence",
    when: "frame",
    args: [int("presence", 0, 1)],
    description: "1 while there, 0 while not; sent for every slot that was ever taken.",
    fill: ({ figure }, set) => set(0, figure === null ? 0 : 1),
  },
  {
    path: "/id",
    when: "present",
    args: [int("id", 0, MAX_INT)],
    description:
      "Who it is; a partner has the id of its dancer, and 0 while it dances alone, which it does as partner 1.",
    fill: (subject, set) => set(0, subject.id),
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
    fill: fillKeypoints,
  },
  {
    path: "/centre",
    when: "present",
    args: [x, y],
    description: "Middle of the hips, in the same space as the keypoints.",
    fill({ figure }, set) {
      set(0, figure?.centre.x ?? Number.NaN);
      set(1, figure?.centre.y ?? Number.NaN);
    },
  },
  {
    path: "/velocity",
    when: "present",
    args: [float("x", -10, 10), float("y", -10, 10)],
    description: "Of the centre, in picture heights a second.",
    fill({ figure }, set) {
      set(0, figure?.velocity.x ?? Number.NaN);
      set(1, figure?.velocity.y ?? Number.NaN);
    },
  },
  {
    path: "/energy",
    when: "present",
    args: [float("energy", 0, 10)],
    description: "Mean speed of the keypoints, in body heights a second.",
    fill: ({ figure }, set) => set(0, figure?.energy ?? Number.NaN),
  },
];
