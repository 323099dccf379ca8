import { expect, test } from "vitest";
import type { Found } from "../../../../main/coaching/practice/found.ts";
import { mostUseful } from "../../../../main/coaching/practice/most-useful.ts";
import type { ComparedPart } from "../../../../shared/body-parts.ts";

const stretchAt = (at: number) => ({ begin: at - 1, end: at + 1 });
const late = (part: ComparedPart, at: number, seconds: number, weight: number): Found => ({
  ...{ kind: "timing", part, stretch: stretchAt(at), at, late: seconds, weight },
});
const small = (part: ComparedPart, at: number, ratio: number, weight: number): Found => ({
  ...{ kind: "size", part, stretch: stretchAt(at), at, ratio, weight },
});
const missing = (begin: number, end: number): Found => ({
  ...{ kind: "missing", reference: { begin, end }, dance: { begin, end: begin }, weight: 3 * (end - begin) },
});
const said = (...found: readonly Found[]) =>
  mostUseful(found.map((one) => ({ found: one, passes: 1 }))).map((candidate) => candidate.found);

test("what is danced otherwise comes before the whole body, and that before its parts", () => {
  const [arm, whole, gone] = [late("left_arm", 12, 0.3, 9), late("whole", 10, 0.15, 2), missing(4, 6)];
  expect(said(arm, whole, gone)).toEqual([gone, whole, arm]);
});

test("three at most, the plainest, each of another part as long as there is one", () => {
  const arm = [late("left_arm", 2, 0.3, 9), small("left_arm", 8, 0.6, 8), late("left_arm", 14, 0.25, 7)];
  const [head, leg] = [small("head", 5, 0.7, 3), late("right_leg", 9, -0.2, 2)];
  expect(said(...arm, head, leg)).toEqual([arm[0], head, leg]);
  expect(said(...arm, head)).toEqual([arm[0], head, arm[1]]);
  expect(said(...arm)).toEqual([arm[0], arm[1]]);
});

test("a part that is late with the whole body is not said again, one that is later still is", () => {
  const whole = late("whole", 10, 0.15, 5);
  const [along, later] = [late("left_arm", 10.5, 0.18, 9), late("right_arm", 10.5, 0.3, 2)];
  expect(said(whole, along, later)).toEqual([whole, later]);
});

test("nothing is said of a part where the phrase itself is another", () => {
  const [gone, within, after] = [missing(4, 6), small("head", 5, 0.5, 9), small("head", 8, 0.5, 3)];
  expect(said(gone, within, after)).toEqual([gone, after]);
});

test("what came before comes before what is new, unless that is twice as plain", () => {
  const [once, again] = [late("left_leg", 3, 0.2, 5), late("right_leg", 6, 0.2, 3)];
  const of = (weight: number) =>
    mostUseful([
      { found: { ...once, weight } as Found, passes: 1 },
      { found: again, passes: 2 },
    ]).map(({ found }) => ("part" in found ? found.part : found.kind));
  expect(of(5)).toEqual(["right_leg", "left_leg"]);
  expect(of(7)).toEqual(["left_leg", "right_leg"]);
});
