/*
 * One made-up dance as BVH in the habits of many writers, and where its joints really are: by forward kinematics of its
 * own, with matrices, so that it can be held against what the import makes of the files.
 */

export type Vector = readonly [number, number, number];
/** Row after row. */
export type Matrix = readonly [Vector, Vector, Vector];

const RADIANS = Math.PI / 180;
export const IDENTITY: Matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const MIRROR: Matrix = [
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const column = (m: Matrix, k: number): Vector => [m[0][k]!, m[1][k]!, m[2][k]!];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const apply = (m: Matrix, v: Vector): Vector => [dot(m[0], v), dot(m[1], v), dot(m[2], v)];
export const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => [0, 1, 2].map((k) => dot(row, column(b, k)))) as unknown as Matrix;
export const transposed = (m: Matrix): Matrix => [column(m, 0), column(m, 1), column(m, 2)];
const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const scaled = (v: Vector, by: number): Vector => [v[0] * by, v[1] * by, v[2] * by];

/** About one of the axes, by degrees. */
export function about(axis: "X" | "Y" | "Z", degrees: number): Matrix {
  const [c, s] = [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)];
  if (axis === "X")
    return [
      [1, 0, 0],
      [0, c, -s],
      [0, s, c],
    ];
  if (axis === "Y")
    return [
      [c, 0, s],
      [0, 1, 0],
      [-s, 0, c],
    ];
  return [
    [c, -s, 0],
    [s, c, 0],
    [0, 0, 1],
  ];
}

/** Degrees about Z, X, Y in this order, of which the matrix is the product. */
function eulerZxy(m: Matrix): Vector {
  const x = Math.asin(Math.max(-1, Math.min(1, m[2][1])));
  return scaled([Math.atan2(-m[0][1], m[1][1]), x, Math.atan2(-m[2][0], m[2][2])], 1 / RADIANS);
}

/** Centimetres from the parent of a T-pose that faces +z: left is +x. */
const CENTRE: readonly (readonly [string, string | null, Vector])[] = [
  ["Hips", null, [0, 0, 0]],
  ["Spine", "Hips", [0, 12, 0]],
  ["Spine1", "Spine", [0, 14, 0]],
  ["Neck", "Spine1", [0, 22, 0]],
  ["Head", "Neck", [0, 10, 1]],
];
const LEFT: readonly (readonly [string, string, Vector])[] = [
  ["Shoulder", "Spine1", [5, 16, 0]],
  ["Arm", "Shoulder", [12, 0, 0]],
  ["ForeArm", "Arm", [28, 0, 0]],
  ["Hand", "ForeArm", [25, 0, 0]],
  ["UpLeg", "Hips", [9, -2, 0]],
  ["Leg", "UpLeg", [0, -42, 0]],
  ["Foot", "Leg", [0, -42, 0]],
  ["ToeBase", "Foot", [0, -7, 13]],
];
const side = (name: "Left" | "Right", sign: 1 | -1) =>
  LEFT.map(
    ([part, parent, [x, y, z]]) =>
      [
        name + part,
        CENTRE.some(([own]) => own === parent) ? parent : name + parent,
        [sign * x, y, z] as Vector,
      ] as const,
  );
const JOINTS = [...CENTRE, ...side("Left", 1), ...side("Right", -1)];
const ENDS: Readonly<Record<string, Vector>> = {
  Head: [0, 18, 0],
  LeftHand: [9, 0, 0],
  RightHand: [-9, 0, 0],
  LeftToeBase: [0, 0, 6],
  RightToeBase: [0, 0, 6],
};
const childrenOf = (name: string) => JOINTS.filter(([, parent]) => parent === name).map(([own]) => own);

/** Names of one side from the trunk outwards, in the order that a vocabulary lists them. */
export const PARTS = LEFT.map(([part]) => part);
export const MIDDLE = CENTRE.map(([name]) => name);

export interface DanceFrame {
  /** Where the hips are, centimetres. */
  readonly hips: Vector;
  readonly turns: Readonly<Record<string, Matrix>>;
}

export const DANCE_FPS = 30;

/** Five seconds of somebody who walks a circle, turns, bends her knees twice and waves her arms, each in its own way. */
export const DANCE: readonly DanceFrame[] = Array.from({ length: 150 }, (_, f) => {
  const w = (2 * Math.PI * f) / 150;
  const bend = Math.max(0, Math.sin(2 * w)) * 50;
  const turns: Record<string, Matrix> = {
    Hips: about("Y", 20 * Math.sin(w)),
    Spine: times(about("Z", 5 * Math.sin(2 * w)), about("X", 8 * Math.sin(w))),
  };
  for (const [name, sign] of [
    ["Left", 1],
    ["Right", -1],
  ] as const) {
    turns[`${name}Arm`] = about("Z", sign * (-60 + 50 * Math.sin(3 * w + sign)));
    turns[`${name}ForeArm`] = about("Y", -sign * 30 * (1 + Math.sin(2 * w)));
    turns[`${name}UpLeg`] = about("X", -bend);
    turns[`${name}Leg`] = about("X", 2 * bend);
    turns[`${name}Foot`] = about("X", -bend);
  }
  const hips: Vector = [100 * Math.sin(w), 93 - 84 * (1 - Math.cos(bend * RADIANS)), 50 * (1 - Math.cos(w))];
  return { hips, turns };
});

/** Where each joint is, and each end of a bone as "Head end", centimetres. */
export function placesOf({ hips, turns }: DanceFrame): ReadonlyMap<string, Vector> {
  const places = new Map<string, Vector>();
  const rotations = new Map<string, Matrix>();
  for (const [name, parent, offset] of JOINTS) {
    const above = parent === null ? IDENTITY : rotations.get(parent)!;
    const place = parent === null ? hips : plus(places.get(parent)!, apply(above, offset));
    places.set(name, place);
    const rotation = times(above, turns[name] ?? IDENTITY);
    rotations.set(name, rotation);
    if (ENDS[name]) places.set(`${name} end`, plus(place, apply(rotation, ENDS[name])));
  }
  return places;
}

/** How a writer writes. */
export interface Writer {
  readonly rename?: (name: string) => string;
  /** How each joint's own axes lie in the T-pose: where they are turned, zero rotations are no T-pose. */
  readonly axes?: (name: string) => Matrix;
  /** Turns the whole room, such as z up. */
  readonly room?: Matrix;
  /** Units a centimetre. */
  readonly unit?: number;
  /** Positions in every joint: in place of offsets, or added to them. */
  readonly positions?: "root" | "repeated" | "without-offset" | "added";
  /** A joint above the hips, and how much of the way it goes instead of them. */
  readonly above?: { readonly name: string; readonly share: number; readonly turn?: Matrix };
  readonly ends?: boolean;
  /** Joints at the ends of bones in place of End Sites. */
  readonly endJoints?: (name: string) => string;
  /** What somebody carries: joints that hang below others in place of what ends these. */
  readonly props?: Readonly<Record<string, { readonly name: string; readonly offset: Vector }>>;
  /** Whether its axes are left-handed: x points the other way. */
  readonly leftHanded?: boolean;
}

/** Below, or beside, whatever else the file has. */
export interface Skeleton {
  readonly hierarchy: readonly string[];
  /** Of each frame, its numbers. */
  readonly rows: readonly (readonly number[])[];
}

export function skeletonOf(
  frames: readonly DanceFrame[],
  writer: Writer,
  keyword: "ROOT" | "JOINT" = "ROOT",
): Skeleton {
  const { rename = (name: string) => name, axes = () => IDENTITY, room = IDENTITY, unit = 1 } = writer;
  const { positions = "root", above, ends = true, endJoints, props = {}, leftHanded = false } = writer;
  const place = ([x, y, z]: Vector): Vector => (leftHanded ? [-x, y, z] : [x, y, z]);
  const turned = (m: Matrix): Matrix => (leftHanded ? times(MIRROR, times(m, MIRROR)) : m);
  const hierarchy: string[] = [];
  const written: string[] = [];
  const numbers = (v: Vector) => v.map((value) => value.toFixed(5)).join(" ");
  const offsetOf = (name: string): Vector => {
    const [, parent, offset] = JOINTS.find(([own]) => own === name)!;
    return parent === null ? [0, 0, 0] : place(scaled(apply(transposed(axes(parent)), offset), unit));
  };
  const write = (name: string, word: string): void => {
    const isMoved = name === "Hips" || positions !== "root";
    const offset: Vector = positions === "without-offset" ? [0, 0, 0] : offsetOf(name);
    const channels = `${isMoved ? "6 Xposition Yposition Zposition" : "3"} Zrotation Xrotation Yrotation`;
    hierarchy.push(`${word} ${rename(name)}`, "{", `OFFSET ${numbers(offset)}`, `CHANNELS ${channels}`);
    written.push(name);
    for (const child of childrenOf(name)) write(child, "JOINT");
    const prop = props[name];
    const end = ENDS[name] && place(scaled(apply(transposed(axes(name)), ENDS[name]), unit));
    if (prop) {
      hierarchy.push(`JOINT ${prop.name}`, "{", `OFFSET ${numbers(place(scaled(prop.offset, unit)))}`);
      hierarchy.push("CHANNELS 3 Zrotation Xrotation Yrotation", "End Site", "{", "OFFSET 0 20 0", "}", "}");
      written.push("end");
    } else if (end && endJoints) {
      hierarchy.push(`JOINT ${rename(endJoints(name))}`, "{", `OFFSET ${numbers(end)}`);
      hierarchy.push("CHANNELS 3 Zrotation Xrotation Yrotation", "}");
      written.push("end");
    } else if (end && ends) hierarchy.push("End Site", "{", `OFFSET ${numbers(end)}`, "}");
    hierarchy.push("}");
  };
  const six = "CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation";
  if (above) hierarchy.push(`${keyword} ${above.name}`, "{", "OFFSET 0 0 0", six);
  write("Hips", above ? "JOINT" : keyword);
  if (above) hierarchy.push("}");

  const rows = frames.map(({ hips, turns }) => {
    const row: number[] = [];
    const turn = above?.turn ?? IDENTITY;
    const way = place(scaled(apply(room, hips), unit));
    const carried = scaled(way, above?.share ?? 0);
    if (above) row.push(...carried, ...eulerZxy(turn));
    for (const name of written) {
      if (name === "end") {
        row.push(0, 0, 0);
        continue;
      }
      const parent = JOINTS.find(([own]) => own === name)![1];
      const local = times(turns[name] ?? IDENTITY, axes(name));
      if (parent === null) {
        row.push(...apply(transposed(turn), plus(way, scaled(carried, -1))));
        row.push(...eulerZxy(turned(times(transposed(turn), times(room, local)))));
        continue;
      }
      if (positions === "added") row.push(0, 0, 0);
      else if (positions !== "root") row.push(...offsetOf(name));
      row.push(...eulerZxy(turned(times(transposed(axes(parent)), local))));
    }
    return row;
  });
  return { hierarchy, rows };
}

/** The text of a file of one or more skeletons, below one root where that has a name. */
export function bvhOf(skeletons: readonly Skeleton[], scene?: string): string {
  const inner = skeletons.flatMap((skeleton) => skeleton.hierarchy);
  const hierarchy =
    scene === undefined ? inner : [`ROOT ${scene}`, "{", "OFFSET 0 0 0", "CHANNELS 0", ...inner, "}"];
  const rows = skeletons[0]!.rows.map((_, f) =>
    skeletons.flatMap(({ rows: own }) => own[f]!.map((value) => value.toFixed(5))).join(" "),
  );
  const head = ["HIERARCHY", ...hierarchy, "MOTION", `Frames: ${rows.length}`];
  return [...head, `Frame Time: ${1 / DANCE_FPS}`, ...rows, ""].join("\n");
}

/** The axes of joints whose bone lies along their own x. */
export function alongX(name: string): Matrix {
  const child = childrenOf(name)[0];
  const bone = JOINTS.find(([own]) => own === child)?.[2] ?? ENDS[name] ?? [0, 1, 0];
  const unit = (v: Vector) => scaled(v, 1 / Math.hypot(...v));
  const x = unit(bone);
  const y = unit(cross(Math.abs(x[2]) < 0.9 ? [0, 0, 1] : [0, 1, 0], x));
  return transposed([x, y, cross(x, y)]);
}

/** The dance as one plain file of such a writer. */
export const danceBy = (writer: Writer): string => bvhOf([skeletonOf(DANCE, writer)]);
