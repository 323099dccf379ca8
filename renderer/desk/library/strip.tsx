import { useMemo } from "preact/hooks";
import { type SmallPose, unpackPoses } from "../../../shared/desk/poses.ts";
import { BONES } from "../../../shared/skeleton.ts";

/** Height of a figure's box, of which its width is two thirds. */
const HEIGHT = 60;
const WIDTH = 40;
const MOST_FIGURES = 8;

/** A figure's bones as an SVG path, around (x, y). */
export function bonesPath(pose: SmallPose, x: number, y: number, size: number): string {
  let path = "";
  for (const [from, to] of BONES) {
    const [a, b] = [pose[from], pose[to]];
    if (!a || !b) continue;
    const place = (p: readonly [number, number]) =>
      `${(x + p[0] * size).toFixed(1)} ${(y + p[1] * size).toFixed(1)}`;
    path += `M${place(a)}L${place(b)}`;
  }
  return path;
}

/** A take's figures in a row: what is said of it in words stands beside them. */
export function Strip({ poses }: { readonly poses: string }) {
  const path = useMemo(() => pathOf(poses), [poses]);
  return (
    <svg class="strip" viewBox={`0 0 ${WIDTH * MOST_FIGURES} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

const pathOf = (poses: string): string =>
  unpackPoses(poses)
    .slice(0, MOST_FIGURES)
    .map((pose, at) => bonesPath(pose, WIDTH * (at + 0.5), HEIGHT / 2, HEIGHT / 2 - 2))
    .join("");
