import type { Figure } from "../../shared/stage.ts";

const ASPECT = 16 / 9;

/** How far the joints move, or how much their velocity changes from frame to frame: in the body, and on the stage. */
export type Way = { readonly body: number; readonly stage: number };
type Reduced = (joints: readonly number[]) => number;

export const meanOf: Reduced = (joints) => joints.reduce((sum, way) => sum + way, 0) / joints.length;
export const largestOf: Reduced = (joints) => Math.max(...joints);

/** How far a figure moves from `a` to `b`, or how much its velocity changes from `a` to `c`; the mean over the joints, or another. */
export function moved(a: Figure, b: Figure, c?: Figure, over: Reduced = meanOf): Way {
  const all = (of: (joint: number) => number[]) => over(a.body.map((_, joint) => Math.hypot(...of(joint))));
  const change = (before: number, now: number, after: number | undefined) =>
    after === undefined ? now - before : after - 2 * now + before;
  return {
    body: all((j) => {
      const [p, q, r] = [a.body[j]!, b.body[j]!, c?.body[j]];
      return [change(p.x, q.x, r?.x), change(p.y, q.y, r?.y), change(p.z, q.z, r?.z)];
    }),
    stage: all((j) => {
      const [p, q, r] = [a.image[j]!, b.image[j]!, c?.image[j]];
      return [ASPECT * change(p.x, q.x, r?.x), change(p.y, q.y, r?.y)];
    }),
  };
}

export const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
