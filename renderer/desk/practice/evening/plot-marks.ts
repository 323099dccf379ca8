import type Plot from "uplot";
import { clamp } from "../../../../shared/numbers.ts";
import { type LineLook, MARK, markPath } from "./line-looks.ts";

const [GOOD, SPEED, NAME, SELECTED] = ["#8fdcb030", "#6f7b92", "#a9b4c8", "#f2f4f866"];
const FONT = "11px system-ui, sans-serif";
/** Pixels that the name of a speed takes. */
const NAMED = 38;

/** What lies behind the lines of a plot. */
export interface Behind {
  /** Values that are good, from and to. */
  readonly band: readonly [number, number];
  /** Passes, from 0, from which on the speed is another, and how that is said. */
  readonly speeds: readonly { readonly at: number; readonly name: string }[];
  /** The pass that is selected, from 0; null for none. */
  readonly selected: number | null;
}

/** What is good as a band, each change of speed as an upright line with its name above, and the pass that is selected. */
export function drawBehind(plot: Plot, { band, speeds, selected }: Behind): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const x = (pass: number) => plot.valToPos(pass, "x", true);
  const y = (value: number) => heightOf(plot, value);
  ctx.save();
  ctx.fillStyle = GOOD;
  ctx.fillRect(bbox.left, y(band[1]), bbox.width, y(band[0]) - y(band[1]));
  if (selected !== null) {
    const width = Math.min(x(1) - x(0), 14 * ratio);
    ctx.fillStyle = SELECTED;
    ctx.fillRect(x(selected + 1) - width / 2, bbox.top, width, bbox.height);
  }
  ctx.font = FONT.replace(/^\d+/, (pixels) => String(Number(pixels) * ratio));
  ctx.fillStyle = NAME;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.strokeStyle = SPEED;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  // The last is the one that counts: it is named before those that it leaves no room for.
  let free = Number.POSITIVE_INFINITY;
  for (const { at, name } of speeds.toReversed()) {
    const left = x(at + 0.5);
    ctx.beginPath();
    ctx.moveTo(left, bbox.top);
    ctx.lineTo(left, bbox.top + bbox.height);
    if (at > 0) ctx.stroke();
    if (left + NAMED * ratio > free) continue;
    ctx.fillText(name, left + 2 * ratio, bbox.top - 4 * ratio);
    free = left;
  }
  ctx.restore();
}

/** Where a value is; of one beyond the scale, the edge. */
function heightOf(plot: Plot, value: number): number {
  const { top, height } = plot.bbox;
  return clamp(plot.valToPos(value, "y", true), top, top + height);
}

/** A mark at each value of a line, so that lines are told apart without their colours. @param at from 1 */
export function drawMarks(plot: Plot, at: number, { colour, shape }: LineLook): void {
  const { ctx } = plot;
  const [passes, values] = [plot.data[0], plot.data[at]!];
  ctx.save();
  ctx.fillStyle = colour;
  for (const [index, value] of values.entries()) {
    if (value === null || value === undefined) continue;
    const [x, y] = [plot.valToPos(passes[index]!, "x", true), heightOf(plot, value)];
    ctx.fill(new Path2D(markPath(shape, x, y, MARK * devicePixelRatio)));
  }
  ctx.restore();
}
