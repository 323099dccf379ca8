export interface Line {
  readonly slope: number;
  /** Its value at `x`. */
  readonly at: (x: number) => number;
}

/** The line of least squares through two or more points that are not all at one `x`. */
export function fitLine(points: readonly { readonly x: number; readonly y: number }[]): Line {
  const mean = (of: "x" | "y") => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x0, y0] = [mean("x"), mean("y")];
  let [xx, xy] = [0, 0];
  for (const { x, y } of points) {
    xx += (x - x0) ** 2;
    xy += (x - x0) * (y - y0);
  }
  const slope = xy / xx;
  return { slope, at: (x) => y0 + slope * (x - x0) };
}
