import type { Seconds } from "../../../shared/pose.ts";
import type { Fault } from "./faults.ts";
import type { SeenFrame, SeenPerson } from "./seen.ts";
import type { IngestSettings } from "./settings.ts";

/** Somebody through a shot, as far as she is certainly the same. */
export interface Track {
  /** In each frame of the shot; null where she is not seen. */
  readonly seen: readonly (SeenPerson | null)[];
  /** Where she may be somebody else. */
  readonly faults: readonly (Fault | null)[];
}

/** Whoever is seen no longer is a mistake of the detector, and nobody that others could be taken for. */
const MOMENT: Seconds = 1;

/**
 * The people of a shot. Where two come so near each other in the picture that one may be taken for the other, or somebody
 * leaps farther than hips move, her track ends, and whoever is seen behind that has a track of her own.
 */
export function tracksOfShot(frames: readonly SeenFrame[], settings: IngestSettings): readonly Track[] {
  const ids = [...new Set(frames.flatMap((frame) => frame.people.map(({ pose }) => pose.id)))];
  const all = ids.map((id) => frames.map((frame) => frame.people.find(({ pose }) => pose.id === id) ?? null));
  const people = all.filter((seen) => secondsOf(frames, seen) >= MOMENT);
  return people.flatMap((seen) => {
    const others = people.filter((other) => other !== seen);
    return parted(
      seen,
      seen.map((_, index) => swapAt(frames, seen, others, index, settings)),
    );
  });
}

function secondsOf(frames: readonly SeenFrame[], seen: readonly unknown[]): Seconds {
  const known = seen.flatMap((one, index) => (one === null ? [] : [frames[index]!.t]));
  return known.length === 0 ? 0 : known.at(-1)! - known[0]!;
}

function swapAt(
  frames: readonly SeenFrame[],
  seen: readonly (SeenPerson | null)[],
  others: readonly (readonly (SeenPerson | null)[])[],
  index: number,
  { apart, fastest, smallest, sureness, longestGap }: IngestSettings,
): Fault | null {
  const now = seen[index];
  if (!now) return null;
  for (const other of others) {
    const beside = other[index];
    if (!beside || beside.sureness < sureness || beside.height < smallest) continue;
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
function parted(seen: readonly (SeenPerson | null)[], swaps: readonly (Fault | null)[]): readonly Track[] {
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
