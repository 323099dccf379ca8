import type { Seconds, Stretch } from "../../../shared/pose.ts";
import { REJECTIONS, type Rejection, type ShotOutcome } from "./shot.ts";

/** What became of a shot's seconds; together they are the shot. */
export interface Account {
  /** Somebody is in the take. */
  readonly kept: Seconds;
  /** Nobody is, and why. */
  readonly rejected: Readonly<Partial<Record<Rejection, Seconds>>>;
}

const covers = ({ begin, end }: Stretch, t: Seconds): boolean => begin <= t && t < end;

/**
 * A moment is kept where anybody is; else it has one reason, that of the whole picture before that of one person, and of
 * two the one that comes first in the list.
 */
export function accountOf({
  task,
  kept,
  rejected,
}: Pick<ShotOutcome, "task" | "kept" | "rejected">): Account {
  const within = (t: Seconds) => Math.min(task.end, Math.max(task.begin, t));
  const bounds = [task, ...kept, ...rejected].flatMap(({ begin, end }) => [within(begin), within(end)]);
  const times = [...new Set(bounds)].sort((a, b) => a - b);
  const reasons: Partial<Record<Rejection, Seconds>> = {};
  let total = 0;
  for (const [index, begin] of times.slice(0, -1).entries()) {
    const length = times[index + 1]! - begin;
    const middle = begin + length / 2;
    if (kept.some((stretch) => covers(stretch, middle))) {
      total += length;
      continue;
    }
    const found = rejected.filter((stretch) => covers(stretch, middle));
    const ofAll = found.filter(({ person }) => person === null);
    const said = ofAll.length > 0 ? ofAll : found;
    // Where nothing says why, nobody was found.
    const reason = REJECTIONS.find((one) => said.some((stretch) => stretch.reason === one)) ?? "nobody";
    reasons[reason] = (reasons[reason] ?? 0) + length;
  }
  return { kept: total, rejected: reasons };
}
