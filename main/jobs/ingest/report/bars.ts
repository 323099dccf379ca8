import { escaped } from "../../../pictures/stick-figure.ts";
import { duration } from "./words.ts";

/** One bar, seconds. */
export interface Bar {
  readonly name: string;
  readonly seconds: number;
  /** Class of its colour. */
  readonly kind: "kept" | "rejected" | "open";
}

const ROW = 30;
const LABELS = 190;
const WIDTH = 400;
const VALUES = 150;

/** Bars with their names and seconds as SVG, longest possible bar the sum of all. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const total = bars.reduce((sum, { seconds }) => sum + seconds, 0);
  const most = Math.max(1e-9, ...bars.map(({ seconds }) => seconds));
  const rows = bars.map(({ name, seconds, kind }, index) => {
    const y = index * ROW;
    const width = Math.max(1, (WIDTH * seconds) / most).toFixed(1);
    const share = total > 0 ? (100 * seconds) / total : 0;
    return [
      `<text x="${LABELS - 10}" y="${y + 20}" text-anchor="end">${escaped(name)}</text>`,
      `<rect class="${kind}" x="${LABELS}" y="${y + 5}" width="${width}" height="${ROW - 10}" rx="3"/>`,
      `<text x="${LABELS + Number(width) + 8}" y="${y + 20}">${duration(seconds)}, ${share.toFixed(share < 10 ? 1 : 0)} %</text>`,
    ].join("");
  });
  const told = bars.map(({ name, seconds }) => `${name} ${duration(seconds)}`).join(", ");
  return `<svg class="bars" viewBox="0 0 ${LABELS + WIDTH + VALUES} ${bars.length * ROW}" role="img" aria-label="${escaped(`${title}: ${told}`)}">${rows.join("")}</svg>`;
}
