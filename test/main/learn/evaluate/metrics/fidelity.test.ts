import { expect, test } from "vitest";
import { distanceToPhrase } from "../../../../../main/learn/evaluate/metrics/fidelity.ts";
import { clipOf, part } from "../../../../../main/motion/clip.ts";
import { describe } from "../../../../../main/motion/features/description.ts";
import { sineDance } from "../../../../support/dances.ts";

const phrase = clipOf(sineDance({ seconds: 4 }));

test("a piece of the phrase is no distance from it, wherever it is danced and facing", () => {
  expect(distanceToPhrase(part(phrase, 30, 90), phrase)).toBe(0);
  const turned = clipOf(sineDance({ seconds: 4, facing: 2 }));
  expect(distanceToPhrase(part(turned, 30, 90), phrase)).toBeLessThan(1e-4);
});

test("a dance of which every joint is 5 cm higher is 5 cm from the phrase", () => {
  const piece = part(phrase, 30, 90);
  const higher = { frames: 60, values: piece.values.map((value, i) => (i % 3 === 1 ? value + 0.05 : value)) };
  expect(distanceToPhrase(higher, phrase)).toBeCloseTo(0.05, 4);
});

test("what classifiers see is the same for a taller dancer who faces elsewhere", () => {
  const of = (scale: number, facing: number) =>
    describe(clipOf(sineDance({ seconds: 2, scale, facing })), 30);
  of(1.2, 1).forEach((value, index) => {
    expect(value, `column ${index}`).toBeCloseTo(of(1, 0)[index]!, 2);
  });
});
