import { BONES, J } from "../../shared/skeleton.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";

/** One row of figures. */
export interface Strip {
  readonly label: string;
  readonly frames: readonly MotionFrame[];
}

const CELL = { width: 84, height: 120 };
const LABEL_WIDTH = 110;
/** Pixels a metre, and where the floor is in a cell. */
const SCALE = 54;
const FLOOR = 108;
const LEFT = "#4aa3ff";
const RIGHT = "#ff9a4a";
const MIDDLE = "#e8e8e8";

/**
 * A contact sheet as SVG: a row for each strip, a stick figure from every `every`th frame. Seen from the front, left limbs
 * blue and right ones orange, each figure centred in its cell, its height above the floor to scale.
 */
export function contactSheet(title: string, strips: readonly Strip[], every: number, fps: number): string {
  const columns = Math.max(...strips.map(({ frames }) => Math.ceil(frames.length / every)));
  const width = LABEL_WIDTH + columns * CELL.width;
  const height = 24 + strips.length * CELL.height + 16;
  const rows = strips.map(({ label, frames }, row) => {
    const top = 24 + row * CELL.height;
    const figures = frames
      .filter((_, index) => index % every === 0)
      .map((frame, column) => figure(frame, LABEL_WIDTH + (column + 0.5) * CELL.width, top + FLOOR));
    const floor = `<line x1="${LABEL_WIDTH}" x2="${width}" y1="${top + FLOOR}" y2="${top + FLOOR}" stroke="#444"/>`;
    return `${floor}<text x="6" y="${top + CELL.height / 2}">${escaped(label)}</text>${figures.join("")}`;
  });
  const times = Array.from({ length: columns }, (_, column) => {
    const x = LABEL_WIDTH + (column + 0.5) * CELL.width;
    return `<text x="${x}" y="${height - 4}" text-anchor="middle">${((column * every) / fps).toFixed(1)} s</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="11" fill="#aaa">`,
    `<rect width="100%" height="100%" fill="#111"/>`,
    `<text x="6" y="16" fill="#eee">${escaped(title)}</text>`,
    ...rows,
    ...times,
    "</svg>",
  ].join("\n");
}

function figure({ body, root }: MotionFrame, x: number, floor: number): string {
  const at = (joint: number) => {
    const point = body[joint]!;
    return [(x + point.x * SCALE).toFixed(1), (floor - (point.y + root.y) * SCALE).toFixed(1)] as const;
  };
  return BONES.map(([from, to]) => {
    const [x1, y1] = at(from);
    const [x2, y2] = at(to);
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour(from, to)}" stroke-width="2" stroke-linecap="round"/>`;
  }).join("");
}

/** Left joints have odd numbers; bones between the two sides are neutral. */
function colour(from: number, to: number): string {
  if (from === J.nose || to === J.nose || from % 2 !== to % 2) return MIDDLE;
  return from % 2 === 1 ? LEFT : RIGHT;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
