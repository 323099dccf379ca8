import { GREY, PALETTE, type PointClass } from "../../shared/map-colouring.ts";
import type { MotionFrame } from "../motion/motion-frame.ts";
import { landmarks, type Spot } from "./landmarks.ts";
import { escaped, stickFigure } from "./stick-figure.ts";

export interface DrawnMap {
  readonly title: string;
  /** x to the right and y up, the longer side from 0 to 1, [points, 2]. */
  readonly places: Float32Array;
  /** The largest first; and of each point which one it is of. */
  readonly classes: readonly PointClass[];
  readonly classOf: (point: number) => number;
  /** The pose of a point, as it faces who looks. */
  readonly poseOf: (point: number) => MotionFrame;
}

/** All in pixels. */
const SIDE = 1500;
const MARGIN = 40;
const LEGEND = 260;
const HEAD = 48;
/** Points within one of these are one dot, */
const CELL = 2;
const DOT = 3.2;
/** the stronger the more of them there are: this share of full strength, and so many points make the next one. */
const STRENGTHS = [0.6, 0.8, 1];
const MORE = 3;
/** Of figures: pixels a metre, and of the ground that sets them off. */
const SCALE = 40;
const GROUND = 44;
const LONGEST_NAME = 30;
/** Side of the squares of which each has room for one name. */
const AREA = 75;

/**
 * A map of poses as SVG: a dot for all points of a place, in the colour of those that are most, the names of the classes
 * where there are most of them, and a few figures, so that one sees what lies where. It grows with the area, not with the
 * points: half a million make no larger a picture than a hundred thousand.
 */
export function drawMap({ title, places, classes, classOf, poseOf }: DrawnMap): string {
  let top = 0;
  for (let i = 1; i < places.length; i += 2) top = Math.max(top, places[i]!);
  const height = Math.max(top * SIDE, 120 + 24 * classes.length);
  const at = (point: number): Spot => ({
    x: MARGIN + places[2 * point]! * SIDE,
    y: HEAD + MARGIN + height - places[2 * point + 1]! * SIDE,
  });
  const points = places.length / 2;
  const all = Array.from({ length: points }, (_, point) => at(point));
  const names = namesOf(all, classes, classOf);
  const figures = landmarks(
    all,
    names.map((one) => one.at),
  );
  const [width, whole] = [SIDE + 2 * MARGIN + LEGEND, height + HEAD + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole.toFixed(0)}" font-family="sans-serif" font-size="15" fill="#aaa">`,
    `<rect width="100%" height="100%" fill="#111"/>`,
    `<text x="${MARGIN}" y="${HEAD - 14}" font-size="20" fill="#eee">${escaped(title)}</text>`,
    ...dots(all, classes, classOf),
    ...figures.map((point) => figure(poseOf(point), all[point]!)),
    ...names.map(
      ({ name, colour, at: { x, y } }) =>
        `<text x="${x.toFixed(0)}" y="${y.toFixed(0)}" text-anchor="middle" font-size="22" fill="${PALETTE[colour]}" stroke="#111" stroke-width="5" stroke-linejoin="round" paint-order="stroke">${escaped(short(name))}</text>`,
    ),
    ...legend(classes, width - LEGEND, HEAD + MARGIN),
    "</svg>",
  ].join("\n");
}

const colourOf = ({ colour }: PointClass): string => (colour === null ? GREY : PALETTE[colour]!);

const short = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;

/** A path for each colour and strength. */
function dots(
  all: readonly Spot[],
  classes: readonly PointClass[],
  classOf: (point: number) => number,
): readonly string[] {
  const cells = new Map<string, Map<number, number>>();
  for (const [point, { x, y }] of all.entries()) {
    const key = `${Math.round(x / CELL) * CELL} ${Math.round(y / CELL) * CELL}`;
    const counts = cells.get(key) ?? new Map<number, number>();
    cells.set(key, counts);
    counts.set(classOf(point), (counts.get(classOf(point)) ?? 0) + 1);
  }
  const paths = new Map<string, string[]>();
  for (const [key, counts] of cells) {
    const [[most]] = [...counts].sort(([a, many], [b, more]) => more - many || a - b) as [[number, number]];
    let count = 0;
    for (const one of counts.values()) count += one;
    const strength = Math.min(STRENGTHS.length - 1, Math.floor(Math.log(count) / Math.log(MORE)));
    const look = `stroke="${colourOf(classes[most]!)}" stroke-opacity="${STRENGTHS[strength]}"`;
    const path = paths.get(look) ?? [];
    paths.set(look, path);
    // A line of no length with round ends is a dot.
    path.push(`M${key}h0`);
  }
  return [...paths].map(
    ([look, path]) =>
      `<path ${look} stroke-width="${DOT}" stroke-linecap="round" fill="none" d="${path.join("")}"/>`,
  );
}

function figure(pose: MotionFrame, { x, y }: Spot): string {
  const ground = `<ellipse cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" rx="${0.6 * GROUND}" ry="${GROUND}" fill="#111" fill-opacity="0.75"/>`;
  const heights = pose.body.flatMap((joint) => (joint ? [joint.y + pose.root.y] : []));
  const middle = (Math.min(...heights) + Math.max(...heights)) / 2;
  return ground + stickFigure(pose, x, y + middle * SCALE, SCALE);
}

/** Where each class that has a colour and a name is named: where it is most and alone, and no other name is already. */
function namesOf(all: readonly Spot[], classes: readonly PointClass[], classOf: (point: number) => number) {
  const cells = new Map<string, { readonly x: number; readonly y: number; readonly counts: Uint32Array }>();
  for (const [point, { x, y }] of all.entries()) {
    const [column, row] = [Math.floor(x / AREA), Math.floor(y / AREA)];
    const key = `${column} ${row}`;
    const counts = cells.get(key)?.counts ?? new Uint32Array(classes.length);
    cells.set(key, { x: (column + 0.5) * AREA, y: (row + 0.5) * AREA, counts });
    counts[classOf(point)]!++;
  }
  const free = [...cells.values()].map((cell) => ({
    ...cell,
    total: cell.counts.reduce((sum, count) => sum + count),
  }));
  return classes.flatMap(({ name, colour }, index) => {
    const weight = ({ counts, total }: (typeof free)[number]) => counts[index]! ** 2 / total;
    if (name === "" || colour === null || free.length === 0) return [];
    const [best] = free.splice(
      free.reduce((most, cell, other) => (weight(cell) > weight(free[most]!) ? other : most), 0),
      1,
    );
    return [{ name, colour, at: { x: best!.x, y: best!.y } }];
  });
}

function legend(classes: readonly PointClass[], x: number, y: number): readonly string[] {
  const moments = classes.reduce((sum, one) => sum + one.moments, 0);
  const grey = classes.filter(({ colour }) => colour === null);
  const lines = [
    ...classes.filter(({ colour }) => colour !== null),
    ...(grey.length > 0
      ? [
          {
            name: `${grey.length} others`,
            moments: grey.reduce((sum, one) => sum + one.moments, 0),
            colour: null,
          },
        ]
      : []),
  ];
  return lines.map((line, index) => {
    const at = y + 24 * index;
    const share = `${((100 * line.moments) / moments).toFixed(line.moments < moments / 100 ? 1 : 0)} %`;
    return `<circle cx="${x + 8}" cy="${at - 5}" r="6" fill="${colourOf(line)}"/><text x="${x + 22}" y="${at}">${escaped(short(line.name === "" ? "unknown" : line.name))} <tspan fill="#777">${share}</tspan></text>`;
  });
}
