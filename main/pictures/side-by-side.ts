import { clamp } from "../../shared/numbers.ts";
import type { Strip } from "./contact-sheet.ts";
import { escaped, stickFigure } from "./stick-figure.ts";

const CELL = { width: 190, height: 220 };
const MOST_COLUMNS = 5;
/** Pixels a metre, and where the floor is in a cell. */
const SCALE = 84;
const FLOOR = 192;
/** How far from the middle of its cell a figure is drawn at most, metres. */
const FARTHEST = 0.55;

/**
 * One picture of a moving one, as SVG: a cell for each strip with its figure at that frame, its last one where it has
 * ended. Each stays around the middle of its cell.
 */
export function sideBySide(strips: readonly Strip[], frame: number): string {
  const columns = Math.ceil(strips.length / Math.ceil(strips.length / MOST_COLUMNS));
  const width = columns * CELL.width;
  const height = Math.ceil(strips.length / columns) * CELL.height;
  const cells = strips.map(({ label, frames }, index) => {
    const [left, top] = [(index % columns) * CELL.width, Math.floor(index / columns) * CELL.height];
    const shown = frames[Math.min(frame, frames.length - 1)]!;
    const middle = frames.reduce((sum, { root }) => sum + root.x, 0) / frames.length;
    const x = left + CELL.width / 2 + SCALE * clamp(shown.root.x - middle, -FARTHEST, FARTHEST);
    return [
      `<line x1="${left + 8}" x2="${left + CELL.width - 8}" y1="${top + FLOOR}" y2="${top + FLOOR}" stroke="#444"/>`,
      stickFigure(shown, x, top + FLOOR, SCALE),
      `<text x="${left + CELL.width / 2}" y="${top + CELL.height - 10}" text-anchor="middle">${escaped(label)}</text>`,
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="13" fill="#ccc">`,
    `<rect width="100%" height="100%" fill="#111"/>`,
    ...cells,
    "</svg>",
  ].join("\n");
}
