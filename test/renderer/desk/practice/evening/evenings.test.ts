import { expect, test } from "vitest";
import { eveningsOf, referencesOf } from "../../../../../renderer/desk/practice/evening/evenings.ts";
import { practisedEvening } from "../../../../support/practised-evening.ts";

const HOUR_MS = 3_600_000;

test("a night between two passes makes two evenings, the latest first; midnight and a long pause do not", () => {
  const [first, second] = [practisedEvening(6), practisedEvening(4, 1)];
  expect(eveningsOf([...first, ...second])).toEqual([
    { begin: second[0]!.at, passes: second },
    { begin: first[0]!.at, passes: first },
  ]);
  const late = first.map((pass, index) => ({ ...pass, at: first[0]!.at + index * 5 * HOUR_MS }));
  expect(eveningsOf(late)).toHaveLength(1);
  expect(eveningsOf([])).toEqual([]);
});

test("of what was practised the last comes first, each once", () => {
  const passes = ["a", "b", "a", "c", "b"].flatMap((name) => practisedEvening(1, 0, name));
  expect(referencesOf(passes)).toEqual(["b", "c", "a"]);
});
