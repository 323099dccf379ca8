import { expect, test } from "vitest";
import { Alerts } from "../../../../main/monitoring/alerts/alerts.ts";

const toldBy = (command: readonly string[]): readonly string[] => {
  const told: string[] = [];
  new Alerts({ after: 60, command: [...command], url: null }, (line) => told.push(line)).close();
  return told;
};

test("a program that would have to tell, and is not there, is told of before it is needed", () => {
  expect(toldBy(["/nowhere/page-me", "{text}"])).toEqual([
    "alert.command: /nowhere/page-me is not there; nobody would be told by it",
  ]);
  expect(toldBy(["no-such-program-anywhere"])).toHaveLength(1);
  expect(toldBy(["node", "-e", ""])).toEqual([]);
  expect(toldBy([process.execPath])).toEqual([]);
  expect(toldBy([])).toEqual([]);
});
