import { SourceError } from "../../../system/errors.ts";
import { describeMissing, type JointMap } from "./joint-map.ts";
import {
  ownName,
  PLACED,
  type Placed,
  type Reading,
  readingsOf,
  SIDES,
  type Side,
  suffixesOf,
} from "./joint-names.ts";
import type { BvhJoint } from "./parse.ts";

/** Index in the skeleton of each placed joint; null where it ends with the wrist or the ankle. */
export type SkeletonMap = Readonly<Record<Exclude<Placed, Tip>, number> & Record<Tip, number | null>>;

type Tip = `${Side}_${"index" | "foot_index"}`;
type Found = Partial<Record<Placed, number>>;

const LIMBS = SIDES.flatMap((side) => [
  [`${side}_hip`, `${side}_knee`, `${side}_ankle`] as const,
  [`${side}_shoulder`, `${side}_elbow`, `${side}_wrist`] as const,
]);
type Limb = (typeof LIMBS)[number];
const NEEDED: readonly Placed[] = ["head", ...LIMBS.flat()];

export interface PeopleIn {
  /** In the order of the file, at least one. */
  readonly people: readonly SkeletonMap[];
  /** The topmost joints of what belongs to nobody, such as a prop. */
  readonly passedOver: readonly string[];
}

/**
 * Everybody in a hierarchy, found by what the joints are called, and by how they hang together where names leave a gap.
 * A person is the smallest branch with two arms and two legs; other branches are props.
 * @throws SourceError naming the joints that nobody has, or that one of several people lacks.
 */
export function peopleIn(joints: readonly BvhJoint[], file: string, map: JointMap = {}): PeopleIn {
  const finder = new SkeletonFinder(joints, map);
  const branches = finder.branches();
  const people = branches.map((branch) => {
    const found = finder.find(branch);
    const missing = NEEDED.filter((placed) => found[placed] === undefined);
    if (missing.length > 0) {
      const taken = Object.values(found);
      const free = branch.filter((j) => !taken.includes(j)).map((j) => joints[j]!.name);
      throw new SourceError(`${file}: ${describeMissing(missing, free, joints[branch[0]!]!.name)}`);
    }
    const tips = { left_index: null, right_index: null, left_foot_index: null, right_foot_index: null };
    return { ...tips, ...found } as SkeletonMap;
  });
  const owned = new Set(branches.flat());
  for (const branch of branches)
    for (let j = joints[branch[0]!]!.parent; j >= 0; j = joints[j]!.parent) owned.add(j);
  const isTop = ({ parent }: BvhJoint, j: number) => !owned.has(j) && (parent < 0 || owned.has(parent));
  return { people, passedOver: joints.filter(isTop).map(({ name }) => name) };
}

/** A joint and how well its name says what it is. */
interface Named {
  readonly joint: number;
  readonly rank: number;
}

class SkeletonFinder {
  readonly #joints: readonly BvhJoint[];
  readonly #readings: readonly (readonly Reading[])[];
  readonly #children: readonly (readonly number[])[];

  constructor(joints: readonly BvhJoint[], map: JointMap) {
    this.#joints = joints;
    const children: number[][] = joints.map(() => []);
    for (const [j, { parent }] of joints.entries()) children[parent]?.push(j);
    this.#children = children;
    const told = joints.map(({ name }) =>
      PLACED.find((placed) => map[placed] !== undefined && [name, ownName(name)].includes(map[placed])),
    );
    const suffixes = suffixesOf(joints.filter((_, j) => !this.#isEndSite(j)).map(({ name }) => name));
    this.#readings = joints.map(({ name }, j) => {
      if (told[j] !== undefined) return [{ placed: told[j], rank: -1 }];
      if (this.#isEndSite(j)) return [];
      return readingsOf(name, suffixes);
    });
  }

  /** The joints of each person, in the order of the file; at least one branch, which may lack something. */
  branches(): readonly (readonly number[])[] {
    const all = this.#joints.map((_, j) => j);
    const groups = [...Map.groupBy(all, (j) => groupOf(this.#joints[j]!.name)).values()];
    const bodies = groups.filter((group) => limbsIn(group, this.#readings) === LIMBS.length);
    const found = bodies.length > 1 ? bodies.flatMap((own) => this.#bodies(new Set(own))) : this.#bodies();
    const rest = all.filter((j) => !found.some((branch) => branch.includes(j)));
    const isSomebody = limbsIn(rest, this.#readings) >= LIMBS.length / 2 || this.#hasBody(rest);
    if (found.length === 0 || isSomebody) found.push(rest);
    return found.sort((a, b) => a[0]! - b[0]!);
  }

  /** Whether some joints hang together as hips with two legs and a spine do, whatever they are called. */
  #hasBody(joints: readonly number[]): boolean {
    const heights = new Map<number, number>();
    for (const j of joints.toReversed())
      if (!this.#isEndSite(j))
        heights.set(j, 1 + Math.max(0, ...this.#children[j]!.map((child) => heights.get(child) ?? 0)));
    const isLeg = (j: number) => (heights.get(j) ?? 0) >= LIMBS[0]!.length;
    return joints.some((j) => this.#children[j]!.filter(isLeg).length >= 3);
  }

  /** The smallest branches that are bodies. @param named the joints whose names count. */
  #bodies(named?: ReadonlySet<number>): number[][] {
    const found: number[][] = [];
    const branches = this.#joints.map((_, j) => (!named || named.has(j) ? [j] : []));
    for (let j = branches.length - 1; j >= 0; j--) {
      const branch = branches[j]!;
      const above = branches[this.#joints[j]!.parent];
      if (limbsIn(branch, this.#readings) === LIMBS.length) found.push(branch.sort((a, b) => a - b));
      else for (const joint of branch) above?.push(joint);
    }
    return found;
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
    /** The joint with the best name, first of those below another. */
    const named = (placed: Placed, above?: number) => {
      const likely = read(placed).map(({ joint, rank }) => {
        const aside = above !== undefined && !this.#isBelow(joint, above) ? 1 : 0;
        return { joint, order: [aside, rank, this.#above(joint).length] as const };
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
    set("head", this.#neck(branch));
    for (const side of SIDES) {
      const [wrist, ankle] = [found[`${side}_wrist`], found[`${side}_ankle`]];
      if (wrist !== undefined)
        set(`${side}_index`, this.#best(read(`${side}_index`), wrist) ?? this.#far(wrist));
      if (ankle === undefined) continue;
      const toes = this.#best(read(`${side}_foot_index`), ankle);
      set(`${side}_foot_index`, toes === undefined ? this.#far(ankle) : this.#tipOf(toes));
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
    const free = (joints: readonly number[]) => joints.filter((j) => !taken.includes(j) && this.#isBone(j));
    const above = (joint: number | undefined) => (joint === undefined ? [] : this.#above(joint));
    const shared = [...above(found[twin[1]] ?? found[twin[2]]), ...above(found[inner])];
    const own = (joints: readonly number[]) => free(joints).filter((j) => !shared.includes(j));
    set(middle, only(own(above(found[outer]))));
    set(inner, own(above(found[middle]).slice(0, 1))[0]);
    set(outer, only(free(this.#children[found[middle] ?? -1] ?? [])));
  }

  #best(named: readonly Named[], above: number): number | undefined {
    const below = named.filter(({ joint }) => this.#isBelow(joint, above));
    return below.sort((a, b) => a.rank - b.rank || a.joint - b.joint)[0]?.joint;
  }

  /** The end of the toes, which many skeletons have as a joint, an End Site, or not at all. */
  #tipOf(joint: number): number {
    const next = this.#far(joint);
    return next === undefined ? joint : this.#tipOf(next);
  }

  /** The child that lies farthest from a joint, thumbs aside. */
  #far(joint: number): number | undefined {
    const bones = this.#children[joint]!.filter(
      (j) => this.#isBone(j) && !/thumb/i.test(this.#joints[j]!.name),
    );
    return bones.sort((a, b) => this.#length(b) - this.#length(a))[0];
  }

  /** The topmost joint of a neck without a head. */
  #neck(branch: readonly number[]): number | undefined {
    return branch.findLast((j) => /neck/i.test(this.#joints[j]!.name) && !this.#isEndSite(j));
  }

  /** What carries a joint, the nearest first. */
  #above(joint: number): readonly number[] {
    const above: number[] = [];
    for (let j = this.#joints[joint]!.parent; j >= 0; j = this.#joints[j]!.parent) above.push(j);
    return above;
  }

  #isBelow(joint: number, other: number): boolean {
    let j = this.#joints[joint]!.parent;
    // Parents come before their children.
    while (j > other) j = this.#joints[j]!.parent;
    return j === other;
  }

  readonly #length = (joint: number): number => Math.hypot(...this.#joints[joint]!.offset);
  /** Whether a joint has a place of its own; where positions move it, its offset says nothing. */
  readonly #isBone = (joint: number): boolean =>
    this.#length(joint) > 0 || this.#joints[joint]!.channels.some((channel) => channel.endsWith("position"));
  readonly #isEndSite = (joint: number): boolean => {
    const { name, parent } = this.#joints[joint]!;
    return parent >= 0 && name === `${this.#joints[parent]!.name} end`;
  };
}

/** Which list of numbers is lower at the first difference. */
function compare(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first < 0 ? 0 : a[first]! - b[first]!;
}

/** Whose a joint is, as many programs write it: "Ada:" before her joints. */
const groupOf = (name: string): string => name.slice(0, name.length - ownName(name).length);

/** How many arms and legs have names of theirs among some joints: two of three, since one name may be strange. */
function limbsIn(joints: readonly number[], readings: readonly (readonly Reading[])[]): number {
  const named = new Set(joints.flatMap((j) => readings[j]!.map(({ placed }) => placed)));
  return LIMBS.filter((limb) => limb.filter((placed) => named.has(placed)).length >= 2).length;
}
