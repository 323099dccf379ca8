import { BODY_PARTS, type ComparedPart, PART_JOINTS } from "../../../shared/body-parts.ts";
import { BONES, J } from "../../../shared/skeleton.ts";
import { svgElement } from "../../kit/svg.ts";
import type { CardPoint, FindingFigure, Way } from "./finding-figure.ts";

/** Metres: of the head, of what is free around the figures, and of the picture at the least. */
const HEAD = 0.11;
const FREE = 0.12;
const LEAST = { width: 0.9, height: 1.7 };
/** Metres: length of an arrow's head, and half its width. */
const ARROW = { long: 0.11, wide: 0.06 };

/** Both figures on each other: hers solid, the reference's over it as a ghost; the part in both stands out. */
export function drawCardFigure({ reference, dance, part, arrow }: FindingFigure): SVGElement {
  const points = [...reference, ...dance];
  const [left, right] = edges(
    points.map(({ x }) => x),
    LEAST.width,
  );
  const [top, bottom] = edges(
    points.map(({ y }) => y),
    LEAST.height,
  );
  return svgElement(
    "svg",
    {
      class: part,
      viewBox: [left, top, right - left, bottom - top].map(rounded).join(" "),
      "aria-hidden": "true",
    },
    drawBody(dance, part, "dance"),
    drawBody(reference, part, "reference"),
    ...(arrow ? [drawArrow(arrow)] : []),
  );
}

function drawBody(
  points: readonly CardPoint[],
  part: ComparedPart,
  whose: "reference" | "dance",
): SVGElement {
  const isPart = partOf(part);
  const lines = (wanted: boolean) =>
    BONES.filter(([, to]) => to >= J.left_shoulder && isPart(to) === wanted)
      .map(([from, to]) => line(points[from]!, points[to]!))
      .join("");
  const ears = between(points[J.left_ear]!, points[J.right_ear]!);
  const neck = between(points[J.left_shoulder]!, points[J.right_shoulder]!);
  const head = isPart(J.nose) ? "part" : "rest";
  const nose = points[J.nose]!;
  const group = svgElement(
    "g",
    { class: whose },
    svgElement("path", { class: "rest", d: lines(false) + line(neck, between(neck, ears)) }),
    svgElement("circle", { class: head, cx: rounded(ears.x), cy: rounded(ears.y), r: HEAD }),
    // Where it looks.
    svgElement("path", { class: head, d: line(nose, nose) }),
    svgElement("path", { class: "part", d: lines(true) }),
  );
  if (part === "weight") group.append(drawWeight(points));
  return group;
}

function drawWeight(points: readonly CardPoint[]): SVGElement {
  const { x, y } = between(points[J.left_hip]!, points[J.right_hip]!);
  return svgElement("circle", { class: "weight", cx: rounded(x), cy: rounded(y), r: HEAD });
}

function partOf(part: ComparedPart): (joint: number) => boolean {
  if (part === "weight") return (joint) => joint === J.right_hip;
  const joints = part === "whole" ? BODY_PARTS.flatMap((one) => PART_JOINTS[one]) : PART_JOINTS[part];
  return (joint) => joints.includes(joint);
}

function drawArrow({ from, to }: Way): SVGElement {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const long = Math.min(ARROW.long, length);
  const wide = (ARROW.wide * long) / ARROW.long;
  const foot = { x: to.x - x * long, y: to.y - y * long };
  const side = (way: number) => ({ x: foot.x - way * y * wide, y: foot.y + way * x * wide });
  const head = [side(1), to, side(-1)].map(({ x: px, y: py }) => `${rounded(px)} ${rounded(py)}`);
  return svgElement("path", { class: "arrow", d: `${line(from, foot)}M${head.join("L")}Z` });
}

/** From the least to the greatest, with what is free around them, at least so far apart. */
function edges(values: readonly number[], least: number): readonly [number, number] {
  const [low, high] = [Math.min(...values) - FREE, Math.max(...values) + FREE];
  const missing = Math.max(0, least - (high - low)) / 2;
  return [low - missing, high + missing];
}

const between = (a: CardPoint, b: CardPoint): CardPoint => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

const line = (from: CardPoint, to: CardPoint): string =>
  `M${rounded(from.x)} ${rounded(from.y)}L${rounded(to.x)} ${rounded(to.y)}`;

const rounded = (metres: number): number => Math.round(metres * 1000) / 1000;
