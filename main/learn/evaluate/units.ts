import type { BeatReport } from "./beat-phases.ts";
import { CONTINUATION_SECONDS, continueAll } from "./continuations.ts";
import type { Giveaway } from "./giveaways.ts";
import { alive, LIVES_AT } from "./metrics/alive.ts";
import { beat } from "./metrics/beat.ts";
import { body } from "./metrics/body.ts";
import { calibrated } from "./metrics/calibrated.ts";
import { camera } from "./metrics/camera.ts";
import { error } from "./metrics/error.ts";
import { fidelity } from "./metrics/fidelity.ts";
import { likeness } from "./metrics/likeness.ts";
import { lively } from "./metrics/lively.ts";
import { OPTIONS_AT, options } from "./metrics/options.ts";
import { seam } from "./metrics/seam.ts";
import type { Metric, MetricName } from "./report.ts";
import { SEED_SECONDS, type Trial } from "./trial.ts";

/** A part of an evaluation that needs nothing of the others. Plain data: any thread can measure it. */
export interface Unit {
  /** Families of figures that are measured on the same continuations. */
  readonly of: readonly MetricName[];
  /** Of families that are measured at several temperatures. */
  readonly temperature?: number;
}

export interface Found {
  readonly figures: readonly Metric[];
  readonly giveaways: readonly Giveaway[];
  /** null where that was not measured. */
  readonly beats: BeatReport | null;
  /** What could not be measured, and why. */
  readonly missing: readonly string[];
}

/** What those figures need, in the order in which they are printed; the cost is no part of them. */
export function unitsOf(only: readonly MetricName[]): readonly Unit[] {
  const all: readonly Unit[] = [
    { of: ["error"] },
    { of: ["calibrated"] },
    { of: ["camera"] },
    ...OPTIONS_AT.map((temperature): Unit => ({ of: ["options"], temperature })),
    ...LIVES_AT.map((temperature): Unit => ({ of: ["alive"], temperature })),
    { of: ["lively", "body", "likeness", "beat"] },
    { of: ["fidelity"] },
    { of: ["seam"] },
  ];
  return all
    .map((unit) => ({ ...unit, of: unit.of.filter((family) => only.includes(family)) }))
    .filter(({ of }) => of.length > 0);
}

/** The families that take longest, first. */
const LONGEST: readonly MetricName[] = ["alive", "options", "fidelity", "lively", "body", "likeness", "beat"];

/** The order in which units are best begun: the longest first, so that no lane is left with one at the end. */
export function byLength(units: readonly Unit[]): readonly Unit[] {
  const place = ({ of: [family] }: Unit) => {
    const at = LONGEST.indexOf(family!);
    return at < 0 ? LONGEST.length : at;
  };
  return units.toSorted((a, b) => place(a) - place(b));
}

export async function measure(trial: Trial, { of, temperature }: Unit): Promise<Found> {
  const figures: Metric[] = [];
  const missing: string[] = [];
  let giveaways: readonly Giveaway[] = [];
  let beats: BeatReport | null = null;
  let continued: ReturnType<typeof continueAll> | undefined;
  const families: Record<Exclude<MetricName, "cost">, () => Promise<readonly Metric[] | string>> = {
    error: () => error(trial),
    calibrated: () => calibrated(trial),
    camera: () => camera(trial),
    options: () => options(trial, [temperature!]),
    alive: () => alive(trial, [temperature!]),
    lively: () => withContinuations(async (them) => lively(them)),
    body: () => withContinuations(async (them) => body(them, trial.fps)),
    likeness: () =>
      withContinuations(async (them) => {
        const found = await likeness(trial, them);
        if (typeof found === "string") return found;
        giveaways = found.giveaways;
        return found.figures;
      }),
    beat: () =>
      withContinuations(async (them) => {
        const found = await beat(trial, them);
        if (typeof found === "string") return found;
        beats = found.beats;
        missing.push(...found.problems);
        return found.figures;
      }),
    fidelity: async () =>
      trial.training.length > 0 ? fidelity(trial) : "no training takes to learn the styles from; see --train",
    seam: () => seam(trial),
  };
  type Continued = NonNullable<Awaited<ReturnType<typeof continueAll>>>;
  async function withContinuations(
    value: (them: Continued) => Promise<readonly Metric[] | string>,
  ): Promise<readonly Metric[] | string> {
    continued ??= continueAll(trial);
    const them = await continued;
    return them ? value(them) : `no unbroken dance of ${SEED_SECONDS + CONTINUATION_SECONDS} s`;
  }
  for (const family of of) {
    trial.work.begin(temperature === undefined ? family : `${family} at ${temperature}`);
    const found = await families[family as Exclude<MetricName, "cost">]();
    if (typeof found === "string") missing.push(`${family}: ${found}`);
    else figures.push(...found);
  }
  return { figures, giveaways, beats, missing };
}
