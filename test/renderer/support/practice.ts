import { type BodyPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import type { BodyPoint } from "../../../shared/pose.ts";
import type { Finding, Practice, PracticeMessage } from "../../../shared/practice.ts";
import { standing } from "./figures.ts";

export const practice: Practice = {
  ...{ reference: "teacher.take.ndjson", phase: "pass", pass: 3, stretch: { begin: 4, end: 12 } },
  ...{ position: 6, speed: 0.8, mirrored: true, count: null, agreement: null },
};

/** Somebody who stands straight and looks at us. */
export const BODY = standing().body as readonly BodyPoint[];

/** The same body with a part that is elsewhere, metres. */
export function moved(part: BodyPart, by: Partial<BodyPoint>, body = BODY): readonly BodyPoint[] {
  return body.map((point, joint) => {
    if (!PART_JOINTS[part].includes(joint)) return point;
    return { x: point.x + (by.x ?? 0), y: point.y + (by.y ?? 0), z: point.z + (by.z ?? 0) };
  });
}

/** The same body with a part swung about a joint, away from the other side, as the camera sees it; radians. */
export function swung(part: BodyPart, about: number, angle: number, body = BODY): readonly BodyPoint[] {
  const pivot = body[about]!;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return body.map((point, joint) => {
    if (!PART_JOINTS[part].includes(joint)) return point;
    const [x, y] = [point.x - pivot.x, point.y - pivot.y];
    return { x: pivot.x + cos * x - sin * y, y: pivot.y + sin * x + cos * y, z: point.z };
  });
}

/** Turned about the vertical by a quarter turn, so that what looked at us looks to the camera's right. */
export const turned = (body = BODY): readonly BodyPoint[] => body.map(({ x, y, z }) => ({ x: z, y, z: -x }));

export function finding(difference: Finding["difference"], more: Partial<Finding> = {}): Finding {
  return { difference, passes: 1, beat: null, reference: BODY, dance: BODY, ...more };
}

/** Where and how plainly, for those to which it does not matter. */
export const AT_SIX = { stretch: { begin: 5.5, end: 6.5 }, at: 6, weight: 3 };

export function practiceMessage(
  findings: readonly Finding[],
  more: Partial<PracticeMessage["pass"]> = {},
): PracticeMessage {
  const { reference, stretch, pass, speed, mirrored } = practice;
  const nothing = {
    head: null,
    trunk: null,
    left_arm: null,
    right_arm: null,
    left_leg: null,
    right_leg: null,
  };
  const still = { head: 0, trunk: 0, left_arm: 0, right_arm: 0, left_leg: 0, right_leg: 0 };
  const figures = { late: { ...nothing, whole: null }, size: nothing, off: { ...still, weight: 0 } };
  return {
    tag: "practice",
    pass: {
      ...{ at: 0, reference, stretch, pass, speed, mirrored, figures, good: false },
      findings: findings.map(({ difference, passes, beat }) => ({ difference, passes, beat })),
      ...more,
    },
    findings,
  };
}
