import type { Seconds } from "../../../shared/pose.ts";
import type { SeenFrame, SeenPerson } from "./seen.ts";
import type { IngestSettings } from "./settings.ts";
import type { Rejection } from "./shot.ts";

/** What is wrong with a frame, or with somebody in it. */
export interface Fault {
  readonly reason: Rejection;
  readonly measured: number;
  readonly threshold: number;
}

/** What is measured is the median of so long around: what is wrong for a moment, as in a flash, is wrong with nobody. */
const AROUND: Seconds = 0.5;
/** What was wrong is right again only when it is so far beyond its threshold, so that it does not flicker. */
const BACK = 0.1;

type Measure<T> = readonly [
  reason: Rejection,
  measure: (seen: T) => number,
  threshold: keyof IngestSettings,
  /** Whether it must not be under the threshold, or not above it. */
  side: "least" | "most",
];

/** The first that applies counts: in the dark nothing else can be told. */
const OF_PICTURES: readonly Measure<SeenFrame>[] = [
  ["dark", ({ brightness }) => brightness, "darkest", "least"],
  ["blurred", ({ sharpness }) => sharpness, "softest", "least"],
  ["moving-camera", ({ shaking }) => shaking, "shakiest", "most"],
];
const OF_PEOPLE: readonly Measure<SeenPerson>[] = [
  ["small", ({ height }) => height, "smallest", "least"],
  ["cut-off", ({ outside }) => outside, "cutOff", "most"],
  ["unsure", ({ sureness }) => sureness, "sureness", "least"],
];

/** What is wrong with each frame's picture; null where nothing is. */
export const faultsOfPictures = (frames: readonly SeenFrame[], settings: IngestSettings): (Fault | null)[] =>
  faultsOf(frames, frames, OF_PICTURES, settings);

/** What is wrong with how somebody is seen in each frame; null where nothing is, or she is not seen. */
export const faultsOfPerson = (
  frames: readonly SeenFrame[],
  person: readonly (SeenPerson | null)[],
  settings: IngestSettings,
): (Fault | null)[] => faultsOf(frames, person, OF_PEOPLE, settings);

function faultsOf<T>(
  frames: readonly SeenFrame[],
  seen: readonly (T | null)[],
  measures: readonly Measure<T>[],
  settings: IngestSettings,
): (Fault | null)[] {
  const faults = new Array<Fault | null>(frames.length).fill(null);
  for (const [reason, measure, name, side] of measures) {
    const threshold = settings[name];
    const values = mediansAround(
      frames,
      seen.map((one) => (one === null ? Number.NaN : measure(one))),
    );
    const sign = side === "least" ? 1 : -1;
    let isWrong = false;
    values.forEach((measured, index) => {
      if (Number.isNaN(measured)) return;
      const over = sign * (measured - threshold);
      isWrong = over < (isWrong ? BACK * threshold : 0);
      if (isWrong) faults[index] ??= { reason, measured, threshold };
    });
  }
  return faults;
}

/** The median of the values that are known around each, where it is known itself. */
function mediansAround(frames: readonly SeenFrame[], values: readonly number[]): number[] {
  let [from, to] = [0, 0];
  return values.map((value, index) => {
    const { t } = frames[index]!;
    while (frames[from]!.t < t - AROUND / 2) from++;
    while (to < frames.length && frames[to]!.t <= t + AROUND / 2) to++;
    if (Number.isNaN(value)) return value;
    const known = values.slice(from, to).filter((one) => !Number.isNaN(one));
    known.sort((a, b) => a - b);
    return known[known.length >> 1]!;
  });
}
