import type { Seconds } from "../../../shared/pose.ts";
import { aroundBeat } from "../../motion/features/beats.ts";

/** Where in the music's beat the body's beats fall. */
export interface Phases {
  /** The generator's name, or "real". */
  readonly name: string;
  readonly isHeard: boolean;
  /** Share of them around the beat, an eighth of a beat later, and so on, [8]. */
  readonly shares: readonly number[];
}

/** What continuations were measured against, and where their beats fall. */
export interface BeatReport {
  /** Continuations whose take names the music, and those whose music was fitted to the dance. */
  readonly own: number;
  readonly fitted: number;
  readonly phases: readonly Phases[];
}

const EIGHTHS = 8;

/** @param dances beats of each in order, and those of the music */
export function phasesOf(
  name: string,
  isHeard: boolean,
  dances: readonly {
    readonly beats: readonly Seconds[];
    readonly music: { readonly beats: readonly Seconds[] };
  }[],
): Phases {
  const counts = new Array<number>(EIGHTHS).fill(0);
  for (const { beats, music } of dances)
    for (const beat of beats) {
      const around = aroundBeat(music.beats, beat, Number.POSITIVE_INFINITY);
      if (!around) continue;
      const { sinceBeat, toBeat } = around;
      counts[Math.round((EIGHTHS * sinceBeat) / (sinceBeat + toBeat)) % EIGHTHS]!++;
    }
  const sum = counts.reduce((total, count) => total + count, 0);
  return { name, isHeard, shares: counts.map((count) => count / Math.max(1, sum)) };
}

export const labelOf = ({ name, isHeard }: Phases): string => (isHeard ? `${name}, music heard` : name);

/** What was played, and where in its beat the body's beats fall, as lines of a table. */
export function beatLines(report: BeatReport | null): readonly string[] {
  if (report === null) return [];
  const { own, fitted, phases } = report;
  const width = Math.max(...phases.map((one) => labelOf(one).length));
  const line = (first: string, cells: readonly string[]) =>
    [first.padEnd(width), ...cells.map((cell) => cell.padStart(6))].join(" ");
  const columns = Array.from({ length: EIGHTHS }, (_, eighth) => (eighth === 0 ? "on it" : `${eighth}/8`));
  const percent = (share: number) => `${Math.round(100 * share)}`;
  return [
    "",
    `to the music of their takes ${own} continuations, to even beats fitted to the dance ${fitted}`,
    "where in the music's beat the body's beats fall, %",
    line("", columns),
    ...phases.map((one) => line(labelOf(one), one.shares.map(percent))),
  ];
}
