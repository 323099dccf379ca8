import { BODY_PARTS, type BodyPart, type ComparedPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import { BONES } from "../../../shared/skeleton.ts";
import { ROOT_AT } from "../../motion/clip.ts";
import { type Heading, turned } from "../../motion/heading.ts";

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

/** The part that each bone belongs to: limbs and head from the trunk on. */
const PART_OF_BONE: readonly BodyPart[] = BONES.map(
  (bone) =>
    BODY_PARTS.find((part) => part !== "trunk" && bone.some((joint) => PART_JOINTS[part].includes(joint))) ??
    "trunk",
);

/** Whether a part is one of those that are told of. */
export const isOf = (part: BodyPart, told: ComparedPart): boolean => told === part || told === "whole";

/** A body as SVG, with its classes; the bones of parts that are told of are drawn over the others, and thicker. */
export function boneFigure(
  row: Float32Array,
  view: View,
  kind: "hers" | "reference",
  isTold: (part: BodyPart) => boolean,
): string {
  const at = (joint: number) => {
    const point = {
      x: row[3 * joint]! + row[ROOT_AT]! - view.middle.x,
      y: 0,
      z: row[3 * joint + 2]! + row[ROOT_AT + 2]! - view.middle.z,
    };
    const y = row[3 * joint + 1]! + row[ROOT_AT + 1]!;
    return `${(view.x + turned(point, view.from).x * view.scale).toFixed(1)} ${(view.floor - y * view.scale).toFixed(1)}`;
  };
  const path = (told: boolean) =>
    BONES.flatMap(([from, to], bone) =>
      isTold(PART_OF_BONE[bone]!) === told ? [`M${at(from)}L${at(to)}`] : [],
    ).join("");
  const width = view.scale * (kind === "hers" ? 0.035 : 0.022);
  return [false, true]
    .map((told) => [told, path(told)] as const)
    .filter(([, d]) => d !== "")
    .map(
      ([told, d]) =>
        `<path class="bones ${kind}${told ? " told" : ""}" stroke-width="${(told ? 1.6 * width : width).toFixed(1)}" d="${d}"/>`,
    )
    .join("");
}
