import { expect, test } from "vitest";
import { UPRIGHT, uprightByMatrix } from "../../../main/inputs/upright.ts";

/** As ffprobe prints it. */
function printed(a: number, b: number, c: number, d: number): string {
  const row = (values: readonly number[]) => values.map((value) => `${value}`.padStart(12)).join("");
  const rows = [
    [65536 * a, 65536 * b, 0],
    [65536 * c, 65536 * d, 0],
    [0, 0, 1073741824],
  ];
  return `\n${rows.map((values, n) => `0000000${n}:${row(values.map(Math.round))}\n`).join("")}`;
}

test("a matrix of quarter turns and mirrorings is one of the eight orientations, however large its numbers", () => {
  const matrices = [
    [1, 0, 0, 1],
    [-1, 0, 0, 1],
    [-1, 0, 0, -1],
    [1, 0, 0, -1],
    [0, 1, 1, 0],
    [0, 1, -1, 0],
    [0, -1, -1, 0],
    [0, -1, 1, 0],
  ] as const;
  for (const [n, matrix] of matrices.entries()) {
    const [a, b, c, d] = matrix;
    const upright = UPRIGHT[(n + 1) as 1];
    expect(uprightByMatrix(printed(a, b, c, d))).toEqual(upright);
    expect(uprightByMatrix(printed(2 * a, 2 * b, 0.5 * c, 0.5 * d))).toEqual(upright);
  }
});

test("nearly a quarter is a quarter, and anything else is its own angle, clockwise", () => {
  const turn = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180;
    return uprightByMatrix(printed(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)));
  };
  expect(turn(90.5)).toEqual(UPRIGHT[6]);
  expect(turn(-0.5)).toEqual([]);
  expect(turn(45)).toEqual(["rotate=0.7854"]);
  expect(turn(-30)).toEqual(["rotate=-0.5236"]);
});

test("what is no matrix turns nothing", () => {
  for (const text of ["", "none", printed(0, 0, 0, 0)]) expect(uprightByMatrix(text)).toEqual([]);
});
