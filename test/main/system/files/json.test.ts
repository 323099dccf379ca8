import { expect, test } from "vitest";
import { parseJson } from "../../../../main/system/files/json.ts";
import { deepLists } from "../../../support/hostile-files.ts";

test("what is deeper than any honest file is refused before it is parsed", () => {
  expect(() => parseJson(deepLists())).toThrow("nested more than 64 deep");
  expect(() => parseJson('{"a":'.repeat(100_000))).toThrow("nested more than 64 deep");
  expect(parseJson(deepLists(64))).toHaveLength(1);
});

test("brackets in texts are letters, and many beside each other are not deep", () => {
  const value = {
    ['[{"\\'.repeat(100)]: Array.from({ length: 1000 }, () => [{}]),
    end: `\\"${"[".repeat(90)}`,
  };
  expect(parseJson(JSON.stringify(value))).toEqual(value);
});

test.each(['"', '["', "", "]]]", '"\\'])("%j is no JSON", (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});
