import { BODY_PARTS, type ComparedPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import type { BodyPoint } from "../../../shared/pose.ts";
import type { Finding, PlaceDirection } from "../../../shared/practice.ts";
import { J } from "../../../shared/skeleton.ts";

/** Metres, x to the right of the screen and y down. */
export interface CardPoint {
  readonly x: number;
  readonly y: number;
}

/** Both bodies as a card draws them, hips on hips. */
export interface FindingFigure {
  /** From the front as in the mirror that the stage is; from the side where only depth tells what differs of a part. */
  readonly view: View;
  readonly part: ComparedPart;
  /** 19 joints each. */
  readonly reference: readonly CardPoint[];
  readonly dance: readonly CardPoint[];
  /** From where she has the part to where it should be; null where it is there. */
  readonly arrow: Way | null;
}

export interface Way {
  readonly from: CardPoint;
  readonly to: CardPoint;
}

type View = "front" | "side";

/** Metres: a way this short needs no arrow. */
const NEAR = 0.05;
/** From the side, where less than this share of what is seen from there is seen from the front. */
const HIDDEN = 0.5;

export function findingFigure({ difference, reference, dance }: Finding): FindingFigure {
  const part = "part" in difference ? difference.part : "whole";
  const moved = isWeight(difference) ? shiftOf(dance, difference.towards, difference.off) : STILL;
  const shifted = dance.map(({ x, y, z }) => ({ x: x + moved.x, y: y + moved.y, z: z + moved.z }));
  const joints = jointsOf(part);
  const from = (view: View) => {
    const [hers, its] = [shifted.map(seenFrom(view)), reference.map(seenFrom(view))];
    const arrow = longest(hers, its, joints);
    return { far: lengthOf(arrow), figure: { view, part, reference: its, dance: hers, arrow } };
  };
  const [front, side] = [from("front"), from("side")];
  const { far, figure } = part !== "whole" && front.far < HIDDEN * side.far ? side : front;
  return far < NEAR ? { ...figure, arrow: null } : figure;
}

const STILL: BodyPoint = { x: 0, y: 0, z: 0 };

function isWeight(
  difference: Finding["difference"],
): difference is Extract<Finding["difference"], { kind: "place" }> {
  return difference.kind === "place" && difference.part === "weight";
}

/** The joints whose place shows where a part is: all of it, or the hips for the weight. */
function jointsOf(part: ComparedPart): readonly number[] {
  if (part === "whole") return BODY_PARTS.flatMap((one) => PART_JOINTS[one]);
  return part === "weight" ? [J.left_hip] : PART_JOINTS[part];
}

/** Front: her left, which is the camera's right, at the left of the screen. Side: who faces us looks to the right. */
const seenFrom =
  (view: View) =>
  ({ x, y, z }: BodyPoint): CardPoint => ({ x: view === "front" ? -x : z, y: -y });

function longest(from: readonly CardPoint[], to: readonly CardPoint[], joints: readonly number[]): Way {
  const ways = joints.map((joint) => ({ from: from[joint]!, to: to[joint]! }));
  return ways.reduce((best, way) => (lengthOf(way) > lengthOf(best) ? way : best));
}

const lengthOf = ({ from, to }: Way): number => Math.hypot(to.x - from.x, to.y - from.y);

/** By her own body, from the line through hips and shoulders. */
function shiftOf(body: readonly BodyPoint[], towards: PlaceDirection, off: number): BodyPoint {
  const across = (axis: "x" | "z") =>
    body[J.left_hip]![axis] -
    body[J.right_hip]![axis] +
    body[J.left_shoulder]![axis] -
    body[J.right_shoulder]![axis];
  const [x, z] = [across("x"), across("z")];
  const length = Math.hypot(x, z) || 1;
  const left = { x: (x / length) * off, y: 0, z: (z / length) * off };
  const forward = { x: -left.z, y: 0, z: left.x };
  const back = { x: left.z, y: 0, z: -left.x };
  const right = { x: -left.x, y: 0, z: -left.z };
  return { left, right, forward, back, up: { x: 0, y: off, z: 0 }, down: { x: 0, y: -off, z: 0 } }[towards];
}
