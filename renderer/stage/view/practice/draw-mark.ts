import { BODY_PARTS, type ComparedPart, PART_JOINTS } from "../../../../shared/body-parts.ts";
import { J } from "../../../../shared/skeleton.ts";
import type { Actor } from "../cast/actor.ts";
import { POSE_STRIDE } from "../cast/pose-vector.ts";
import { length } from "../ease.ts";
import { BRUSH, type StrokeBuffer, type StrokeColour } from "../strokes/stroke-buffer.ts";
import type { FindingMark } from "./finding-marks.ts";

/** Metres: of a ring's line, and what is free between it and the joints within. */
const LINE = 0.011;
const FREE = 0.11;
/** Metres across and along the floor, of the ring around the feet that stands for the weight. */
const FLOOR = { wide: 0.5, high: 0.09 };
const STEPS = 48;

const WHOLE = BODY_PARTS.flatMap((part) => PART_JOINTS[part]);

/** A ring around the part; around the feet on the floor for the weight. */
export function drawMark(
  actor: Actor,
  { part, strength }: FindingMark,
  colour: StrokeColour,
  lines: StrokeBuffer,
): void {
  const ring = part === "weight" ? aroundFeet(actor) : around(actor, part);
  if (ring === null) return;
  const { x, y, rx, ry } = ring;
  const light = strength * actor.presence;
  const wide = LINE * actor.scale;
  lines.setBrush(BRUSH.solid, colour);
  for (let step = 0; step < STEPS; step++) {
    const [from, to] = [(2 * Math.PI * step) / STEPS, (2 * Math.PI * (step + 1)) / STEPS];
    lines.stroke(
      ...([x + rx * Math.sin(from), y + ry * Math.cos(from), wide, light] as const),
      ...([x + rx * Math.sin(to), y + ry * Math.cos(to), wide, light] as const),
    );
  }
}

interface Ring {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
}

function aroundFeet({ pose, scale, floor }: Actor): Ring {
  const x = (pose[J.left_ankle * POSE_STRIDE]! + pose[J.right_ankle * POSE_STRIDE]!) / 2;
  return { x, y: floor.y, rx: FLOOR.wide * scale, ry: FLOOR.high * scale };
}

/** Around the joints that are seen: an oval around all of the body, a circle around a part; null where none is. */
function around({ pose, scale }: Actor, part: Exclude<ComparedPart, "weight">): Ring | null {
  const joints = (part === "whole" ? WHOLE : PART_JOINTS[part]).filter(
    (joint) => pose[joint * POSE_STRIDE + 3]! > 0,
  );
  if (joints.length === 0) return null;
  const places = joints.map((joint) => [pose[joint * POSE_STRIDE]!, pose[joint * POSE_STRIDE + 1]!] as const);
  const middle = (axis: 0 | 1) => {
    const values = places.map((place) => place[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  const [x, y] = [middle(0), middle(1)];
  const free = FREE * scale;
  const far = Math.max(...places.map(([px, py]) => length(px - x, py - y))) + free;
  if (part !== "whole") return { x, y, rx: far, ry: far };
  return { x, y, rx: Math.max(...places.map(([px]) => Math.abs(px - x))) + 2 * free, ry: far };
}
