import { expect, test } from "vitest";
import { stemOfShot, stemsOf } from "../../../../main/archive/ingest/film-stems.ts";
import { oddName } from "../../../../main/archive/library/names.ts";

const stems = (names: readonly string[], remembered: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(stemsOf(names, new Map(Object.entries(remembered))));

test("films of one name do not collide, in whatever folder and with whatever ending", () => {
  expect(stems(["a/solo.mp4", "b/Solo.mp4", "b/solo.mov", "duet.mp4"])).toEqual({
    "a/solo.mp4": "a - solo",
    "b/Solo.mp4": "b - Solo",
    "b/solo.mov": "b - solo (2)",
    "duet.mp4": "duet",
  });
});

test("a film keeps the stem that it had, whatever comes beside it", () => {
  expect(stems(["a/solo.mp4", "b/solo.mp4"], { "b/solo.mp4": "solo" })).toEqual({
    "a/solo.mp4": "a - solo",
    "b/solo.mp4": "solo",
  });
  // One that is gone keeps its own too, as long as its takes may be there.
  expect(stemsOf(["b/solo.mp4"], new Map(), ["Solo"]).get("b/solo.mp4")).toBe("solo (2)");
});

test.each([
  "con.mp4",
  "a:b?.mp4",
  "…".repeat(300),
  "舞".repeat(90),
  " .hidden .mp4",
  "\u202eevil\n.mp4",
  "...mp4",
])("of %j a name is made that every system takes", (name) => {
  const stem = stemsOf([name], new Map()).get(name)!;
  expect(oddName(`${stemOfShot(stem, 1)}.take.ndjson.gz`)).toBeNull();
});
