import { slips } from "../../../schema/nearest.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { jsonOf } from "./joint-map.ts";
import {
  NAMES,
  ownName,
  type Part,
  type Placed,
  type Reading,
  readingsOf,
  TOLD,
  wordsOf,
} from "./joint-names.ts";
import { LIMBS, tipOf } from "./limbs.ts";

/** Where the joints of one person are that have been recognised. */
export type Found = Partial<Record<Placed, number>>;

/** Head, arms and legs with their tips, each from the trunk outwards. */
const CHAINS: readonly (readonly Placed[])[] = [["head"], ...LIMBS.map((limb) => [...limb, tipOf(limb)])];
/** So many names of joints a sentence may hold. */
const MOST_NAMES = 12;

/**
 * What is missing of a body, what of its skeleton could be that, and what to do.
 * @param branch the body's joints
 * @param readings what each joint of the hierarchy may be by its name
 */
export function describeMissing(
  missing: readonly Placed[],
  found: Found,
  branch: readonly number[],
  hierarchy: Hierarchy,
  readings: readonly (readonly Reading[])[],
): string {
  for (const j of branch) {
    const name = hierarchy.nameOf(j);
    const told = readings[j]!.find(({ rank }) => rank === TOLD);
    const lost = missing.find((one) => readingsOf(name, new Set()).some((own) => own.placed === one));
    if (told && lost)
      return `--map gives ${ownName(name)} as ${told.placed}, which leaves no ${lost}; expected a joint of its own for each`;
  }
  const free = branch.filter((j) => !Object.values(found).includes(j));
  const what = `no ${missing.join(", ")} below ${hierarchy.nameOf(branch[0]!)}`;
  if (!free.some((j) => missing.some((placed) => couldBe(j, placed, found, hierarchy))))
    return `${what}, and no joint there that could be; expected head, arms and legs: export the whole skeleton`;
  const guesses = guess(missing, free, found, hierarchy);
  const map = missing.map((placed) => {
    const joint = guesses[placed];
    return [placed, joint === undefined ? "..." : ownName(hierarchy.nameOf(joint))];
  });
  const others = free.filter((j) => !hierarchy.isEndSite(j)).map((j) => hierarchy.nameOf(j));
  const more = others.length > MOST_NAMES ? " ..." : "";
  return (
    `${what}, whose other joints are ${others.slice(0, MOST_NAMES).join(", ")}${more}; ` +
    `write what they are called to a file, such as ${jsonOf(Object.fromEntries(map))}, and give it with --map`
  );
}

/** Whether a joint may be a part of a body by how it hangs beside those that are found: a leg's joint carries no arm. */
function couldBe(joint: number, placed: Placed, found: Found, hierarchy: Hierarchy): boolean {
  if (hierarchy.isEndSite(joint)) return false;
  return CHAINS.every((chain) => {
    const place = chain.indexOf(placed);
    return chain.every((other, at) => {
      const own = found[other];
      if (own === undefined) return true;
      const mayCarry = place >= 0 && place < at;
      const mayHang = place > at;
      return (mayCarry || !hierarchy.isBelow(own, joint)) && (mayHang || !hierarchy.isBelow(joint, own));
    });
  });
}

/** Joints whose names are most like those that are known, each as one, and such that they hang as a body's do. */
function guess(
  missing: readonly Placed[],
  free: readonly number[],
  found: Found,
  hierarchy: Hierarchy,
): Found {
  const pairs = missing.flatMap((placed) =>
    free.map((joint) => ({ placed, joint, slips: slipsOf(hierarchy.nameOf(joint), placed) })),
  );
  const guesses: Found = {};
  for (const { placed, joint } of pairs
    .filter((pair) => pair.slips < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.slips - b.slips)) {
    const isFree = guesses[placed] === undefined && !Object.values(guesses).includes(joint);
    if (isFree && couldBe(joint, placed, { ...found, ...guesses }, hierarchy)) guesses[placed] = joint;
  }
  return guesses;
}

/** In how many letters a name misses the nearest one that such a joint has. */
function slipsOf(name: string, placed: Placed): number {
  const [, side = "", part] = /^(?:(left|right)_)?(.+)$/.exec(placed)!;
  const own = wordsOf(name).join("");
  return Math.min(...NAMES[part as Part | "head"].map((known) => slips(side + known, own)));
}
