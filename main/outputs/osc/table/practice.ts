import { BODY_PARTS } from "../../../../shared/body-parts.ts";
import { clamp } from "../../../../shared/numbers.ts";
import { PRACTICE_PHASES, type Practice } from "../../../../shared/practice.ts";
import { type Address, type Argument, float, int, MAX_INT, share } from "./address.ts";

/** null while nothing is practised. */
export type PracticeSubject = Practice | null;

const PHASES = ["none", ...PRACTICE_PHASES] as const;
/** Beats of the longest count-in. */
const MOST_BEATS = 8;
/** Seconds of the longest reference, and as far before and behind it. */
const LONGEST = 1e5;

function line(
  name: string,
  args: readonly Argument[],
  description: string,
  read: (practice: PracticeSubject) => readonly number[],
): Address<PracticeSubject> {
  return { path: `/practice/${name}`, group: "practice", when: "practice", args, description, read };
}

/** Mean over the parts; 0 outside a pass. */
export const meanAgreement = (practice: PracticeSubject): number =>
  BODY_PARTS.reduce((sum, part) => sum + (practice?.agreement?.[part] ?? 0), 0) / BODY_PARTS.length;

/** How much of what is practised has passed. */
export function practiceProgress(practice: PracticeSubject): number {
  if (!practice) return 0;
  const { begin, end } = practice.stretch;
  return clamp((practice.position - begin) / (end - begin));
}

/** A dancer beside a reference. */
export const PRACTICE_ADDRESSES: readonly Address<PracticeSubject>[] = [
  line(
    "phase",
    [int("phase", 0, PHASES.length - 1)],
    `How practice is: ${PHASES.map((name, code) => `${code} ${name}`).join(", ")}.`,
    (it) => [it ? PHASES.indexOf(it.phase) : 0],
  ),
  line(
    "pass",
    [int("pass", 0, MAX_INT)],
    "Which pass is next, is danced, or was danced last; from 1.",
    (it) => [it?.pass ?? 0],
  ),
  line(
    "count",
    [int("count", 0, MOST_BEATS)],
    "Beats until the pass begins, counted down to 1; 0 outside a count-in.",
    (it) => [it?.count ?? 0],
  ),
  line(
    "position",
    [float("position", -LONGEST, LONGEST)],
    "Where the reference is, seconds of it: before what is practised in a count-in, behind it in a rest.",
    (it) => [it?.position ?? 0],
  ),
  line("progress", [share("progress")], "How much of what is practised has passed.", (it) => [
    practiceProgress(it),
  ]),
  line("speed", [float("speed", 0, 1)], "Speed of the pass; 1 is the reference's own.", (it) => [
    it?.speed ?? 0,
  ]),
  line(
    "agreement",
    [share("whole"), ...BODY_PARTS.map((part) => share(part.replace("_", " ")))],
    "How much the dancer does what the reference does, 0 to 1: over all parts, then each; 0 outside a pass.",
    (it) => [meanAgreement(it), ...BODY_PARTS.map((part) => it?.agreement?.[part] ?? 0)],
  ),
];
