import { BODY_PARTS, type BodyPart, type ComparedPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import { BONES, J } from "../../../shared/skeleton.ts";
import { ROOT_AT } from "../../motion/clip.ts";
import { type Heading, turned } from "../../motion/heading.ts";
import { mixPoints, type Vector } from "../../motion/vectors.ts";

/** Where a picture is seen from, and where it is drawn. */
export interface View {
  /** What faces so faces whoever looks. */
  readonly from: Heading;
  /** Where the middle of it in the room is drawn, and the floor, units. */
  readonly middle: { readonly x: number; readonly z: number };
  readonly x: number;
  readonly floor: number;
  /** Units a metre. */
  readonly scale: number;
}

/** The part that each bone belongs to: limbs from the trunk on; the head's bones are drawn as a head. */
const BONES_OF_PARTS: readonly (readonly [BodyPart, readonly [number, number]])[] = BONES.filter(
  (bone) => !bone.includes(J.nose),
).map((bone) => [
  BODY_PARTS.find((part) => part !== "trunk" && bone.some((joint) => PART_JOINTS[part].includes(joint))) ??
    "trunk",
  bone,
]);

/** Metres from the middle of a head to its outline. */
export const HEAD = 0.095;
/** Thickness of bones, metres. */
const THICKNESS = { hers: 0.035, reference: 0.024 };

/** Whether a part is one of those that are told of; of the weight, the trunk, whose hips it is. */
export const isOf = (part: BodyPart, told: ComparedPart): boolean =>
  told === part || told === "whole" || (told === "weight" && part === "trunk");

/** A body as SVG, in its classes: the bones of the parts that are told of, which are thicker, and the others. */
export interface BoneFigure {
  readonly told: string;
  readonly rest: string;
}

/** @param isTold whether a part is told of */
export function boneFigure(
  row: Float32Array,
  view: View,
  kind: "hers" | "reference",
  isTold: (part: BodyPart) => boolean,
): BoneFigure {
  const joint = (index: number): Vector =>
    turned(
      {
        x: row[3 * index]! + row[ROOT_AT]! - view.middle.x,
        y: row[3 * index + 1]! + row[ROOT_AT + 1]!,
        z: row[3 * index + 2]! + row[ROOT_AT + 2]! - view.middle.z,
      },
      view.from,
    );
  const x = (point: Vector) => (view.x + point.x * view.scale).toFixed(1);
  const y = (point: Vector) => (view.floor - point.y * view.scale).toFixed(1);
  const bone = (from: Vector, to: Vector) => `M${x(from)} ${y(from)}L${x(to)} ${y(to)}`;
  const head = mixPoints(joint(J.left_ear), joint(J.right_ear), 0.5);
  const neck = mixPoints(joint(J.left_shoulder), joint(J.right_shoulder), 0.5);
  const away = Math.hypot(head.x - neck.x, head.y - neck.y);
  const lines: (readonly [BodyPart, string])[] = [
    ...BONES_OF_PARTS.map(([part, [from, to]]) => [part, bone(joint(from), joint(to))] as const),
    ["head", circle(x(head), y(head), HEAD * view.scale) + bone(head, joint(J.nose))],
    ...(away > HEAD ? [["trunk", bone(neck, mixPoints(neck, head, 1 - HEAD / away))] as const] : []),
  ];
  const path = (told: boolean) => {
    const d = lines.flatMap(([part, line]) => (isTold(part) === told ? [line] : [])).join("");
    const width = THICKNESS[kind] * view.scale * (told ? 1.6 : 1);
    const classes = `bones ${kind}${told ? " told" : ""}`;
    return d && `<path class="${classes}" stroke-width="${width.toFixed(1)}" d="${d}"/>`;
  };
  return { told: path(true), rest: path(false) };
}

const circle = (x: string, y: string, radius: number): string => {
  const r = radius.toFixed(1);
  return `M${x} ${y}m-${r} 0a${r} ${r} 0 1 0 ${2 * Number(r)} 0a${r} ${r} 0 1 0 -${2 * Number(r)} 0`;
};
