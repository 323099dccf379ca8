import type { ComparedPart } from "../../../../shared/body-parts.ts";

export type MarkShape = "circle" | "square" | "triangle";

/** How a line is told from the others of its plot: by colour, by dashes and by the shape of its marks. */
export interface LineLook {
  readonly colour: string;
  /** Pixels drawn and left out; none for a whole line. */
  readonly dash: readonly number[];
  readonly shape: MarkShape;
}

const FIRST: LineLook = { colour: "#f2f4f8", dash: [], shape: "circle" };
const SECOND: LineLook = { colour: "#5fb0ff", dash: [], shape: "square" };
const THIRD: LineLook = { colour: "#ffc477", dash: [6, 4], shape: "triangle" };

/** No two of one area are alike. */
export const LOOKS: Readonly<Record<ComparedPart, LineLook>> = {
  ...{ whole: FIRST, weight: FIRST, trunk: SECOND, head: THIRD },
  ...{ right_arm: SECOND, left_arm: THIRD, right_leg: SECOND, left_leg: THIRD },
};

/** Half the width of a mark. */
export const MARK = 3.5;

/** A mark around (x, y) as an SVG path. @param size half its width */
export function markPath(shape: MarkShape, x: number, y: number, size: number): string {
  const place = (dx: number, dy: number) => `${(x + dx * size).toFixed(1)} ${(y + dy * size).toFixed(1)}`;
  if (shape === "circle")
    return `M${place(-1, 0)}A${size} ${size} 0 1 0 ${place(1, 0)}A${size} ${size} 0 1 0 ${place(-1, 0)}Z`;
  const corners: readonly (readonly [number, number])[] =
    shape === "square"
      ? [
          [-0.9, -0.9],
          [0.9, -0.9],
          [0.9, 0.9],
          [-0.9, 0.9],
        ]
      : [
          [0, -1.15],
          [1.1, 0.85],
          [-1.1, 0.85],
        ];
  return `M${corners.map(([dx, dy]) => place(dx, dy)).join("L")}Z`;
}
