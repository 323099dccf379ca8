import { LINE_LIMITS, type LinePoint } from "../../../shared/desk/dance-line.ts";
import type { Place } from "../../../shared/desk/map.ts";
import { clamp, mix } from "../../../shared/numbers.ts";
import type { Seconds } from "../../../shared/pose.ts";

/** A part of the line that can be taken hold of, and how far it was moved. */
interface Handle {
  /** Index of the point that it is on. */
  readonly at: number;
  readonly moved: Place;
}

/** A line as it was drawn, smoothed, with the handles by which it is bent afterwards. */
export interface DrawnLine {
  /** Evenly spaced in time, before it was bent. */
  readonly drawn: readonly LinePoint[];
  /** From its beginning to its end; both have one. */
  readonly handles: readonly Handle[];
}

/** Between two points: the longest line has fewer of them than a line may have. */
const STEP: Seconds = 0.07;
/** A hand trembles at some 8 Hz, and turns at 2 at the most: the width of the Gauss curve that it is smoothed with. */
const SMOOTHED: Seconds = 0.1;
/** A line is longer than this, in units of the map and in time, or it was a slip of the hand. */
const LEAST_LENGTH = 0.005;
const LEAST_SECONDS: Seconds = 0.3;
/** Units of the map between two handles, and how many there are. */
const APART = 0.12;
const HANDLES = { least: 3, most: 8 };
/** Units of the map a second of a line whose corners alone are given, as by the keyboard. */
export const STEADY = 0.08;
/** @returns null for what is too short to be meant. */
export function lineOf(recorded: readonly LinePoint[]): DrawnLine | null {
  const first = recorded[0];
  if (!first) return null;
  const even = evenly(
    recorded.map(({ x, y, t }) => ({ x, y, t: t - first.t })).filter(({ t }) => t <= LINE_LIMITS.seconds),
  );
  const drawn = smoothed(even);
  if (drawn.at(-1)!.t < LEAST_SECONDS || lengthOf(drawn) < LEAST_LENGTH) return null;
  const length = lengthOf(drawn);
  const count = clamp(Math.round(length / APART) + 1, HANDLES.least, HANDLES.most);
  const ats = alongOf(drawn, count);
  return { drawn, handles: ats.map((at) => ({ at, moved: { x: 0, y: 0 } })) };
}

/** A smooth line through corners, at one speed, with a handle at each. @returns null for fewer than two corners. */
export function lineThrough(corners: readonly Place[]): DrawnLine | null {
  const apart = corners.filter(
    ({ x, y }, at) => at === 0 || Math.hypot(x - corners[at - 1]!.x, y - corners[at - 1]!.y) > 1e-6,
  );
  if (apart.length < 2) return null;
  const speed = Math.max(STEADY, (1.2 * lengthOf(apart)) / LINE_LIMITS.seconds);
  const points: LinePoint[] = [{ ...apart[0]!, t: 0 }];
  const handles = [{ at: 0, moved: { x: 0, y: 0 } }];
  for (let at = 1; at < apart.length; at++) {
    const [a, b] = [apart[at - 1]!, apart[at]!];
    const [before, behind] = [apart[at - 2] ?? a, apart[at + 1] ?? b];
    const steps = Math.max(2, Math.round(Math.hypot(b.x - a.x, b.y - a.y) / speed / STEP));
    for (let n = 1; n <= steps; n++) {
      const place = between(before, a, b, behind, n / steps);
      points.push({ ...place, t: points.at(-1)!.t + STEP });
    }
    handles.push({ at: points.length - 1, moved: { x: 0, y: 0 } });
  }
  return { drawn: points, handles };
}

/** The line as it is bent: between two handles it is moved as they are, more by the nearer one. */
export function shapeOf({ drawn, handles }: DrawnLine): readonly LinePoint[] {
  let next = 0;
  return drawn.map(({ x, y, t }, at) => {
    while (next < handles.length - 1 && handles[next]!.at < at) next++;
    const [to, from] = [handles[next]!, handles[Math.max(0, next - 1)]!];
    const way = to.at === from.at ? 1 : (at - from.at) / (to.at - from.at);
    // Without a kink where one handle gives way to the next.
    const share = (1 - Math.cos(Math.PI * clamp(way))) / 2;
    return {
      x: x + mix(from.moved.x, to.moved.x, share),
      y: y + mix(from.moved.y, to.moved.y, share),
      t,
    };
  });
}

/** Where the handles are. */
export const handlesOf = ({ drawn, handles }: DrawnLine): readonly Place[] =>
  handles.map(({ at, moved }) => ({ x: drawn[at]!.x + moved.x, y: drawn[at]!.y + moved.y }));

/** The same line with one of its handles elsewhere. */
export function withHandle({ drawn, handles }: DrawnLine, index: number, to: Place): DrawnLine {
  return {
    drawn,
    handles: handles.map((handle, at) =>
      at === index
        ? { at: handle.at, moved: { x: to.x - drawn[handle.at]!.x, y: to.y - drawn[handle.at]!.y } }
        : handle,
    ),
  };
}

export const secondsOf = ({ drawn }: DrawnLine): Seconds => drawn.at(-1)!.t;

/** The same line, drawn slower or faster, so that it takes so long. */
export function lasting({ drawn, handles }: DrawnLine, seconds: Seconds): DrawnLine {
  const factor = seconds / drawn.at(-1)!.t;
  return { drawn: drawn.map(({ x, y, t }) => ({ x, y, t: t * factor })), handles };
}

/** At even times, the last one too; a hand that stayed where it was is there for as long. */
function evenly(points: readonly LinePoint[]): LinePoint[] {
  const end = points.at(-1)!.t;
  const count = Math.max(1, Math.ceil(end / STEP));
  let next = 0;
  return Array.from({ length: count + 1 }, (_, step) => {
    const t = (step / count) * end;
    while (next < points.length - 1 && points[next]!.t < t) next++;
    const [b, a] = [points[next]!, points[Math.max(0, next - 1)]!];
    const share = b.t > a.t ? clamp((t - a.t) / (b.t - a.t)) : 1;
    return { x: mix(a.x, b.x, share), y: mix(a.y, b.y, share), t };
  });
}

/** By a Gauss curve. Beyond its ends the line goes on as it would if it were turned about them, so that they stay. */
function smoothed(points: readonly LinePoint[]): LinePoint[] {
  const last = points.length - 1;
  const step = points[1] ? points[1].t - points[0]!.t : STEP;
  const reach = Math.min(last, Math.ceil((3 * SMOOTHED) / Math.max(1e-6, step)));
  const beyond = (at: number): Place => {
    if (at >= 0 && at <= last) return points[at]!;
    const end = points[at < 0 ? 0 : last]!;
    const twin = points[at < 0 ? -at : 2 * last - at]!;
    return { x: 2 * end.x - twin.x, y: 2 * end.y - twin.y };
  };
  return points.map(({ t }, at) => {
    let [x, y, weights] = [0, 0, 0];
    for (let off = -reach; off <= reach; off++) {
      const weight = Math.exp(-0.5 * ((off * step) / SMOOTHED) ** 2);
      const place = beyond(at + off);
      x += weight * place.x;
      y += weight * place.y;
      weights += weight;
    }
    return { x: x / weights, y: y / weights, t };
  });
}

const lengthOf = (points: readonly Place[]): number =>
  points.reduce(
    (sum, { x, y }, at) => (at === 0 ? 0 : sum + Math.hypot(x - points[at - 1]!.x, y - points[at - 1]!.y)),
    0,
  );

/** Indices of so many points that are evenly spaced along the line, from the first to the last. */
function alongOf(points: readonly Place[], count: number): readonly number[] {
  const length = lengthOf(points);
  const ats = [0];
  let way = 0;
  for (let at = 1; at < points.length - 1; at++) {
    way += Math.hypot(points[at]!.x - points[at - 1]!.x, points[at]!.y - points[at - 1]!.y);
    if (way >= (ats.length / (count - 1)) * length && ats.length < count - 1) ats.push(at);
  }
  return [...ats, points.length - 1];
}

/** Between b and c, by the spline of Catmull and Rom (1974). @param share 0 is b, 1 is c */
function between(a: Place, b: Place, c: Place, d: Place, share: number): Place {
  const along = (p: number, q: number, r: number, s: number) =>
    q + 0.5 * share * (r - p + share * (2 * p - 5 * q + 4 * r - s + share * (3 * (q - r) + s - p)));
  return { x: along(a.x, b.x, c.x, d.x), y: along(a.y, b.y, c.y, d.y) };
}
