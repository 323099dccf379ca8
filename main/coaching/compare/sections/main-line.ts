import type { Run } from "./runs.ts";

/**
 * Of runs that follow the reference, in the order of the dance, those by which most of it is danced from its beginning to its
 * end: the heaviest increasing subsequence (Jacobson and Vo 1992). The others are danced besides.
 */
export function mainLine(runs: readonly Run[]): readonly Run[] {
  /** Frames of the reference that are danced until each run, and the run before it. */
  const sums: number[] = [];
  const links: (number | null)[] = [];
  runs.forEach((run, index) => {
    let [sum, link]: [number, number | null] = [run.end - run.first, null];
    for (let i = 0; i < index; i++) {
      const { first, end } = runs[i]!;
      if (end >= run.end || first > run.first) continue;
      const until = sums[i]! + run.end - Math.max(run.first, end);
      if (until >= sum) [sum, link] = [until, i];
    }
    sums.push(sum);
    links.push(link);
  });
  const line: Run[] = [];
  let last: number | null = sums.length === 0 ? null : sums.indexOf(Math.max(...sums));
  while (last !== null) {
    line.unshift(runs[last]!);
    last = links[last]!;
  }
  return line;
}
