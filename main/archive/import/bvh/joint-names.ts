import { JOINTS, type JointName } from "../../../../shared/skeleton.ts";

/** The joints that are placed straight from the skeleton; nose and ears are placed from the head. */
export type Placed = Exclude<JointName, "nose" | "left_ear" | "right_ear"> | "head";

/** All of them, from the trunk outwards. */
export const PLACED = ["head", ...JOINTS.slice(3)] as readonly Placed[];

export type Side = "left" | "right";
export const SIDES: readonly Side[] = ["left", "right"];

export type Part = Placed extends infer Name ? (Name extends `left_${infer Half}` ? Half : never) : never;

const list = (text: string): readonly string[] => text.split(" ");

/**
 * What the head and the joints of one side are called, best first, in small letters and without what divides words. A
 * name may serve twice, such as "leg": a knee to MotionBuilder, a hip where another joint is the knee. BlazePose's
 * "index" is the knuckle of the index finger, its "foot index" the tip of the foot.
 */
export const NAMES: Readonly<Record<Part | "head", readonly string[]>> = {
  head: list("head skull cranium"),
  shoulder: list("upperarm uparm uarm armupper armup humerus bicep biceps shldr arm shoulder"),
  elbow: list("forearm lowerarm lowarm loarm farm armlower elbow radius ulna"),
  wrist: list("wrist hand palm carpus"),
  index: list(
    "handindex1 handindex index1 index01 indexproximal indexfinger1 indexfinger pointer1 index handmiddle1 " +
      "handmiddle middle1 middle01 middleproximal mid1 middle fingerbase fingers finger1 finger knuckle",
  ),
  hip: list("upleg upperleg uleg legupper legup thigh femur hip leg"),
  knee: list("lowleg lowerleg loleg lleg leglower shin shank calf tibia knee leg"),
  ankle: list("ankle foot talus"),
  foot_index: list("toebase toes toe forefoot ball metatarsals bigtoe hallux"),
};

/** The other way round: what each name may stand for, and its place among the names of that. */
const READINGS = new Map<string, readonly (readonly [Part | "head", number])[]>();
for (const [part, names] of Object.entries(NAMES))
  for (const [rank, name] of names.entries())
    READINGS.set(name, [...(READINGS.get(name) ?? []), [part as Part | "head", rank]]);

/** Words that say of any joint what kind of thing it is in its program, or that it lies in the middle. */
const NOISE = new Set(list("joint jnt jt bone bind def skin bend bn m c mid center centre"));
/** What a joint may begin or end with that says its side. */
const SIDE_WORDS: Readonly<Record<Side, readonly string[]>> = {
  left: list("left l lft lf lt"),
  right: list("right r rgt rt"),
};

/** What a joint may be, and how well its name says so: the lower the better. */
export interface Reading {
  readonly placed: Placed;
  readonly rank: number;
}

/** The rank of what a map gives: better than any name. */
export const TOLD = -1;

/** What is behind the person's or the program's name: "Ada:LeftArm" and "|Ada|LeftArm" are both LeftArm. */
export const ownName = (name: string): string => name.replace(/^.*[:|]/, "");

/** Whether a joint is what a map calls by this name. */
export const isCalled = (joint: string, name: string): boolean => joint === name || ownName(joint) === name;

/** "mixamorig:LeftUpLeg_01" as left, up, leg, 01. */
export const wordsOf = (name: string): readonly string[] =>
  ownName(name)
    .replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

/**
 * What a joint may be by its name.
 * @param suffixes words that may end any name of this skeleton.
 */
export function readingsOf(name: string, suffixes: ReadonlySet<string>): readonly Reading[] {
  const words = wordsOf(name).filter((word) => !NOISE.has(word));
  const plain = [...words];
  while (plain.length > 1 && (suffixes.has(plain.at(-1)!) || /^\d+$/.test(plain.at(-1)!))) plain.pop();
  const undigited = plain.map((word, i) => (i === plain.length - 1 ? word.replace(/\d+$/, "") : word));
  for (const [attempt, tried] of [words, plain, undigited].entries()) {
    const found = sided(tried);
    if (found.length > 0) return found.map(({ placed, rank }) => ({ placed, rank: rank + attempt * 30 }));
  }
  return [];
}

/** With the side as a word of its own, or else as the first or last letters. */
function sided(words: readonly string[]): readonly Reading[] {
  for (const side of SIDES) {
    const at = words.findIndex((word) => SIDE_WORDS[side].includes(word));
    if (at < 0) continue;
    const found = ended(words.toSpliced(at, 1), (text) => partsOf(text, side));
    if (found.length > 0) return found;
  }
  return ended(words, (text) => {
    const heads = READINGS.get(text)?.filter(([part]) => part === "head") ?? [];
    if (heads.length > 0) return heads.map(([, rank]) => ({ placed: "head", rank }));
    for (const side of SIDES) {
      for (const word of SIDE_WORDS[side]) {
        const rests = [
          text.startsWith(word) && text.slice(word.length),
          text.endsWith(word) && text.slice(0, -word.length),
        ];
        for (const rest of rests) {
          const found = rest ? partsOf(rest, side) : [];
          if (found.length > 0) return found;
        }
      }
    }
    return [];
  });
}

/** The longest end of the words that can be read: what stands before it names a person, a program or a prop. */
function ended(words: readonly string[], read: (text: string) => readonly Reading[]): readonly Reading[] {
  for (let from = 0; from < words.length; from++) {
    const found = read(words.slice(from).join(""));
    if (found.length > 0) return found.map(({ placed, rank }) => ({ placed, rank: rank + from * 100 }));
  }
  return [];
}

const partsOf = (text: string, side: Side): readonly Reading[] =>
  (READINGS.get(text) ?? []).flatMap(([part, rank]) =>
    part === "head" ? [] : [{ placed: `${side}_${part}` as Placed, rank }],
  );

/** Words at the ends of so many names belong to the skeleton and not to the joint. */
const SUFFIX_SHARE = 0.2;
const ENDS = new Set(list("end nub tip site leaf effector top"));

/** Words that many of the names end with, such as a person's. */
export function suffixesOf(names: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const last = wordsOf(name).at(-1);
    if (last !== undefined) counts.set(last, (counts.get(last) ?? 0) + 1);
  }
  const isSide = (word: string) => SIDES.some((side) => SIDE_WORDS[side].includes(word));
  return new Set(
    [...counts]
      .filter(
        ([word, count]) =>
          count >= SUFFIX_SHARE * names.length && !isSide(word) && !ENDS.has(word) && !READINGS.has(word),
      )
      .map(([word]) => word),
  );
}
