import type { MotionFrame } from "../motion/motion-frame.ts";
import { escaped, stickFigure } from "./stick-figure.ts";

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
      .map((frame, column) =>
        stickFigure(frame, LABEL_WIDTH + (column + 0.5) * CELL.width, top + FLOOR, SCALE),
      );
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
