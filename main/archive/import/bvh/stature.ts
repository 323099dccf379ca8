import { distance, mixPoints } from "../../../motion/vectors.ts";
import { SourceError } from "../../../system/errors.ts";
import { pointAt } from "./basis.ts";
import type { PosedSkeleton } from "./kinematics.ts";
import type { SkeletonMap } from "./skeletons.ts";

/** Metres. Grown-ups are scaled to this height, so that movements compare. */
export const STATURE = 1.7;

/** Height of the topmost neck joint over the ankle, as a share of stature (Drillis and Contini 1966: C1 and occiput). */
const HEAD_OVER_ANKLE = 0.88 - 0.039;
/** Frames that are looked at to measure a body. */
const SAMPLE = 400;
/** A back is as long as it gets in so many of the frames: in the others it bends. */
const UPRIGHT_QUANTILE = 0.9;

/** Frames at even distances, for what takes no more. */
export function sampleOf(frameCount: number): readonly number[] {
  const count = Math.min(SAMPLE, frameCount);
  return Array.from({ length: count }, (_, i) => Math.floor((i * frameCount) / count));
}

/** How tall somebody is, in the file's own unit: by legs and trunk, whatever she does. */
export function statureOf(skeleton: PosedSkeleton, map: SkeletonMap, frames: readonly number[]): number {
  const heights = frames.map((frame) => {
    skeleton.pose(frame);
    const at = (joint: number) => pointAt(skeleton.positions, joint);
    const leg = (side: "left" | "right") =>
      distance(at(map[`${side}_hip`]), at(map[`${side}_knee`])) +
      distance(at(map[`${side}_knee`]), at(map[`${side}_ankle`]));
    const hips = mixPoints(at(map.left_hip), at(map.right_hip), 0.5);
    return (leg("left") + leg("right")) / 2 + distance(hips, at(map.head));
  });
  const sorted = heights.sort((a, b) => a - b);
  return (sorted[Math.floor(UPRIGHT_QUANTILE * (sorted.length - 1))] ?? 0) / HEAD_OVER_ANKLE;
}

/** Metres: how tall a child or a costume may be, and outside of what somebody seems no grown-up. */
const POSSIBLE = { least: 0.4, most: 3 };
const USUAL = { least: 1.2, most: 2.2 };
/** Share of the tallest of a file's people from which on somebody is as grown-up. */
const GROWN_UP = 0.8;
/** Metres a unit, as people know them: metre, centimetre, inch, millimetre, foot, decimetre. */
const UNITS = [1, 0.01, 0.0254, 0.001, 0.3048, 0.1];

/** The unit of a skeleton that `export` wrote in centimetres, or that somebody scaled to metres since. */
export const ourUnitOf = (statures: readonly number[]): number | null =>
  [0.01, 1].find((unit) => isWithin(POSSIBLE, [Math.max(...statures) * unit])) ?? null;

const isWithin = ({ least, most }: typeof USUAL, heights: readonly number[]): boolean =>
  heights.every((height) => height >= least && height <= most);
const short = (value: number): string => String(Number(value.toPrecision(3)));

/**
 * Metres a unit of a file, one for all of its people: that which was given, or such that its grown-ups are of one stature
 * on average.
 * @param statures in the file's unit
 * @throws SourceError where that makes somebody no person
 */
export function scaleOf(
  statures: readonly number[],
  given: number | null,
  file: string,
): { readonly scale: number; readonly notes: readonly string[] } {
  const tallest = Math.max(...statures);
  const grown = statures.filter((stature) => stature >= GROWN_UP * tallest);
  const found = (STATURE * grown.length) / grown.reduce((sum, stature) => sum + stature, 0);
  const heightsBy = (metres: number) => statures.map((stature) => stature * metres);
  const said = (metres: number) => `${heightsBy(metres).map(short).join(" m and ")} m`;
  const scale = given ?? found;
  if (given === null) {
    if (!isWithin(POSSIBLE, heightsBy(scale)))
      throw new SourceError(
        `${file}: its people would be ${said(scale)} tall, expected people in one unit; export each to a file of her own`,
      );
    const notes = grown.length < statures.length ? [`${file}: taken for people of ${said(scale)}`] : [];
    return { scale, notes };
  }
  if (isWithin(USUAL, [tallest * scale]) && isWithin(POSSIBLE, heightsBy(scale))) return { scale, notes: [] };
  const better = UNITS.find((unit) => isWithin(USUAL, [tallest * unit])) ?? Number(short(found));
  const line = `--scale ${given} makes a body of ${said(scale)}, and --scale ${better} one of ${said(better)}`;
  if (!isWithin(POSSIBLE, heightsBy(scale)))
    throw new SourceError(`${file}: ${line}; expected ${POSSIBLE.least} to ${POSSIBLE.most} m`);
  return { scale, notes: [`${file}: ${line}`] };
}
