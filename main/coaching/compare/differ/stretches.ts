import type { Seconds } from "../../../../shared/pose.ts";

/** Something that is nothing in two alike dances, as it is known at each moment. */
export interface Known {
  /** [moments]; NaN where it is not known. */
  readonly value: Float32Array;
  /** Standard deviation by camera noise, [moments]. */
  readonly deviation: Float32Array;
}

/** What counts as a difference. */
export interface Threshold {
  /** Less than this is no difference, however well it is known; */
  readonly least: number;
  /** nor is less than so many standard deviations. */
  readonly deviations: number;
  /** A difference of less than this is over, as a share of `least`. */
  readonly over: number;
  readonly shortest: Seconds;
  /** What is off for longer than this is known better, as a mean of so many. */
  readonly lasting: Seconds;
  /** Two of the same kind that are no farther apart are one. */
  readonly gap: Seconds;
}

/** A stretch of moments, `to` behind its last. */
export interface Run {
  readonly from: number;
  readonly to: number;
  /** Where it is plainest. */
  readonly at: number;
  /** How many times as large as what noise alone makes. */
  readonly weight: number;
}

/** Stretches over which a value is off to one side, and plainly. @param rate moments a second */
export function plainRuns(known: Known, rate: number, threshold: Threshold): Run[] {
  return joined(sided(known, threshold), known, threshold.gap * rate)
    .filter(({ from, to }) => to - from >= threshold.shortest * rate)
    .map((run) => weighed(run, known, rate, threshold))
    .filter(({ weight }) => weight > 1);
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

const sideAt = ({ value }: Known, moment: number, least: number): number =>
  Math.abs(value[moment]!) > least ? Math.sign(value[moment]!) : 0;

/** Stretches on one side of nothing. */
function sided(known: Known, { least, over }: Threshold): Bounds[] {
  const found: Bounds[] = [];
  for (let moment = 0; moment < known.value.length; moment++) {
    const side = sideAt(known, moment, least * over);
    const before = found.at(-1);
    if (side === 0) continue;
    if (before?.to === moment && sideAt(known, moment - 1, least * over) === side)
      found[found.length - 1] = { from: before.from, to: moment + 1 };
    else found.push({ from: moment, to: moment + 1 });
  }
  return found;
}

/** Joins those of one side between which little is known, or little time passes. */
function joined(runs: readonly Bounds[], known: Known, gap: number): Bounds[] {
  const out: Bounds[] = [];
  for (const run of runs) {
    const before = out.at(-1);
    const isSame = before && Math.sign(known.value[before.from]!) === Math.sign(known.value[run.from]!);
    const between = known.value.subarray(before?.to ?? 0, run.from).filter((value) => !Number.isNaN(value));
    if (isSame && between.length <= gap) out[out.length - 1] = { from: before.from, to: run.to };
    else out.push(run);
  }
  return out;
}

function weighed(
  { from, to }: Bounds,
  { value, deviation }: Known,
  rate: number,
  { least, deviations, lasting }: Threshold,
): Run {
  let [sum, noise, count, at, plainest] = [0, 0, 0, from, 0];
  for (let moment = from; moment < to; moment++) {
    if (Number.isNaN(value[moment]!)) continue;
    const size = Math.abs(value[moment]!);
    const plain = size / Math.max(least, deviations * deviation[moment]!);
    sum += size;
    noise += deviation[moment]!;
    count++;
    if (plain > plainest) [at, plainest] = [moment, plain];
  }
  const limit = (deviations * noise) / count / Math.sqrt(Math.max(1, count / rate / lasting));
  return { from, to, at, weight: sum / count / Math.max(least, limit) };
}
