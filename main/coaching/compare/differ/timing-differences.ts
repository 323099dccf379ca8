import { BODY_PARTS, type BodyPart } from "../../../../shared/body-parts.ts";
import type { Difference } from "../../../../shared/practice.ts";
import { FINE_RATE, MOMENT_RATE, type PartTiming, type Timing } from "../timing/timing.ts";
import { type Known, plainRuns, type Threshold } from "./stretches.ts";

const THRESHOLD: Threshold = { least: 0.033, deviations: 3.1, over: 0.7, shortest: 1, lasting: 2, gap: 0.5 };
/** What is not known to this is not known at all, seconds of the reference. */
const KNOWN = 0.06;

/** Lateness behind something else at each moment, in seconds of the reference. @param since frames of the dance, [moments] */
export const latenessBehind = ({ frame, deviation }: PartTiming, since: Float32Array): Known => ({
  value: frame.map((at, moment) =>
    deviation[moment]! / FINE_RATE <= KNOWN ? (at - since[moment]!) / FINE_RATE : Number.NaN,
  ),
  deviation: deviation.map((frames) => frames / FINE_RATE),
});

/** Mean of what is known, each moment by how well it is known; null where nothing is. */
export function meanKnown({ value, deviation }: Known, from = 0, to = value.length): number | null {
  let [sum, total] = [0, 0];
  for (let moment = from; moment < to; moment++) {
    if (Number.isNaN(value[moment]!)) continue;
    const weight = 1 / (0.01 ** 2 + deviation[moment]! ** 2);
    sum += weight * value[moment]!;
    total += weight;
  }
  return total === 0 ? null : sum / total;
}

/**
 * So much likelier has a time to be than the whole body's: noise alone makes some time of the 73 that are tried likelier by
 * 2 ln 73, another where it changes, and joints that are not seen are late together.
 */
const GAIN = 40;

/** That the whole body is late, said once, and where a part is late beside it. */
export function timingDifferences({ whole, parts, due }: Timing, speed: number): Difference[] {
  const of = (part: BodyPart | "whole", known: Known, gain: Float32Array | null) =>
    plainRuns(known, MOMENT_RATE, THRESHOLD).flatMap(({ from, to, at, weight }): Difference[] => {
      const likelier =
        gain?.subarray(from, to).reduce((sum, value) => sum + value, 0) ?? Number.POSITIVE_INFINITY;
      const plain = Math.min(weight, likelier / GAIN);
      const stretch = { begin: from / MOMENT_RATE, end: to / MOMENT_RATE };
      const late = meanKnown(known, from, to)! / speed;
      return plain > 1 ? [{ kind: "timing", part, stretch, at: at / MOMENT_RATE, weight: plain, late }] : [];
    });
  return [
    ...of("whole", latenessBehind(whole, due), null),
    ...BODY_PARTS.flatMap((part) => of(part, latenessBehind(parts[part], whole.frame), parts[part].gain)),
  ];
}
