import { BODY_PARTS, type BodyPart, type ComparedPart } from "../../../../shared/body-parts.ts";
import type { Difference } from "../../../../shared/practice.ts";
import type { DanceTracks } from "../parts/dance-tracks.ts";
import { along, type Matched } from "../parts/shapes.ts";
import { MOMENT_RATE, type Timing } from "../timing/timing.ts";
import { meanOff, placeAlong, WAYS } from "./place.ts";
import { sizeAlong, sizeOver } from "./size.ts";
import { plainRuns, type Run, type Threshold } from "./stretches.ts";
import { type Swings, swingsOf } from "./swings.ts";

/** Of the logarithm of a ratio, which is a mean already; */
const SIZE: Threshold = {
  least: 0.12,
  deviations: 3,
  over: 0.6,
  shortest: 2,
  lasting: Number.POSITIVE_INFINITY,
  gap: 1,
};
/** metres of a part, and of where she is: a camera knows depths badly. */
const PLACE: Threshold = {
  least: 0.06,
  deviations: 3.5,
  over: 0.6,
  shortest: 1,
  lasting: Number.POSITIVE_INFINITY,
  gap: 0.5,
};
const WEIGHT: Threshold = { ...PLACE, least: 0.1 };

const said = <Kind>(kind: Kind, part: ComparedPart, { from, to, at, weight }: Run) => ({
  ...kind,
  ...{ part, weight, at: at / MOMENT_RATE },
  stretch: { begin: from / MOMENT_RATE, end: to / MOMENT_RATE },
});

/** Where a part moves larger or smaller than the reference's: all along, or else in stretches. */
export function sizeDifferences(part: BodyPart, swings: Swings): Difference[] {
  const moments = swings.reference.length / swings.width;
  const { ratio: all, deviation } = sizeOver(swings);
  const limit = Math.max(SIZE.least, (SIZE.deviations * deviation) / all);
  const weight = Math.abs(Math.log(all)) / limit;
  if (weight > 1)
    return [said({ kind: "size", ratio: all }, part, { from: 0, to: moments, at: widest(swings), weight })];
  return plainRuns(sizeAlong(swings), MOMENT_RATE, SIZE).flatMap((run) => {
    const { ratio } = sizeOver(swings, run.from, run.to);
    return ratio > 0 ? [said({ kind: "size" as const, ratio }, part, run)] : [];
  });
}

/** The moment at which the reference swings farthest, and it is seen best how far she does. */
function widest({ width, reference, dance }: Swings): number {
  let [at, farthest] = [0, 0];
  for (let moment = 0; moment < reference.length / width; moment++) {
    if (Number.isNaN(dance[moment * width]!)) continue;
    const swing = reference.subarray(moment * width, (moment + 1) * width).reduce((sum, x) => sum + x * x, 0);
    if (swing > farthest) [at, farthest] = [moment, swing];
  }
  return at;
}

/** Where something is off for a while, along the axis on which it is plainest. */
function placeDifferences(part: ComparedPart, off: Float32Array, threshold: Threshold): Difference[] {
  const runs = placeAlong(off).flatMap((known, axis) =>
    plainRuns(known, MOMENT_RATE, threshold).map((run) => ({ axis, run })),
  );
  const plainest = runs.sort((a, b) => b.run.weight - a.run.weight);
  const kept: typeof runs = [];
  for (const one of plainest)
    if (kept.every(({ run }) => run.to <= one.run.from || run.from >= one.run.to)) kept.push(one);
  return kept.map(({ axis, run }) => {
    const mean = meanOff(off, axis, run.from, run.to);
    const towards = WAYS[axis]![mean > 0 ? 0 : 1]!;
    return said({ kind: "place" as const, off: Math.abs(mean), towards }, part, run);
  });
}

export function shapeDifferences(
  reference: DanceTracks,
  dance: DanceTracks,
  timing: Timing,
  matched: Readonly<Record<BodyPart, Matched>>,
): Difference[] {
  const parts = BODY_PARTS.flatMap((part) => {
    const sizes = sizeDifferences(part, swingsOf(part, matched[part]));
    return [...sizes, ...placeDifferences(part, partOff(matched[part], sizes), PLACE)];
  });
  return [...parts, ...placeDifferences("weight", weightOff(reference, dance, timing), WEIGHT)];
}

/**
 * How far the middle of a part's joints is off, [moments, 3]. Where it moves larger or smaller, what comes of that alone is
 * taken away.
 */
function partOff({ width, reference, dance }: Matched, sizes: readonly Difference[]): Float32Array {
  const moments = reference.length / width;
  const joints = width / 3;
  const mean = new Float64Array(width);
  for (let i = 0; i < reference.length; i++) mean[i % width]! += reference[i]! / moments;
  const ratio = new Float64Array(moments).fill(1);
  for (const { stretch, ...size } of sizes)
    if (size.kind === "size") ratio.fill(size.ratio, stretch.begin * MOMENT_RATE, stretch.end * MOMENT_RATE);
  return Float32Array.from({ length: 3 * moments }, (_, i) => {
    const [moment, axis] = [Math.floor(i / 3), i % 3];
    let sum = 0;
    for (let joint = 0; joint < joints; joint++) {
      const k = 3 * joint + axis;
      const at = moment * width + k;
      sum += dance[at]! - (mean[k]! + ratio[moment]! * (reference[at]! - mean[k]!));
    }
    return sum / joints;
  });
}

/** How far the middle of the hips is off in the room, as seen from her body, [moments, 3]. */
function weightOff(reference: DanceTracks, dance: DanceTracks, { whole }: Timing): Float32Array {
  const danced = along(dance.tracks.weight, whole.frame);
  const of = reference.tracks.weight.values;
  const out = new Float32Array(danced.length);
  for (let at = 0; at < out.length; at += 3) {
    const { cos, sin } = dance.headings[Math.round(whole.frame[at / 3]!)] ?? { cos: 1, sin: 0 };
    const [x, z] = [danced[at]! - of[at]!, danced[at + 2]! - of[at + 2]!];
    out[at] = x * cos + z * sin;
    out[at + 1] = danced[at + 1]! - of[at + 1]!;
    out[at + 2] = z * cos - x * sin;
  }
  return out;
}
