import { clamp } from "../../../shared/numbers.ts";
import type { Seconds, Stretch } from "../../../shared/pose.ts";
import { escaped } from "../stick-figure.ts";

/** One row: a curve over time. */
export interface Course {
  readonly name: string;
  /** What is said of all of it, behind its end. */
  readonly told: string;
  /** [frames]; NaN where nothing is known. */
  readonly values: ArrayLike<number>;
  /** What is pointed at, by a number or letter each, seconds of the axis. */
  readonly marks: readonly { readonly at: Seconds; readonly sign: string }[];
}

export interface TimeChart {
  /** For who does not see it. */
  readonly label: string;
  readonly courses: readonly Course[];
  readonly fps: number;
  /** Of the first frame, as the axis counts. */
  readonly begin: Seconds;
  /** What the rows show from bottom to top, and the values that are written beside them; what is beyond is drawn at the edge. */
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  /** Stretches that have a ground of their own through all rows, and the letter that stands above each. */
  readonly shades: readonly { readonly stretch: Stretch; readonly sign: string }[];
}

const WIDTH = 760;
const PLOT = { left: 132, right: 112 };
const ROW = 46;
const INSET = 8;
const TOP = 18;
const BOTTOM = 22;
/** Points of a curve at most: more are finer than what is drawn. */
const POINTS = 700;
/** Numbers along the axis, about. */
const STEPS = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
const MOST_STEPS = 12;

/** Curves above each other over one axis of time, as SVG. */
export function timeChart({ label, courses, fps, begin, low, high, ticks, shades }: TimeChart): string {
  const frames = courses[0]?.values.length ?? 0;
  const end = begin + frames / fps;
  const x = (t: Seconds) =>
    PLOT.left + ((WIDTH - PLOT.left - PLOT.right) * clamp(t - begin, 0, end - begin)) / (end - begin);
  const bottom = TOP + courses.length * ROW;
  const grounds = shades.map(({ stretch, sign }) => {
    const [from, to] = [x(stretch.begin), x(stretch.end)];
    const edges = [from, to].map((at) => line("shade-edge", at, TOP, at, bottom)).join("");
    return `<rect class="shade" x="${one(from)}" y="${TOP}" width="${one(to - from)}" height="${bottom - TOP}"/>${edges}${text((from + to) / 2, TOP - 5, sign, "middle", 12)}`;
  });
  const rows = courses.map((course, row) => {
    const top = TOP + row * ROW;
    const y = (value: number) =>
      top + INSET + (ROW - 2 * INSET) * (1 - (clamp(value, low, high) - low) / (high - low));
    const scale = ticks.map(
      ({ value, text: said }) =>
        line(value === 0 ? "zero" : "edge", PLOT.left, y(value), WIDTH - PLOT.right, y(value)) +
        text(PLOT.left - 5, y(value) + 3, said, "end", 9, "dim"),
    );
    const marks = course.marks.map(({ at, sign }) => {
      const value = course.values[Math.round((at - begin) * fps)] ?? Number.NaN;
      const middle = y(Number.isFinite(value) ? value : Math.max(0, low));
      return `<circle class="mark" cx="${one(x(at))}" cy="${one(middle)}" r="7"/>${text(x(at), middle + 3.5, sign, "middle", 10)}`;
    });
    return [
      line("edge", 0, top + ROW, WIDTH, top + ROW),
      ...scale,
      curve(course.values, (frame) => x(begin + frame / fps), y),
      text(0, top + ROW / 2 + 4, course.name, "start", 13),
      text(WIDTH, top + ROW / 2 + 4, course.told, "end", 12, "dim"),
      ...marks,
    ].join("");
  });
  const step = STEPS.find((each) => (end - begin) / each <= MOST_STEPS) ?? 1800;
  const first = Math.ceil(begin / step - 1e-6);
  const times = Array.from({ length: Math.floor(end / step) - first + 1 }, (_, n) => {
    const t = (first + n) * step;
    return (
      line("edge", x(t), bottom, x(t), bottom + 4) + text(x(t), bottom + 16, `${t} s`, "middle", 11, "dim")
    );
  });
  return `<svg viewBox="0 0 ${WIDTH} ${bottom + BOTTOM}" role="img" aria-label="${escaped(label)}">${[...grounds, ...rows, ...times].join("\n")}</svg>`;
}

/** The curve, and the area between it and zero, with gaps where nothing is known. */
function curve(
  values: ArrayLike<number>,
  x: (frame: number) => number,
  y: (value: number) => number,
): string {
  const every = Math.max(1, Math.ceil(values.length / POINTS));
  let [path, area, open] = ["", "", false];
  let last = "";
  const close = () => {
    if (open) area += `L${last} ${one(y(0))}Z`;
    open = false;
  };
  for (let frame = 0; frame < values.length; frame += every) {
    const value = meanOf(values, frame, Math.min(values.length, frame + every));
    if (Number.isNaN(value)) {
      close();
      continue;
    }
    const at = one(x(frame + (every - 1) / 2));
    path += `${open ? "L" : "M"}${at} ${one(y(value))}`;
    area += open ? `L${at} ${one(y(value))}` : `M${at} ${one(y(0))}L${at} ${one(y(value))}`;
    [open, last] = [true, at];
  }
  close();
  return `<path class="area" d="${area}"/><path class="curve" d="${path}"/>`;
}

/** Of those that are known; NaN where none is. */
function meanOf(values: ArrayLike<number>, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let i = from; i < to; i++) {
    if (Number.isNaN(values[i]!)) continue;
    sum += values[i]!;
    count++;
  }
  return sum / count;
}

const one = (value: number): string => value.toFixed(1);

const line = (kind: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${kind}" x1="${one(x1)}" y1="${one(y1)}" x2="${one(x2)}" y2="${one(y2)}"/>`;

const text = (x: number, y: number, said: string, anchor: string, size: number, kind = ""): string =>
  `<text${kind && ` class="${kind}"`} x="${one(x)}" y="${one(y)}" text-anchor="${anchor}" font-size="${size}">${escaped(said)}</text>`;
