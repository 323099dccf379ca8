import { expect, test } from "vitest";
import { asPart, finished, Sliced, type Slices } from "../../../main/motion/slices.ts";

function* counted(log: number[]): Slices<string> {
  for (let slice = 1; slice <= 10; slice++) {
    log.push(slice);
    yield slice / 10;
  }
  return "done";
}

test("work goes on as far as is asked for, and no farther; its result does what is left", () => {
  const log: number[] = [];
  const work = new Sliced(counted(log));
  work.advanceTo(0);
  expect(log).toEqual([]);
  work.advanceTo(0.35);
  work.advanceTo(0.2);
  expect(log).toEqual([1, 2, 3, 4]);
  expect(work.result()).toBe("done");
  expect(log).toHaveLength(10);
  expect(work.result()).toBe("done");
});

test("a part of other work says how much of all is done", () => {
  function* twice(): Slices<readonly string[]> {
    return [yield* asPart(counted([]), 0, 0.5), yield* asPart(counted([]), 0.5, 0.5)];
  }
  const shares = [...twice()];
  expect(shares).toHaveLength(20);
  shares.forEach((share, n) => {
    expect(share).toBeCloseTo((n + 1) / 20, 9);
  });
  expect(finished(twice())).toEqual(["done", "done"]);
});
