import type { Strip } from "./contact-sheet.ts";
import { escaped, stickFigure } from "./stick-figure.ts";

const HEIGHT = 260;
/** Pixels a metre, where the floor is in a row, and what is free at both sides of whom stands outermost. */
const SCALE = 108;
const FLOOR = 232;
const SIDE = 110;
/** Narrower than so many pixels no plate is. */
const NARROWEST = 420;
/** How visible the first figure is; the last one is wholly. */
const FIRST = 0.25;

/**
 * Chronophotography on a fixed plate, as SVG: for each strip a stick figure from every `every`th frame, seen from the
 * front, all where they stood in the room, on one plate; the earlier, the fainter (E.-J. Marey, Le mouvement, 1894).
 */
export function mareyPlate(title: string, strips: readonly Strip[], every: number): string {
  const ways = strips.map(({ frames }) => {
    const places = frames.map(({ root }) => root.x);
    return { from: Math.min(...places), to: Math.max(...places) };
  });
  const widest = Math.max(...ways.map(({ from, to }) => to - from));
  const width = Math.max(NARROWEST, Math.ceil(2 * SIDE + SCALE * widest));
  const height = 24 + strips.length * HEIGHT;
  const rows = strips.map(({ label, frames }, row) => {
    const [floor, { from, to }] = [24 + row * HEIGHT + FLOOR, ways[row]!];
    const shown = frames.filter((_, index) => index % every === 0);
    const figures = shown.map((frame, index) => {
      const x = width / 2 + SCALE * (frame.root.x - (from + to) / 2);
      const share = (index + 1) / shown.length;
      const opacity = (FIRST + (1 - FIRST) * share).toFixed(2);
      return `<g opacity="${opacity}">${stickFigure(frame, x, floor, SCALE, 1.5)}</g>`;
    });
    const line = `<line x1="8" x2="${width - 8}" y1="${floor}" y2="${floor}" stroke="#444"/>`;
    return `${line}<text x="8" y="${floor + 16}">${escaped(label)}</text>${figures.join("")}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="11" fill="#aaa">`,
    `<rect width="100%" height="100%" fill="#111"/>`,
    `<text x="8" y="16" fill="#eee">${escaped(title)}</text>`,
    ...rows,
    "</svg>",
  ].join("\n");
}
