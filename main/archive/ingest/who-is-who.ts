import type { Seconds, Stretch } from "../../../shared/pose.ts";
import { B, type BoneName } from "../../motion/bones.ts";

/** Somebody in a shot. */
export interface Appearance {
  readonly stem: string;
  /** Id in the take. */
  readonly person: number;
  /** Who the film says that it is; empty where it does not. */
  readonly dancer: string;
  /** For how long she is in the take. */
  readonly seconds: Seconds;
  readonly height: number | null;
  /** Lengths of bones by her height, in the order of `motion/bones.ts`. */
  readonly proportions: readonly number[];
  /** When, in the film. */
  readonly stretches: readonly Stretch[];
}

/** Appearances that are probably one person. */
export interface Suggestion {
  /** The dancer whom most seconds of them are said to be; null where no film says. */
  readonly dancer: string | null;
  readonly seconds: Seconds;
  readonly height: number | null;
  /** Those with most seconds first. */
  readonly appearances: readonly Appearance[];
}

/**
 * What tells people apart: bones whose length does not change as a body bends, left and right as one; each with how far
 * its logarithm is off, as a standard deviation, where the detector measures one person again in another four seconds
 * of a film, and no less than 0.03 for where the camera stands.
 */
const MEASURES: readonly { readonly bones: readonly BoneName[]; readonly off: number }[] = [
  { bones: ["hips"], off: 0.13 },
  { bones: ["shoulders"], off: 0.04 },
  { bones: ["left_upper_arm", "right_upper_arm"], off: 0.07 },
  { bones: ["left_forearm", "right_forearm"], off: 0.05 },
  { bones: ["left_thigh", "right_thigh"], off: 0.03 },
  { bones: ["left_shank", "right_shank"], off: 0.03 },
];

/**
 * Root mean square of how far measures are apart, in their deviations, up to which two are one person. Of 100 takes of 11
 * dancers of the CMU archive, measured with half of those deviations, as in a shot of a quarter of a minute, 98 % of the
 * pairs that it takes for one person are one, and it finds 87 % of all; with three quarters, 94 and 31 %.
 */
export const SAME_WITHIN = 0.9;
/** Rounds of putting everybody to whom she is nearest, after the first. */
const ROUNDS = 3;

interface Group {
  readonly members: Member[];
  readonly sum: Float64Array;
  weight: number;
}

interface Member {
  readonly appearance: Appearance;
  readonly point: Float64Array;
}

/**
 * Who may be who: those with most seconds come first and each joins whom she is near, by her proportions, or begins a
 * group; then all are put to the nearest once more. Two who are in one shot at the same time are never one. Where films
 * say who dances, that is not used: it is what a suggestion is compared with.
 */
export function suggestPeople(
  appearances: readonly Appearance[],
  within = SAME_WITHIN,
): readonly Suggestion[] {
  const members = appearances
    .map((appearance) => ({ appearance, point: pointOf(appearance.proportions) }))
    .filter(({ point }) => point.every(Number.isFinite))
    .sort((a, b) => b.appearance.seconds - a.appearance.seconds || order(a.appearance, b.appearance));
  let groups: Group[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const before = groups;
    // In later rounds the groups begin where the round before has left them.
    groups = before.map(({ sum, weight }) => ({ members: [], sum: Float64Array.from(sum), weight }));
    const centres = groups.map(centreOf);
    for (const member of members) {
      const near = nearest(member, groups, centres, within);
      const group =
        near === null ? { members: [], sum: new Float64Array(MEASURES.length), weight: 0 } : groups[near]!;
      group.members.push(member);
      if (near !== null && round > 0) continue;
      weigh(group, member);
      centres[near ?? groups.length] = centreOf(group);
      if (near === null) groups.push(group);
    }
    groups = groups.filter(({ members: found }) => found.length > 0).map(afresh);
  }
  return groups.map(suggestionOf).sort((a, b) => b.seconds - a.seconds);
}

/** How far two are apart, in deviations of one measure. */
export function apart(a: readonly number[], b: readonly number[]): number {
  return distance(pointOf(a), pointOf(b));
}

/** Logarithms of the measures, in their deviations: lengths by each other, so that who is measured too tall is as well. */
function pointOf(proportions: readonly number[]): Float64Array {
  const logs = MEASURES.map(({ bones }) =>
    Math.log(bones.reduce((sum, bone) => sum + proportions[B[bone]]!, 0) / bones.length),
  );
  return Float64Array.from(logs, (log, index) => log / MEASURES[index]!.off);
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum / a.length);
}

const order = (a: Appearance, b: Appearance): number =>
  a.stem < b.stem ? -1 : a.stem > b.stem ? 1 : a.person - b.person;

const centreOf = ({ sum, weight }: Group): Float64Array => sum.map((value) => value / weight);

function nearest(
  member: Member,
  groups: readonly Group[],
  centres: readonly Float64Array[],
  within: number,
): number | null {
  let [best, least]: [number | null, number] = [null, within];
  for (const [index, group] of groups.entries()) {
    const far = distance(member.point, centres[index]!);
    if (far > least || group.members.some(({ appearance }) => together(appearance, member.appearance)))
      continue;
    [best, least] = [index, far];
  }
  return best;
}

/** Whether they are in one shot at a time. */
function together(a: Appearance, b: Appearance): boolean {
  if (a.stem !== b.stem) return false;
  return a.stretches.some((one) =>
    b.stretches.some((other) => one.begin < other.end && other.begin < one.end),
  );
}

function weigh(group: Group, { appearance: { seconds }, point }: Member): void {
  for (let i = 0; i < point.length; i++) group.sum[i]! += seconds * point[i]!;
  group.weight += seconds;
}

/** With the sums of those who are in it. */
function afresh({ members }: Group): Group {
  const group: Group = { members, sum: new Float64Array(MEASURES.length), weight: 0 };
  for (const member of members) weigh(group, member);
  return group;
}

function suggestionOf({ members }: Group): Suggestion {
  const appearances = members.map(({ appearance }) => appearance);
  const said = new Map<string, Seconds>();
  for (const { dancer, seconds } of appearances)
    if (dancer !== "") said.set(dancer, (said.get(dancer) ?? 0) + seconds);
  const heights = appearances.flatMap(({ height }) => height ?? []).sort((a, b) => a - b);
  return {
    dancer: [...said].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null,
    seconds: appearances.reduce((sum, { seconds }) => sum + seconds, 0),
    height: heights[Math.floor(heights.length / 2)] ?? null,
    appearances,
  };
}
