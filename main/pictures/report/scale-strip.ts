import { escaped } from "../stick-figure.ts";

/** One row of a scale: how a group's values lie. */
export interface ScaleRow {
  readonly name: string;
  /** From least to largest: 11 values. */
  readonly deciles: readonly number[];
  /** The group that she is laid beside. */
  readonly isChosen: boolean;
}

/** A value and its interval. */
export interface ScaleMark {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const NAMES = 76;
const WIDTH = 400;
const ROW = 13;
const AXIS = 20;
/** Room to the right of the last number of the axis. */
const MARGIN = 14;
/** Steps of an axis, of a power of ten. */
const STEPS = [1, 2, 5, 10];

/**
 * A value on the scale of several groups, as SVG: of each group a thin line for the middle eight tenths of its values, a thick
 * one for the middle four, a stroke for its median; her value as a line through all, her interval shaded.
 * @param title what is measured, for those who cannot see it
 */
export function scaleStrip(
  title: string,
  rows: readonly ScaleRow[],
  { value, low, high }: ScaleMark,
  inWords: (value: number) => string,
): string {
  const ends = rows.flatMap(({ deciles }) => [deciles[1]!, deciles[9]!]).concat(low, high);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const span = most - least || 1;
  const x = (at: number) => NAMES + 8 + ((at - least) / span) * (WIDTH - NAMES - 8 - MARGIN);
  const height = rows.length * ROW + 6;
  const across = (name: string, from: number, to: number, y: number, thick: number) =>
    `<rect class="${name}" x="${x(from).toFixed(1)}" y="${(y - thick / 2).toFixed(1)}" width="${Math.max(1, x(to) - x(from)).toFixed(1)}" height="${thick}"/>`;
  const groups = rows.map(({ name, deciles, isChosen }, index) => {
    const y = 5 + index * ROW + ROW / 2;
    return [
      `<text x="${NAMES}" y="${y + 4}" text-anchor="end" font-size="11"${isChosen ? ' font-weight="700"' : ' class="dim"'}>${escaped(name)}</text>`,
      across("usual", deciles[1]!, deciles[9]!, y, 3),
      across("usual", deciles[3]!, deciles[7]!, y, 7),
      `<line class="median" x1="${x(deciles[5]!).toFixed(1)}" x2="${x(deciles[5]!).toFixed(1)}" y1="${y - 5}" y2="${y + 5}"/>`,
    ].join("");
  });
  const ticks = ticksOf(least, most).map(
    (at) =>
      `<line class="edge" x1="${x(at).toFixed(1)}" x2="${x(at).toFixed(1)}" y1="2" y2="${height}"/><text class="dim" x="${x(at).toFixed(1)}" y="${height + 13}" text-anchor="middle" font-size="11">${inWords(at)}</text>`,
  );
  const hers = `${across("area", low, high, height / 2 + 1, height - 2)}<line class="hers" x1="${x(value).toFixed(1)}" x2="${x(value).toFixed(1)}" y1="0" y2="${height + 2}"/>`;
  return `<svg viewBox="0 0 ${WIDTH} ${height + AXIS}" role="img" aria-label="${escaped(title)}">${ticks.join("")}${groups.join("")}${hers}</svg>`;
}

/** Round numbers within a range, three to six of them. */
function ticksOf(least: number, most: number): readonly number[] {
  const rough = (most - least || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * STEPS.find((one) => one * power >= rough)!;
  const first = Math.ceil(least / step);
  const count = Math.floor(most / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => (first + n) * step);
}
