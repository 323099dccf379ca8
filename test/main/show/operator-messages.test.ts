import { expect, test } from "vitest";
import { OperatorMessages } from "../../../main/show/operator-messages.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import { messageText } from "../../../shared/operator-message.ts";
import { writtenLog } from "../../support/written-log.ts";

/** Messages on a day that begins at two minutes past two in the afternoon. */
function messages() {
  const clock = new SteppedClock();
  const { log, lines: written } = writtenLog(clock);
  const date = () => new Date(2026, 10, 29, 14, 2, clock.now());
  const made = new OperatorMessages(log, { clock, date });
  return { made, written, clock, lines: () => made.messages.map((each) => messageText(each, date())) };
}

test("the newest lines are kept with their time, and each is written when it happens", () => {
  const { made, written, clock, lines } = messages();
  for (let n = 0; n < 32; n++) {
    // Letters, since lines that differ in numbers are alike.
    made.add(`line ${String.fromCodePoint(97 + (n % 26))}${n < 26 ? "" : "a"}`);
    clock.moveTo(clock.now() + 60);
  }
  expect(lines()).toHaveLength(30);
  expect([lines()[0], lines().at(-1)]).toEqual(["14:04 line c", "14:33 line fa"]);
  expect(written).toHaveLength(32);
  expect(written[1]).toBe("2026-11-29 14:03:00 line b");
  clock.moveTo(86_400);
  expect(lines()[0]).toBe("29.11. 14:04 line c");
});

test("a line that is repeated is counted, and written again only after a while", () => {
  const { made, written, clock, lines } = messages();
  for (let n = 0; n < 3; n++) {
    made.add("camera gone");
    clock.moveTo(clock.now() + 10);
  }
  expect(lines()).toEqual(["camera gone (3 times since 14:02)"]);
  expect(written).toHaveLength(1);
  clock.moveTo(100);
  made.add("camera gone");
  expect(written.at(-1)).toBe("2026-11-29 14:03:40 camera gone (and 2 more notices since the last)");
});

test("two that take turns are two lines with a count each", () => {
  const { made, lines } = messages();
  for (let n = 0; n < 4; n++) {
    made.add("camera gone");
    made.add("camera here");
  }
  expect(lines()).toEqual(["camera gone (4 times since 14:02)", "camera here (4 times since 14:02)"]);
});

test("5,000 reports with names of their own make few lines, and leave room for what matters", () => {
  const { made, written, clock, lines } = messages();
  made.add("the engine ended (signal SIGKILL); another one goes on");
  for (let n = 0; n < 5000; n++) {
    clock.moveTo(n / 500);
    made.add(`the camera is gone (label ${n}): the demo dances until it comes up`);
    made.add("the camera is here: the demo makes room");
  }
  expect(written.length).toBeLessThan(20);
  expect(lines().length).toBeLessThanOrEqual(10);
  expect(lines()[0]).toContain("the engine ended");
  expect(lines().join("\n")).toMatch(/the camera is gone \(label 4999\).* \(\d+ like it since 14:02\)/);
  // And when it is over, the next is written, with how many there were.
  clock.moveTo(200);
  made.add("something else");
  expect(written.at(-1)).toMatch(/something else \(and 9\d\d\d more notices since the last\)$/);
});

test("a flood of many kinds is a few lines a second", () => {
  const { made, written, clock } = messages();
  const word = (n: number) => [...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("");
  for (let n = 0; n < 5000; n++) {
    clock.moveTo(n / 500);
    made.add(`notice ${word(n)} from a page`);
  }
  expect(written.length).toBeLessThanOrEqual(30 + 10 + 1);
});

test("no line can be forged, and no terminal obeys one", () => {
  const { made, written, lines } = messages();
  made.add("the camera is gone (USB\n2026-11-29 14:02:00 the show is over\x1b[2J\x1b]0;x\x07)");
  expect(written).toHaveLength(1);
  for (const line of [...written, ...lines()]) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  expect(lines()[0]).toContain("USB\\n2026-11-29");
});
