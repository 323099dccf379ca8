import { SourceError } from "../../../system/errors.ts";
import { branchesOf } from "./bodies.ts";
import { Hierarchy } from "./hierarchy.ts";
import type { JointMap } from "./joint-map.ts";
import {
  isCalled,
  ownName,
  PLACED,
  type Placed,
  type Reading,
  readingsOf,
  suffixesOf,
  TOLD,
} from "./joint-names.ts";
import { isHand, LIMBS, type Limb, type Tip, tipOf } from "./limbs.ts";
import { describeMissing, type Found } from "./missing-joints.ts";
import type { BvhJoint } from "./parse.ts";
import { TipFinder } from "./tips.ts";

/** What joints are called that `export` hangs on the head: nobody else does, so that they say whose skeleton it is. */
export const FACE_JOINTS = { nose: "Nose", left_ear: "LeftEar", right_ear: "RightEar" } as const;
type FaceJoint = keyof typeof FACE_JOINTS;

/** Index in the skeleton of each placed joint; null where it ends with the wrist or the ankle, and has no face. */
export type SkeletonMap = Readonly<
  Record<Exclude<Placed, Tip>, number> & Record<Tip | FaceJoint, number | null>
>;

/** Whether it is the skeleton that `export` writes, whose numbers need no guess. */
export const isOurs = (map: SkeletonMap): boolean =>
  Object.keys(FACE_JOINTS).every((joint) => map[joint as FaceJoint] !== null);

const NEEDED: readonly Placed[] = ["head", ...LIMBS.flat()];
/** A forearm or a shin against the bone above it; what is longer is a prop in a hand that is missing. */
const LONGEST_OUTER = 2;

export interface PeopleIn {
  /** In the order of the file, at least one. */
  readonly people: readonly SkeletonMap[];
  /** The topmost joints of what belongs to nobody, such as a prop. */
  readonly passedOver: readonly string[];
  /** What hangs below hands and feet, but is no part of them. */
  readonly noTips: readonly string[];
}

/**
 * Everybody in a hierarchy, found by what the joints are called, and by how they hang together where names leave a gap.
 * A person is the smallest branch with two arms and two legs; other branches are props.
 * @throws SourceError naming the joints that nobody has, or that one of several people lacks.
 */
export function peopleIn(joints: readonly BvhJoint[], file: string, map: JointMap = {}): PeopleIn {
  const hierarchy = new Hierarchy(joints);
  const readings = readingsIn(hierarchy, map);
  const finder = new SkeletonFinder(hierarchy, readings);
  const branches = branchesOf(hierarchy, readings);
  const people = branches.map((branch) => {
    const found = finder.find(branch);
    const missing = NEEDED.filter((placed) => found[placed] === undefined);
    if (missing.length > 0)
      throw new SourceError(`${file}: ${describeMissing(missing, found, branch, hierarchy, readings)}`);
    const tips = { left_index: null, right_index: null, left_foot_index: null, right_foot_index: null };
    return { ...tips, ...found, ...faceOn(found.head!, hierarchy) } as SkeletonMap;
  });
  const owned = new Set(branches.flat());
  for (const branch of branches)
    for (let j = joints[branch[0]!]!.parent; j >= 0; j = joints[j]!.parent) owned.add(j);
  const isTop = ({ parent }: BvhJoint, j: number) => !owned.has(j) && (parent < 0 || owned.has(parent));
  const passedOver = joints.filter(isTop).map(({ name }) => name);
  return { people, passedOver, noTips: [...finder.tips.passedOver].map((j) => joints[j]!.name) };
}

/** Nose and ears of a head, all of them or none. */
function faceOn(head: number, hierarchy: Hierarchy): Readonly<Record<FaceJoint, number | null>> {
  const children = hierarchy.childrenOf(head);
  const find = (joint: FaceJoint) =>
    children.find((j) => ownName(hierarchy.nameOf(j)) === FACE_JOINTS[joint]) ?? null;
  const face = { nose: find("nose"), left_ear: find("left_ear"), right_ear: find("right_ear") };
  return Object.values(face).includes(null) ? { nose: null, left_ear: null, right_ear: null } : face;
}

/** What each joint may be: what a map says, or else its name. */
function readingsIn(hierarchy: Hierarchy, map: JointMap): readonly (readonly Reading[])[] {
  const { joints } = hierarchy;
  const suffixes = suffixesOf(joints.filter((_, j) => !hierarchy.isEndSite(j)).map(({ name }) => name));
  return joints.map(({ name }, j) => {
    const told = PLACED.find((placed) => map[placed] !== undefined && isCalled(name, map[placed]));
    if (told !== undefined) return [{ placed: told, rank: TOLD }];
    return hierarchy.isEndSite(j) ? [] : readingsOf(name, suffixes);
  });
}

/** A joint and how well its name says what it is. */
interface Named {
  readonly joint: number;
  readonly rank: number;
}

class SkeletonFinder {
  readonly #hierarchy: Hierarchy;
  readonly #readings: readonly (readonly Reading[])[];
  readonly tips: TipFinder;

  constructor(hierarchy: Hierarchy, readings: readonly (readonly Reading[])[]) {
    this.#hierarchy = hierarchy;
    this.#readings = readings;
    this.tips = new TipFinder(hierarchy, (j) => readings[j]!.some(({ rank }) => rank !== TOLD));
  }

  find(branch: readonly number[]): Found {
    const found: Found = {};
    const isFree = (j: number) => !Object.values(found).includes(j);
    const set = (placed: Placed, joint: number | undefined) => {
      if (joint !== undefined) found[placed] ??= joint;
      return found[placed];
    };
    const read = (placed: Placed) =>
      branch.flatMap((joint) => {
        const reading = this.#readings[joint]!.find((one) => one.placed === placed);
        return reading && isFree(joint) ? [{ joint, rank: reading.rank }] : [];
      });
    /** The joint that a map gives, or that with the best name, first of those below another. */
    const named = (placed: Placed, above?: number) => {
      const likely = read(placed).map(({ joint, rank }) => {
        const own = rank === TOLD ? 0 : 1;
        const aside = above !== undefined && !this.#hierarchy.isBelow(joint, above) ? 1 : 0;
        return { joint, order: [own, aside, rank, this.#hierarchy.above(joint).length] as const };
      });
      return likely.sort((a, b) => compare(a.order, b.order))[0]?.joint;
    };
    set("head", named("head"));
    for (const [inner, middle, outer] of LIMBS) {
      // A "leg" is no hip where it is the only knee.
      const knees = read(middle).map(({ joint }) => joint);
      const isSpare = ({ joint }: Named) => knees.some((knee) => knee !== joint) || !knees.includes(joint);
      if (read(inner).some(isSpare)) set(inner, named(inner));
      set(middle, named(middle, found[inner]));
      set(outer, named(outer, found[middle]));
    }
    for (const [i, limb] of LIMBS.entries()) this.#fill(limb, LIMBS[(i + 2) % 4]!, found, set);
    set("head", this.#neck(branch) ?? this.#spineAbove(branch, found));
    for (const limb of LIMBS) {
      const [middle, end] = [found[limb[1]], found[limb[2]]];
      if (middle === undefined || end === undefined) continue;
      const tip = tipOf(limb);
      const longest = this.#hierarchy.way(middle, end);
      const likely = read(tip).filter(
        ({ joint, rank }) =>
          rank === TOLD ||
          (this.#hierarchy.isBelow(joint, end) &&
            !(longest !== null && (this.#hierarchy.way(end, joint) ?? 0) > longest)),
      );
      const [best] = likely.sort((a, b) => a.rank - b.rank || a.joint - b.joint);
      if (best === undefined) set(tip, this.tips.next(end, end, longest));
      else if (best.rank === TOLD || isHand(limb)) set(tip, best.joint);
      else set(tip, this.tips.last(best.joint, end, longest));
    }
    return found;
  }

  /** What names leave out of a limb, where the hierarchy allows one joint only. */
  #fill(
    [inner, middle, outer]: Limb,
    twin: Limb,
    found: Found,
    set: (placed: Placed, joint: number | undefined) => void,
  ): void {
    const only = (joints: readonly number[]) => (joints.length === 1 ? joints[0] : undefined);
    const taken = Object.values(found);
    const isFree = (j: number) => !taken.includes(j) && !this.#isTold(j) && this.#hierarchy.isBone(j);
    const free = (joints: readonly number[]) => joints.filter(isFree);
    const above = (joint: number | undefined) => this.#hierarchy.above(joint);
    const shared = [...above(found[twin[1]] ?? found[twin[2]]), ...above(found[inner])];
    const own = (joints: readonly number[]) => free(joints).filter((j) => !shared.includes(j));
    set(middle, only(own(above(found[outer]))));
    set(inner, own(above(found[middle]).slice(0, 1))[0]);
    const bone = found[middle] === undefined ? 0 : this.#hierarchy.length(found[middle]);
    const isOuter = (j: number) => bone === 0 || this.#hierarchy.length(j) <= LONGEST_OUTER * bone;
    set(outer, only(free(this.#hierarchy.childrenOf(found[middle])).filter(isOuter)));
  }

  #isTold(joint: number): boolean {
    return this.#readings[joint]!.some(({ rank }) => rank === TOLD);
  }

  /** The topmost joint of a neck without a head. */
  #neck(branch: readonly number[]): number | undefined {
    return branch.findLast(
      (j) => /neck/i.test(this.#hierarchy.nameOf(j)) && !this.#hierarchy.isEndSite(j) && !this.#isTold(j),
    );
  }

  /** The topmost joint of a spine that goes on above the arms, as Blender numbers it up to the head. */
  #spineAbove(branch: readonly number[], { left_shoulder, right_shoulder }: Found): number | undefined {
    if (left_shoulder === undefined || right_shoulder === undefined) return undefined;
    const carrier = this.#hierarchy
      .above(left_shoulder)
      .find((j) => this.#hierarchy.isBelow(right_shoulder, j));
    const isSpine = (j: number) =>
      /spine/i.test(this.#hierarchy.nameOf(j)) && !this.#hierarchy.isEndSite(j) && !this.#isTold(j);
    return branch.findLast(
      (j) =>
        isSpine(j) &&
        carrier !== undefined &&
        this.#hierarchy.isBelow(j, carrier) &&
        isSpine(carrier) &&
        !this.#hierarchy.isBelow(left_shoulder, j) &&
        !this.#hierarchy.isBelow(right_shoulder, j),
    );
  }
}

/** Which list of numbers is lower at the first difference. */
function compare(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first < 0 ? 0 : a[first]! - b[first]!;
}
