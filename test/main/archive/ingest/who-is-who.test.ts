import { expect, test } from "vitest";
import { type Appearance, apart, suggestPeople } from "../../../../main/archive/ingest/who-is-who.ts";
import { BONE_COUNT } from "../../../../main/motion/bones.ts";
import { bodyHeight, proportionsOf } from "../../../../main/motion/proportions.ts";
import { seededRandom } from "../../../../main/motion/random.ts";
import { sineDance } from "../../../support/dances.ts";

const random = seededRandom(7);
/** Of a standard deviation of 1, nearly. */
const chance = () => Array.from({ length: 12 }, () => random()).reduce((sum, one) => sum + one, -6);

const { body } = sineDance({ seconds: 1 })[0]!;
const LENGTHS = proportionsOf(body);
const USUAL = [...LENGTHS].map((length) => length / bodyHeight(LENGTHS));

/** Proportions that differ in each bone by a share like this one. */
const differing = (from: readonly number[], share: number) =>
  from.map((length) => length * Math.exp(share * chance()));

function appearance(
  dancer: string,
  take: number,
  proportions: readonly number[],
  some: Partial<Appearance> = {},
): Appearance {
  const stretches = [{ begin: 0, end: 20 }];
  return {
    stem: `${take}`,
    person: 1,
    dancer,
    seconds: 20 + take,
    height: 1.7,
    proportions,
    stretches,
    ...some,
  };
}

/** Of all pairs: how many of those that are taken for one person are one, and how many of those who are one are found. */
function judged(appearances: readonly Appearance[]): { readonly precision: number; readonly recall: number } {
  const group = new Map(
    suggestPeople(appearances).flatMap((one, index) =>
      one.appearances.map(({ stem }) => [stem, index] as const),
    ),
  );
  const pairs = appearances.flatMap((a, i) => appearances.slice(i + 1).map((b) => [a, b] as const));
  const isOne = ([a, b]: (typeof pairs)[number]) => a.dancer === b.dancer;
  const isTaken = ([a, b]: (typeof pairs)[number]) => group.get(a.stem) === group.get(b.stem);
  const both = pairs.filter((pair) => isOne(pair) && isTaken(pair)).length;
  return { precision: both / pairs.filter(isTaken).length, recall: both / pairs.filter(isOne).length };
}

test("people are told apart by their proportions, over many shots that are each measured a little otherwise", () => {
  // As far apart as dancers of the CMU archive are: a tenth in each bone.
  const people = Array.from({ length: 8 }, () => differing(USUAL, 0.1));
  const appearances = people.flatMap((own, index) =>
    Array.from({ length: 10 }, (_, take) => appearance(`${index}`, 10 * index + take, differing(own, 0.02))),
  );
  const { precision, recall } = judged(appearances);
  expect(precision).toBeGreaterThan(0.9);
  expect(recall).toBeGreaterThan(0.9);
  const shuffled = appearances.toSorted((a, b) => Number(a.stem.at(-1)) - Number(b.stem.at(-1)));
  const membersOf = (all: readonly Appearance[]) =>
    suggestPeople(all).map(({ appearances: found }) => found.map(({ stem }) => stem).sort());
  expect(membersOf(shuffled)).toEqual(membersOf(appearances));
});

test("who is taller or smaller of the same proportions is the same: a camera does not tell how tall somebody is", () => {
  const all = [appearance("a", 1, USUAL, { height: 1.5 }), appearance("a", 2, USUAL, { height: 1.8 })];
  expect(suggestPeople(all)).toHaveLength(1);
  expect(apart(USUAL, USUAL)).toBe(0);
});

test("two who are in one shot at the same time are never one; whom the tracker lost and found again may be", () => {
  const twins = [
    appearance("", 1, USUAL, { stem: "x", person: 1 }),
    appearance("", 1, USUAL, { stem: "x", person: 2, stretches: [{ begin: 19, end: 30 }] }),
  ];
  expect(suggestPeople(twins)).toHaveLength(2);
  const found = [twins[0]!, { ...twins[1]!, stretches: [{ begin: 20, end: 30 }] }];
  expect(suggestPeople(found)).toHaveLength(1);
});

test("whose films say most is named; where none says, nobody is", () => {
  const said = [appearance("Anna", 1, USUAL), appearance("Anna", 2, USUAL), appearance("Ben", 3, USUAL)];
  expect(suggestPeople(said)).toMatchObject([{ dancer: "Anna", seconds: 66, height: 1.7 }]);
  expect(suggestPeople([appearance("", 1, USUAL)])[0]!.dancer).toBeNull();
});

test("what is no measure is left out", () => {
  const odd = Array.from({ length: BONE_COUNT }, () => 0);
  expect(suggestPeople([appearance("a", 1, odd)])).toEqual([]);
});
