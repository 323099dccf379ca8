import { J } from "../../../../shared/skeleton.ts";
import { cross, distance, dot, mixPoints, subtract, unit, type Vector } from "../../../motion/vectors.ts";
import { TakeFault } from "../../take.ts";
import { pointAt } from "../bvh/basis.ts";
import { sampleOf } from "../bvh/stature.ts";
import { clearUp, settle, UnclearUp, type Up } from "../orientation.ts";
import type { FoundFrame } from "./identities.ts";

/** How bodies lie in a file. */
export interface Axes {
  /** What is up in most files of the format. */
  readonly custom: Up;
  /** As the user says; null leaves it to the bodies. */
  readonly up: Up | null;
  /** Metres a unit, as the user says; null leaves it to the bodies. */
  readonly scale: number | null;
}

type Joints = readonly (Vector | null)[];

/** From hips to neck, metres: by it the unit is told. */
const TRUNK = { shortest: 0.25, longest: 0.9 };
/** Metres in what a file may count in. */
const UNITS = [1, 0.01, 0.001];
/** Share of stature from hips to neck. */
const TRUNK_SHARE = 0.3;
/** How far nose, toes and knees together are behind a body that is mirrored, trunks; 0.5 before one that is not. */
const BEHIND = 0.05;

/**
 * Bodies in metres, y up, left where it is: which way is up, what the unit is and whether the axes are left-handed is
 * told from the bodies.
 * @throws TakeFault where it cannot be told.
 */
export function settled(
  found: readonly FoundFrame[],
  axes: Axes,
): { readonly found: readonly FoundFrame[]; readonly notes: readonly string[] } {
  const bodies = bodiesIn(found);
  const standing = bodies.filter((body) => trunkOf(body) !== null);
  // Of somebody's arms alone nothing can be told.
  if (standing.length === 0)
    return { found: turned(found, axes.up ?? axes.custom, axes.scale ?? 1, false), notes: [] };
  const trunk = medianOf(standing.flatMap((body) => trunkLength(body) ?? []));
  const scale = unitOf(trunk, axes.scale);
  const sample = Float64Array.from(sampleOf(standing.length).flatMap((index) => flat(standing[index]!)));
  const { up, note } = axes.up === null ? told(sample, trunk, axes.custom) : { up: axes.up, note: null };
  const right = turned(found, up, scale, false);
  if (!isMirrored(right)) return { found: right, notes: note === null ? [] : [note] };
  const handed =
    "its axes are left-handed, as nose and feet show, and were turned round; if left and right have each other's names instead, swap those in the file";
  return { found: turned(found, up, scale, true), notes: note === null ? [handed] : [note, handed] };
}

const bodiesIn = (found: readonly FoundFrame[]): readonly Joints[] =>
  found.flatMap(({ people }) => people.flatMap(({ body }) => (body ? [body] : [])));

function told(sample: Float64Array, trunk: number, custom: Up): ReturnType<typeof clearUp> {
  try {
    return clearUp([{ sample, stature: trunk / TRUNK_SHARE, restUp: null }], custom);
  } catch (error) {
    throw error instanceof UnclearUp ? new TakeFault(error.message) : error;
  }
}

/** @param trunk from hips to neck, in the file's unit. @param scale metres a unit, as the user says. */
function unitOf(trunk: number, scale: number | null): number {
  const metres = (scale === null ? UNITS : [scale]).find(
    (one) => trunk * one >= TRUNK.shortest && trunk * one <= TRUNK.longest,
  );
  if (metres !== undefined) return metres;
  const found = `${trunk.toPrecision(3)} from hips to neck`;
  throw new TakeFault(
    scale === null
      ? `${found}, expected somebody's, in metres, centimetres or millimetres; give the metres of another unit with --scale`
      : `${found}, expected somebody's; with --scale ${scale} that is ${(trunk * scale).toPrecision(3)} m`,
  );
}

/** Whether left, up and forward are to each other as left, up and back should be. */
function isMirrored(found: readonly FoundFrame[]): boolean {
  const ahead = bodiesIn(found).flatMap((body) => reachAhead(body) ?? []);
  return ahead.reduce((sum, reach) => sum + reach, 0) / ahead.length < -BEHIND;
}

/** How far nose, toes and knees together are before somebody, trunks; null where none of them is known. */
function reachAhead(body: Joints): number | null {
  const trunk = trunkOf(body);
  if (!trunk) return null;
  const { hips, neck, across } = trunk;
  const forward = unit(cross(across, subtract(neck, hips)));
  const before = (one: Vector | null | undefined, other: Vector | null | undefined): readonly number[] =>
    one && other ? [dot(forward, subtract(one, other))] : [];
  const shares = [
    ...before(body[J.nose], middle(body, J.left_ear, J.right_ear) ?? neck),
    ...before(body[J.left_foot_index], body[J.left_ankle]),
    ...before(body[J.right_foot_index], body[J.right_ankle]),
    // Knees bend forward only.
    ...before(body[J.left_knee], middle(body, J.left_hip, J.left_ankle)),
    ...before(body[J.right_knee], middle(body, J.right_hip, J.right_ankle)),
  ];
  if (shares.length === 0) return null;
  return shares.reduce((sum, share) => sum + share, 0) / distance(hips, neck);
}

/** From hips to neck; null where that is unknown. */
export function trunkLength(body: Joints): number | null {
  const trunk = trunkOf(body);
  return trunk && distance(trunk.hips, trunk.neck);
}

/** Ends of the trunk, and the way from right to left; null where a hip or a shoulder is unknown. */
function trunkOf(
  body: Joints,
): { readonly hips: Vector; readonly neck: Vector; readonly across: Vector } | null {
  const [hips, neck] = [
    middle(body, J.left_hip, J.right_hip),
    middle(body, J.left_shoulder, J.right_shoulder),
  ];
  if (!hips || !neck) return null;
  return { hips, neck, across: subtract(body[J.left_hip]!, body[J.right_hip]!) };
}

export function middle(joints: Joints, a: number, b: number): Vector | null {
  const [left, right] = [joints[a], joints[b]];
  return left && right ? mixPoints(left, right, 0.5) : null;
}

/** At least one number. */
export const medianOf = (values: Iterable<number>): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
};

const flat = (body: Joints): readonly number[] =>
  body.flatMap((joint) => (joint ? [joint.x, joint.y, joint.z] : [Number.NaN, Number.NaN, Number.NaN]));

/** Everybody's bodies with y up, in metres. @param mirror whether left-handed axes become right-handed. */
function turned(
  found: readonly FoundFrame[],
  up: Up,
  metres: number,
  mirror: boolean,
): readonly FoundFrame[] {
  const upright = (body: Joints): Joints => {
    const points = Float64Array.from(flat(body));
    settle(points, up, metres);
    return body.map((joint, index) => {
      const { x, y, z } = pointAt(points, index);
      return joint && { x, y, z: mirror ? -z : z };
    });
  };
  return found.map(({ t, people }) => ({
    t,
    people: people.map((person) => ({ ...person, body: person.body && upright(person.body) })),
  }));
}
