import { add, cross, dot, norm, scaled, subtract, unit, type Vector } from "../../motion/vectors.ts";
import type { Basis } from "../import/bvh/basis.ts";

/*
 * How bones are turned, as bases: where the room's x, y and z go. At rest nothing is turned, so that a basis times a
 * vector of the zero pose is that vector in the room.
 */

const SMALL = 1e-6;

/** The part of a vector that is square to a direction of length 1. */
export const squareTo = (vector: Vector, direction: Vector): Vector =>
  subtract(vector, scaled(direction, dot(vector, direction)));

/** A vector turned about an axis of length 1 by an angle (Rodrigues). */
function turnedAbout(vector: Vector, axis: Vector, cosine: number, sine: number): Vector {
  return add(
    add(scaled(vector, cosine), scaled(cross(axis, vector), sine)),
    scaled(axis, dot(axis, vector) * (1 - cosine)),
  );
}

/** A basis turned about an axis of length 1, radians. */
export const turned = (basis: Basis, axis: Vector, angle: number): Basis =>
  squared(basis, (one) => turnedAbout(one, axis, Math.cos(angle), Math.sin(angle)));

/** A basis turned by the smallest turn that brings one direction of length 1 to another; half a turn is about its x. */
export function swung(basis: Basis, from: Vector, to: Vector): Basis {
  const across = cross(from, to);
  const sine = norm(across);
  const cosine = dot(from, to);
  if (sine > SMALL) {
    const axis = scaled(across, 1 / sine);
    return squared(basis, (one) => turnedAbout(one, axis, cosine, sine));
  }
  if (cosine > 0) return basis;
  const aside = squareTo(basis[0], from);
  const axis = unit(norm(aside) > 0.1 ? aside : squareTo(basis[1], from));
  return squared(basis, (one) => turnedAbout(one, axis, -1, 0));
}

/** Turned axis by axis, and square again: of many turns nothing adds up. */
function squared([x, y]: Basis, turn: (axis: Vector) => Vector): Basis {
  const left = unit(turn(x));
  const up = unit(squareTo(turn(y), left));
  return [left, up, cross(left, up)];
}

/**
 * The basis that brings one direction exactly to another, and the room's x as near as can be to a way across.
 * @param rest of length 1, square to x. @param before where the way across says nothing, the x of this one.
 */
export function aligned(rest: Vector, to: Vector, way: Vector, before: Basis): Basis {
  const aside = squareTo(way, to);
  const left = norm(aside) > SMALL ? unit(aside) : unit(squareTo(before[0], to));
  const third = cross(left, to);
  const up = subtract(scaled(to, rest.y), scaled(third, rest.z));
  return [left, up, cross(left, up)];
}

export const UNTURNED: Basis = [
  { x: 1, y: 0, z: 0 },
  { x: 0, y: 1, z: 0 },
  { x: 0, y: 0, z: 1 },
];

/** Of the zero pose into the room, and back. */
export const outOf = ([x, y, z]: Basis, vector: Vector): Vector =>
  add(add(scaled(x, vector.x), scaled(y, vector.y)), scaled(z, vector.z));
export const into = ([x, y, z]: Basis, vector: Vector): Vector => ({
  x: dot(x, vector),
  y: dot(y, vector),
  z: dot(z, vector),
});

/** How a bone is turned against what carries it, as a unit quaternion w, x, y, z at `out[at]`. */
export function localRotation(parent: Basis, own: Basis, out: Float64Array, at: number): void {
  // Columns of the matrix.
  const [a, b, c] = own.map((axis) => into(parent, axis)) as [Vector, Vector, Vector];
  // Shepperd's way: from the largest of the four.
  const squares = [a.x + b.y + c.z, a.x - b.y - c.z, b.y - a.x - c.z, c.z - a.x - b.y];
  const largest = squares.indexOf(Math.max(...squares));
  const terms = [
    [1 + squares[0]!, b.z - c.y, c.x - a.z, a.y - b.x],
    [b.z - c.y, 1 + squares[1]!, a.y + b.x, c.x + a.z],
    [c.x - a.z, a.y + b.x, 1 + squares[2]!, b.z + c.y],
    [a.y - b.x, c.x + a.z, b.z + c.y, 1 + squares[3]!],
  ][largest]!;
  const length = Math.hypot(...terms);
  for (let k = 0; k < 4; k++) out[at + k] = terms[k]! / length;
}
