import { expect, test } from "vitest";
import { nearestName } from "../../../main/schema/nearest.ts";

const names = ["port", "osc", "oscPrefix", "temperature"];

test.each([
  ["prot", "port"],
  ["Temprature", "temperature"],
  ["oscprefix", "oscPrefix"],
  ["ocs", "osc"],
])("%s was probably meant as %s", (found, meant) => {
  expect(nearestName(found, names)).toBe(meant);
});

test("what resembles nothing has no nearest name", () => {
  expect(nearestName("brightness", names)).toBeNull();
});
