import type { Seconds } from "../../../shared/pose.ts";
import type { Fault } from "./faults.ts";
import type { SeenFrame, SeenPerson } from "./seen.ts";
import type { IngestSettings } from "./settings.ts";

/** Somebody through a shot, as far as she is certainly the same. */
export interface Track {
  /** In each frame of the shot; null where she is not seen. */
  readonly seen: Sights;
  /** Where she may be somebody else. */
  readonly faults: readonly (Fault | null)[];
}

/** Somebody in each frame of a shot; null where she is not seen. */
type Sights = readonly (SeenPerson | null)[];

/** Whoever is seen no longer is a mistake of the detector, and nobody that others could be taken for. */
const MOMENT: Seconds = 1;

/** Whoever is lost so many times as far from a dancer as two must be apart may be hidden by her, not gone. */
const HIDING = 2;
/**
 * So long after somebody was hidden, and before anybody comes out, it may be either of them who is still seen: the whole
 * picture is searched twice a second only, and whoever comes out was followed as the other until then.
 */
const DOUBTFUL: Seconds = 1;

/**
 * The people of a shot. Where two come so near each other in the picture that one may be taken for the other, where one
 * may be hidden by the other, or where somebody leaps farther than hips move, her track ends, and whoever is seen behind
 * that has a track of her own.
 */
export function tracksOfShot(frames: readonly SeenFrame[], settings: IngestSettings): readonly Track[] {
  const ids = [...new Set(frames.flatMap((frame) => frame.people.map(({ pose }) => pose.id)))];
  const all = ids.map((id) => frames.map((frame) => frame.people.find(({ pose }) => pose.id === id) ?? null));
  const people = all.filter((seen) => secondsOf(frames, seen) >= MOMENT);
  return people.flatMap((seen) => {
    const others = people.filter((other) => other !== seen).map((other) => surely(other, settings));
    const hidden = hiddenBy(frames, seen, others, settings);
    return parted(
      seen,
      seen.map((_, index) => swapAt(frames, seen, others, index, settings) ?? hidden[index] ?? null),
    );
  });
}

function secondsOf(frames: readonly SeenFrame[], seen: readonly unknown[]): Seconds {
  const known = seen.flatMap((one, index) => (one === null ? [] : [frames[index]!.t]));
  return known.length === 0 ? 0 : known.at(-1)! - known[0]!;
}

/** Only where she is seen well enough to be somebody. */
const surely = (sights: Sights, { sureness, smallest }: IngestSettings): Sights =>
  sights.map((one) => (one && one.sureness >= sureness && one.height >= smallest ? one : null));

/** Where she may be another who was hidden by her, or by whom she was. @param others as far as they are surely seen */
function hiddenBy(
  frames: readonly SeenFrame[],
  seen: Sights,
  others: readonly Sights[],
  settings: IngestSettings,
): (Fault | null)[] {
  const faults = new Array<Fault | null>(frames.length).fill(null);
  const threshold = HIDING * settings.apart;
  const far = (other: Sights, index: number): number => {
    const [a, b] = [seen[index], other[index]];
    return a && b ? metresBetween(a, b) : Number.POSITIVE_INFINITY;
  };
  const comings = others.map((other) => other.findIndex(Boolean));
  for (const other of others) {
    for (const { first, end } of gapsOf(other)) {
      // She may come out as somebody who was not there before.
      const out = Math.min(end, ...comings.filter((coming) => coming >= first));
      const measured = Math.min(far(other, first - 1), far(other, end));
      if (measured >= threshold) continue;
      const from = frames[first - 1]?.t ?? Number.NEGATIVE_INFINITY;
      const until = frames[out]?.t ?? Number.POSITIVE_INFINITY;
      for (let index = first; index < out; index++) {
        const { t } = frames[index]!;
        if (t - from <= DOUBTFUL || until - t <= DOUBTFUL)
          faults[index] ??= { reason: "swapped", measured, threshold };
      }
    }
    for (const { first, end } of gapsOf(surely(seen, settings))) {
      const measured = Math.min(far(other, first - 1), far(other, end));
      // Who was hidden herself may be the other when she comes out.
      if (end < frames.length && measured < threshold)
        faults[end] ??= { reason: "swapped", measured, threshold };
    }
  }
  return faults;
}

/** Frames in which somebody is not seen: from `first` until before `end`. */
function gapsOf(sights: Sights): { readonly first: number; readonly end: number }[] {
  const gaps: { first: number; end: number }[] = [];
  sights.forEach((one, index) => {
    if (one) return;
    const last = gaps.at(-1);
    if (last?.end === index) last.end++;
    else gaps.push({ first: index, end: index + 1 });
  });
  return gaps;
}

/** @param others as far as they are surely seen */
function swapAt(
  frames: readonly SeenFrame[],
  seen: Sights,
  others: readonly Sights[],
  index: number,
  { apart, fastest, longestGap }: IngestSettings,
): Fault | null {
  const now = seen[index];
  if (!now) return null;
  for (const other of others) {
    const beside = other[index];
    if (!beside) continue;
    const measured = metresBetween(now, beside);
    if (measured < apart) return { reason: "swapped", measured, threshold: apart };
  }
  let before = index - 1;
  while (before >= 0 && !seen[before]) before--;
  if (before < 0) return null;
  const passed = frames[index]!.t - frames[before]!.t;
  if (passed > longestGap) return null;
  const measured = metresBetween(seen[before]!, now) / passed;
  return measured > fastest ? { reason: "swapped", measured, threshold: fastest } : null;
}

const metresBetween = (a: SeenPerson, b: SeenPerson): number =>
  Math.hypot(a.x - b.x, a.y - b.y) / Math.max(a.scale, b.scale);

/** One track for each stretch between the frames in which she may be swapped; these belong to the one before. */
function parted(seen: Sights, swaps: readonly (Fault | null)[]): readonly Track[] {
  const tracks: Track[] = [];
  let begin = 0;
  for (let index = 1; index <= seen.length; index++) {
    if (index < seen.length && !(swaps[index - 1] && !swaps[index])) continue;
    const isPart = (at: number) => at >= begin && at < index;
    const part = seen.map((one, at) => (isPart(at) ? one : null));
    if (part.some((one) => one !== null))
      tracks.push({ seen: part, faults: swaps.map((fault, at) => (isPart(at) ? fault : null)) });
    begin = index;
  }
  return tracks;
}
