import { basename, dirname } from "node:path";
import { expect, test } from "vitest";
import { dancerOf, oddName, partnerOf, pathOfTake } from "../../../../main/archive/library/names.ts";

test("a bare name of a take is a file in the folder", () => {
  for (const name of [
    "kept-2.take.ndjson",
    "Königin, 2.take.ndjson.gz",
    "陈.partner.take.ndjson",
    "a.b.take.ndjson",
  ])
    expect([dirname(pathOfTake("/takes", name)), basename(pathOfTake("/takes", name))]).toEqual([
      "/takes",
      name,
    ]);
});

test.each([
  "",
  ".take.ndjson",
  "..take.ndjson",
  "../x.take.ndjson",
  "..\\x.take.ndjson",
  "a/b.take.ndjson",
  "/etc/x.take.ndjson",
  "C:\\x.take.ndjson",
  "C:x.take.ndjson",
  "x.take.ndjson:stream.take.ndjson",
  "x\0.take.ndjson",
  "x.take.ndjson\0",
  "x\n.take.ndjson",
  "\u202ex.take.ndjson",
  "con.take.ndjson",
  "NUL.take.ndjson.gz",
  "Com1.partner.take.ndjson",
  "lpt².take.ndjson",
  "aux .take.ndjson",
  "CONIN$.take.ndjson",
  "x .take.ndjson",
  "x..take.ndjson",
  " x.take.ndjson",
  "x.take.ndjson ",
  "x.take.ndjson.",
  "x.take.ndjson/",
  "x.piece.json",
  "passwd",
  "~",
  `${"x".repeat(250)}.take.ndjson`,
  `${"陈".repeat(90)}.take.ndjson`,
  "%2e%2e%2fx",
])("%j is refused in one line", (name) => {
  expect(oddName(name)).not.toBeNull();
  let line = "";
  try {
    pathOfTake("/takes", name);
  } catch (error) {
    line = (error as Error).message;
  }
  expect(line).toMatch(/no name of a take, expected/);
  expect(line).not.toMatch(/[\n\0\u202e]/);
});

test("a partner's take is named after its dancer's", () => {
  expect(partnerOf("x.take.ndjson")).toBe("x.partner.take.ndjson");
  expect(partnerOf("x.take.ndjson.gz")).toBe("x.partner.take.ndjson.gz");
  expect(dancerOf("x.partner.take.ndjson")).toBe("x.take.ndjson");
  expect([partnerOf("x.partner.take.ndjson"), dancerOf("x.take.ndjson")]).toEqual([null, null]);
});
