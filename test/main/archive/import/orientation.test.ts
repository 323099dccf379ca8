import { expect, test } from "vitest";
import { settle, UPS, type Up, vectorOf } from "../../../../main/archive/import/orientation.ts";
import { cross, type Vector } from "../../../../main/motion/vectors.ts";

function upright({ x, y, z }: Vector, up: Up): Vector {
  const point = Float64Array.of(x, y, z);
  settle(point, up, 1);
  return { x: point[0]!, y: point[1]!, z: point[2]! };
}

const X = { x: 1, y: 0, z: 0 };
const Y = { x: 0, y: 1, z: 0 };
const Z = { x: 0, y: 0, z: 1 };

function expectSame(a: Vector, b: Vector): void {
  for (const axis of ["x", "y", "z"] as const) expect(a[axis]).toBeCloseTo(b[axis], 12);
}

test.each(UPS)("%s comes up, and right-handed axes stay right-handed", (up) => {
  expectSame(upright(vectorOf(up), up), Y);
  expectSame(cross(upright(X, up), upright(Y, up)), upright(Z, up));
});

test("-y is turned about x: who faces a camera, whose z is away from it, faces the stage's front, her left where it was", () => {
  expectSame(upright(X, "-y"), X);
  expectSame(upright(Z, "-y"), { x: 0, y: 0, z: -1 });
});
