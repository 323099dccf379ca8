import { mix } from "../../shared/numbers.ts";

/** A point of any space, or the way between two, metres. */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export const add = (a: Vector, b: Vector): Vector => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z });

export const subtract = (a: Vector, b: Vector): Vector => ({
  x: a.x - b.x,
  y: a.y - b.y,
  z: a.z - b.z,
});

export const scaled = ({ x, y, z }: Vector, by: number): Vector => ({ x: x * by, y: y * by, z: z * by });

export const dot = (a: Vector, b: Vector): number => a.x * b.x + a.y * b.y + a.z * b.z;

export const cross = (a: Vector, b: Vector): Vector => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
});

/** By the root of the squares: Math.hypot guards against overflow, and takes ten times as long. */
export const vectorLength = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

export const norm = ({ x, y, z }: Vector): number => vectorLength(x, y, z);

/** Of length 1 in the same direction; nothing has none, and stays nothing. */
export const unit = (vector: Vector): Vector => scaled(vector, 1 / (norm(vector) || 1));

export const distance = (a: Vector, b: Vector): number => vectorLength(a.x - b.x, a.y - b.y, a.z - b.z);

/** Between two points of one space, `share` of the way from `a` to `b`. */
export function mixPoints<P extends Vector>(a: P, b: P, share: number): P {
  return { x: mix(a.x, b.x, share), y: mix(a.y, b.y, share), z: mix(a.z, b.z, share) } as P;
}
