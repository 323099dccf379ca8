import { expect, test } from "vitest";
import { optionErrors } from "../../../../../main/learn/evaluate/metrics/options.ts";
import { type Clip, clipOf } from "../../../../../main/motion/clip.ts";
import { sineDance } from "../../../../support/dances.ts";

const future = clipOf(sineDance({ seconds: 2 }));

/** The same dance, every joint `by(frame)` metres to the side. */
function aside(by: (frame: number) => number): Clip {
  return {
    frames: 60,
    values: future.values.map((value, i) =>
      i % 60 < 57 && i % 3 === 0 ? value + by(Math.floor(i / 60)) : value,
    ),
  };
}

test("of options 10 and 30 cm aside the best is 10 off, one is 20 off, and they are 20 apart", () => {
  const { best, one, final, diversity } = optionErrors([
    { future, given: [aside(() => 0.3), aside(() => 0.1)] },
  ]);
  expect(best[0]).toBeCloseTo(0.1, 6);
  expect(one[0]).toBeCloseTo(0.2, 6);
  expect(final[0]).toBeCloseTo(0.1, 6);
  expect(diversity[0]).toBeCloseTo(0.2, 6);
});

test("the option that ends best need not be the one that is best on the way", () => {
  const late = aside((frame) => (frame === 59 ? 0.5 : 0.1));
  const { best, final } = optionErrors([{ future, given: [late, aside(() => 0.2)] }]);
  expect(best[0]).toBeCloseTo((59 * 0.1 + 0.5) / 60, 6);
  expect(final[0]).toBeCloseTo(0.2, 6);
});

test("one option alone has no diversity", () => {
  expect(optionErrors([{ future, given: [future] }]).diversity[0]).toBe(0);
});
