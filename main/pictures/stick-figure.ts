import { BONES, J } from "../../shared/skeleton.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";

const LEFT = "#4aa3ff";
const RIGHT = "#ff9a4a";
const MIDDLE = "#e8e8e8";

/**
 * A body as SVG lines, seen from the front: left limbs blue and right ones orange.
 * @param x of the hips, and of the floor downwards, pixels @param scale pixels a metre @param width of lines, pixels
 */
export function stickFigure(
  { body, root }: MotionFrame,
  x: number,
  floor: number,
  scale: number,
  width = scale / 27,
): string {
  const at = (joint: number) => {
    const point = body[joint]!;
    return [(x + point.x * scale).toFixed(1), (floor - (point.y + root.y) * scale).toFixed(1)] as const;
  };
  return BONES.map(([from, to]) => {
    const [x1, y1] = at(from);
    const [x2, y2] = at(to);
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour(from, to)}" stroke-width="${width.toFixed(1)}" stroke-linecap="round"/>`;
  }).join("");
}

function colour(from: number, to: number): string {
  return { left: LEFT, right: RIGHT, middle: MIDDLE }[sideOf(from, to)];
}

/** The side of a bone: left joints have odd numbers; bones between the two sides are neutral. */
export function sideOf(from: number, to: number): "left" | "right" | "middle" {
  if (from === J.nose || to === J.nose || from % 2 !== to % 2) return "middle";
  return from % 2 === 1 ? "left" : "right";
}

/** A text as it stands in SVG and HTML, also in an attribute between double quotes. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
