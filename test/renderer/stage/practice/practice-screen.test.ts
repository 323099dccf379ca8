import { describe, expect, test } from "vitest";
import {
  freeSide,
  practiceCards,
  practiceScreen,
} from "../../../../renderer/stage/practice/practice-screen.ts";
import { en } from "../../../../shared/languages/en.ts";
import { zh } from "../../../../shared/languages/zh.ts";
import { person, standing } from "../../support/figures.ts";
import { AT_SIX, finding, moved, practice, practiceMessage } from "../../support/practice.ts";

const screen = (changes: Partial<typeof practice>, last = practiceMessage([])) =>
  practiceScreen({ ...practice, ...changes }, last, en.practice);

describe("the screen of practising", () => {
  test("counts in with the beat, the pass, its speed and where the reference is, and nothing else", () => {
    expect(screen({ phase: "count-in", count: 3, position: 2.5 })).toEqual({
      ...{ countIn: { count: "3", facts: "pass 3 · 80 % speed" }, progress: 0, shown: null },
    });
    expect(screen({ phase: "count-in", count: 1, speed: 1 }).countIn!.facts).toBe("pass 3 · full speed");
  });

  test("says nothing while she dances but how far the reference is", () => {
    const nothing = { countIn: null, shown: null };
    expect(screen({ position: 6 })).toEqual({ ...nothing, progress: 0.25 });
    expect(screen({ position: 12.3 })).toEqual({ ...nothing, progress: 1 });
  });

  test("shows in a rest what is said of its own pass, once it is there", () => {
    const last = practiceMessage([]);
    expect(screen({ phase: "rest" }, last)).toMatchObject({ shown: last, progress: null, countIn: null });
    expect(screen({ phase: "rest", pass: 4 }, last).shown).toBeNull();
    expect(screen({ phase: "rest", reference: "other.take.ndjson" }, last).shown).toBeNull();
  });

  test("shows it on while she comes near to read it, out of the picture", () => {
    const last = practiceMessage([]);
    expect(screen({ phase: "waiting", pass: practice.pass + 1 }, last).shown).toBe(last);
    expect(screen({ phase: "waiting", pass: practice.pass + 2 }, last).shown).toBeNull();
  });

  test("is empty before the first pass, and in every other mode", () => {
    const nothing = { countIn: null, progress: null, shown: null };
    expect(screen({ phase: "waiting", pass: 1 })).toEqual(nothing);
    expect(practiceScreen(null, practiceMessage([]), en.practice)).toEqual(nothing);
  });
});

test("the count stands at the side that is farther from both figures, in the mirror", () => {
  const at = (live: number, partner: number | null) =>
    freeSide([person(1, standing({ x: live }), partner === null ? null : standing({ x: partner }))]);
  expect(at(0.5, 0.2)).toBe("left");
  expect(at(0.5, 0.8)).toBe("right");
  expect(at(0.3, null)).toBe("left");
});

describe("a card", () => {
  const late = finding({ kind: "timing", part: "right_arm", late: 0.12, ...AT_SIX }, { passes: 3, beat: 5 });
  const low = finding(
    { kind: "place", part: "left_arm", off: 0.09, towards: "down", ...AT_SIX },
    { dance: moved("left_arm", { y: -0.09 }) },
  );
  const missing = finding({
    ...{ kind: "missing", reference: { begin: 7, end: 9 }, dance: { begin: 3, end: 3 }, weight: 4 },
  });
  const words = (found: typeof late, tempo: number | null, language = en) => {
    const [card] = practiceCards(practiceMessage([found]), tempo, language);
    return [card!.title, ...card!.when, card!.habit];
  };

  test("says what, when, how much, and how much that feels like with the music", () => {
    expect(words(late, 120)).toEqual([
      "Right arm 120 ms late",
      "at beat 5",
      "a quarter beat",
      "again: in 3 passes",
    ]);
    expect(words(late, null)).toEqual(["Right arm 120 ms late", "at beat 5", "again: in 3 passes"]);
    expect(words(low, 120)).toEqual(["Left arm a hand's breadth too low (9 cm)", "at 6.0 s", null]);
    expect(words(missing, 120)).toEqual(["Left out", "7.0 to 9.0 s", null]);
  });

  test("says the same in Chinese", () => {
    expect(words(late, 120, zh)).toEqual([
      "右臂晚了 120 毫秒",
      "第 5 拍",
      "四分之一拍",
      "又一次：3 遍里都有",
    ]);
  });

  test("says so where it is seen from the side", () => {
    const ahead = finding(
      { kind: "place", part: "left_arm", off: 0.2, towards: "forward", ...AT_SIX },
      { dance: moved("left_arm", { z: 0.2 }) },
    );
    expect(words(ahead, null).slice(1)).toEqual(["at 6.0 s", "seen from the side", null]);
  });
});
