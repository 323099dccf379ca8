import { expect, test } from "vitest";
import { nearest } from "../../../main/schema/nearest.ts";

const names = ["port", "osc", "oscPrefix", "temperature"];

test.each([
  ["prot", "port"],
  ["Temprature", "temperature"],
  ["oscprefix", "oscPrefix"],
  ["ocs", "osc"],
])("%s was probably meant as %s", (found, meant) => {
  expect(nearest(found, names)).toBe(meant);
});

test("what resembles nothing has no nearest name", () => {
  expect(nearest("brightness", names)).toBeNull();
});
