import { unpackPoses } from "../../shared/desk/poses.ts";
import { BONES } from "../../shared/skeleton.ts";
import { sideOf } from "./stick-figure.ts";

/** Units a figure, and from one to the next. */
const SIZE = 100;
const APART = 64;

/**
 * Figures side by side as SVG, some 300 bytes each, from what `shared/desk/poses.ts` packs. Their colours are those of the
 * page's classes `left`, `right` and `middle`. @param label what they are, for who does not see them; escaped.
 */
export function smallFigures(packed: string, label: string): string {
  const poses = unpackPoses(packed);
  const place = (value: number) => Math.round((SIZE / 2) * (0.94 * value + 1));
  const figures = poses.flatMap((pose, index) => {
    const paths = { left: "", right: "", middle: "" };
    const left = index * APART - (SIZE - APART) / 2;
    for (const [from, to] of BONES) {
      const [a, b] = [pose[from], pose[to]];
      if (a && b)
        paths[sideOf(from, to)] +=
          `M${left + place(a[0])} ${place(a[1])}L${left + place(b[0])} ${place(b[1])}`;
    }
    return Object.entries(paths).flatMap(([side, path]) =>
      path ? [`<path class="${side}" d="${path}"/>`] : [],
    );
  });
  const width = APART * Math.max(1, poses.length);
  return `<svg class="figures" viewBox="0 0 ${width} ${SIZE}" width="${width}" height="${SIZE}" role="img" aria-label="${label}">${figures.join("")}</svg>`;
}
