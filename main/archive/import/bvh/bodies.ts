import type { Hierarchy } from "./hierarchy.ts";
import { ownName, type Reading } from "./joint-names.ts";
import { LIMBS } from "./limbs.ts";

/** The joints of each person, in the order of the file; at least one branch, which may lack something. */
export function branchesOf(
  hierarchy: Hierarchy,
  readings: readonly (readonly Reading[])[],
): readonly (readonly number[])[] {
  const all = hierarchy.joints.map((_, j) => j);
  const groups = [...Map.groupBy(all, (j) => groupOf(hierarchy.nameOf(j))).values()];
  const bodies = groups.filter((group) => limbsIn(group, readings) === LIMBS.length);
  const found =
    bodies.length > 1
      ? bodies.flatMap((own) => smallestBodies(hierarchy, readings, new Set(own)))
      : smallestBodies(hierarchy, readings);
  const rest = all.filter((j) => !found.some((branch) => branch.includes(j)));
  const isSomebody = limbsIn(rest, readings) >= LIMBS.length / 2 || hasBody(rest, hierarchy);
  if (found.length === 0 || isSomebody) found.push(rest);
  return found.sort((a, b) => a[0]! - b[0]!);
}

/** Whether some joints hang together as hips with two legs and a spine do, whatever they are called. */
function hasBody(joints: readonly number[], hierarchy: Hierarchy): boolean {
  const heights = new Map<number, number>();
  for (const j of joints.toReversed())
    if (!hierarchy.isEndSite(j)) {
      const below = hierarchy.childrenOf(j).map((child) => heights.get(child) ?? 0);
      heights.set(j, 1 + Math.max(0, ...below));
    }
  const isLeg = (j: number) => (heights.get(j) ?? 0) >= LIMBS[0]!.length;
  return joints.some((j) => hierarchy.childrenOf(j).filter(isLeg).length >= 3);
}

/** The smallest branches that are bodies. @param named the joints whose names count. */
function smallestBodies(
  hierarchy: Hierarchy,
  readings: readonly (readonly Reading[])[],
  named?: ReadonlySet<number>,
): number[][] {
  const found: number[][] = [];
  const branches = hierarchy.joints.map((_, j) => (!named || named.has(j) ? [j] : []));
  for (let j = branches.length - 1; j >= 0; j--) {
    const branch = branches[j]!;
    const above = branches[hierarchy.joints[j]!.parent];
    if (limbsIn(branch, readings) === LIMBS.length) found.push(branch.sort((a, b) => a - b));
    else for (const joint of branch) above?.push(joint);
  }
  return found;
}

/** Whose a joint is, as many programs write it: "Ada:" before her joints. */
const groupOf = (name: string): string => name.slice(0, name.length - ownName(name).length);

/** How many arms and legs have names of theirs among some joints: two of three, since one name may be strange. */
function limbsIn(joints: readonly number[], readings: readonly (readonly Reading[])[]): number {
  const named = new Set(joints.flatMap((j) => readings[j]!.map(({ placed }) => placed)));
  return LIMBS.filter((limb) => limb.filter((placed) => named.has(placed)).length >= 2).length;
}
