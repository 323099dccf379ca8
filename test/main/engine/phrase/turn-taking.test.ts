import { expect, test } from "vitest";
import { TIME_TO_CHOOSE, type TurnRules, TurnTaking } from "../../../../main/engine/phrase/turn-taking.ts";
import type { Mode } from "../../../../shared/stage.ts";

const settings = { holdSeconds: 0.8, answerSeconds: { min: 2, max: 8 } };

const rules = (mode: Mode, changes: Partial<TurnRules> = {}): TurnRules => ({
  mode,
  answerLength: 0,
  gestures: true,
  music: null,
  ...changes,
});

/** Runs from `from` to `to` at 30 fps and lists what happened, and when. */
function run(turns: TurnTaking, from: number, to: number, moving: boolean, mode: Mode = "answer") {
  const happened: [number, string][] = [];
  for (let n = Math.ceil(from * 30); n < to * 30; n++) {
    for (const event of turns.update(n / 30, moving, rules(mode))) happened.push([n / 30, event]);
  }
  return happened;
}

test("a phrase of 5 s, held for 0.8 s, is answered for 5 s, and then the partner listens again", () => {
  const turns = new TurnTaking(settings);
  expect(run(turns, 0, 5, true)).toEqual([[0, "phrase-start"]]);
  const [ended, began, over] = run(turns, 5, 15, false);
  expect(ended).toEqual([expect.closeTo(5.77, 1), "phrase-end"]);
  expect(began?.[1]).toBe("answer-start");
  expect(over?.[1]).toBe("answer-end");
  expect(over![0] - began![0]).toBeCloseTo(5, 1);
  expect(turns.turn).toBe("listening");
});

test("an answer is never shorter than the minimum nor longer than the maximum", () => {
  for (const [danced, answered] of [
    [1, 2],
    [30, 8],
  ] as const) {
    const turns = new TurnTaking(settings);
    run(turns, 0, danced, true);
    const events = run(turns, danced, danced + 12, false);
    const [start, end] = [
      events.find(([, e]) => e === "answer-start"),
      events.find(([, e]) => e === "answer-end"),
    ];
    expect(end![0] - start![0]).toBeCloseTo(answered, 1);
  }
});

test("a shuffle is no phrase to answer", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 0.3, true);
  expect(run(turns, 0.3, 5, false).map(([, event]) => event)).toEqual(["phrase-end"]);
});

test("a key hands over in the middle of a phrase, and while she stands answers the phrase before", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 4, true);
  expect(turns.answerNow(4)).toEqual(["phrase-end", "answer-start"]);
  expect(turns.phraseSeconds(5)).toBeCloseTo(4, 1);
  expect(turns.answerNow(5)).toEqual([]);
  run(turns, 4, 9, false);
  expect(turns.turn).toBe("listening");
  expect(turns.answerNow(9)).toEqual(["answer-start"]);
  expect(turns.phraseSeconds(9)).toBeCloseTo(4, 1);
});

test("in shadow phrases begin and end but nobody answers, and leaving answer mode ends the answer", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 3, true, "shadow");
  expect(run(turns, 3, 6, false, "shadow").map(([, event]) => event)).toEqual(["phrase-end"]);
  run(turns, 6, 9, true);
  run(turns, 9, 10, false);
  expect(turns.turn).toBe("answering");
  expect(turns.update(10, false, rules("shadow"))).toEqual(["answer-end"]);
});

test("progress runs from 0 to 1 through the answer", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 4, true);
  turns.answerNow(4);
  expect(turns.progress(4)).toBe(0);
  expect(turns.progress(6)).toBeCloseTo(0.5, 2);
  expect(turns.progress(9)).toBe(1);
});

test("in options mode a held phrase is chosen from, then answered; without a choice the first is taken in time", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 4, true, "options");
  expect(run(turns, 4, 6, false, "options").map(([, event]) => event)).toEqual([
    "phrase-end",
    "choice-start",
  ]);
  expect(turns.turn).toBe("choosing");
  expect(turns.choose(6)).toEqual(["choose", "answer-start"]);
  expect(turns.phraseSeconds(6)).toBeCloseTo(4, 1);
  run(turns, 6, 11, false, "options");
  expect(turns.turn).toBe("listening");
  turns.answerNow(11);
  const [chosen] = run(turns, 11, 40, false, "options");
  expect(chosen).toEqual([expect.closeTo(11 + TIME_TO_CHOOSE, 1), "choose"]);
});

test("what belongs to no turn of the new mode ends at once", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 4, true, "options");
  turns.answerNow(4);
  expect(turns.update(4.1, true, rules("answer"))).toEqual(["phrase-start"]);
  expect(turns.turn).toBe("listening");
  expect(turns.choose(4.2)).toEqual([]);
});

test("a hold fills from her last movement, and not where it would do nothing", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 3, true);
  run(turns, 3, 3.5, false);
  expect(turns.holding(3.37)).toBeCloseTo(0.5, 1);
  turns.update(3.5, false, rules("shadow"));
  expect(turns.holding(3.5)).toBe(0);
  turns.update(3.53, false, rules("answer", { gestures: false }));
  expect(turns.holding(3.53)).toBe(0);
});

test("beginning again ends the answer and the phrase", () => {
  const turns = new TurnTaking(settings);
  run(turns, 0, 3, true);
  turns.answerNow(3);
  expect(turns.restart()).toEqual(["answer-end", "restart"]);
  expect(turns.turn).toBe("listening");
});

test("an answer that is to have a length has it, whatever the phrase", () => {
  const turns = new TurnTaking(settings);
  turns.update(0, true, rules("answer", { answerLength: 0.5 }));
  turns.answerNow(1);
  expect(turns.phraseSeconds(1)).toBe(0.5);
});
