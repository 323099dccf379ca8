import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { spreadLastNet } from "../../../../main/hosts/health/last-net.ts";

function spread(onCaught = () => {}) {
  const host = new EventEmitter();
  const told: string[] = [];
  const explained: string[] = [];
  let now = 0;
  const takeAway = spreadLastNet({
    host,
    clock: { now: () => now },
    tell: (line) => told.push(line),
    explain: (stack) => explained.push(stack),
    onCaught,
  });
  const wait = (seconds: number) => {
    now += seconds;
  };
  return { host, told, explained, wait, takeAway };
}

test("an error that nobody caught is told in one line, and its stack beside it", () => {
  const { host, told, explained } = spread();
  host.emit("uncaughtException", new TypeError("no\nroom"));
  expect(told).toEqual(["a fault in the program: TypeError: no room; the show goes on"]);
  expect(explained[0]).toContain("last-net.test.ts");
});

test("whatever is thrown or rejected, and however often, it is counted and told at a limited rate", () => {
  let looked = 0;
  const { host, told, wait } = spread(() => looked++);
  for (const thrown of [undefined, null, "text", 7, {}, new Error("x")]) {
    host.emit("uncaughtException", thrown);
    host.emit("unhandledRejection", thrown);
  }
  for (let n = 0; n < 10_000; n++) host.emit("uncaughtException", new Error("again"));
  expect(told).toHaveLength(1);
  wait(11);
  host.emit("unhandledRejection", new Error("later"));
  expect(told[1]).toBe("a fault in the program, the 10013th since the start: Error: later; the show goes on");
  expect(looked).toBe(10_013);
});

test("who is told may fail as well", () => {
  const { host, takeAway } = spread(() => {
    throw new Error("deeper");
  });
  host.emit("uncaughtException", new Error("x"));
  takeAway();
  expect(host.eventNames()).toEqual([]);
});
