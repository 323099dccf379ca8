import { expect, test } from "vitest";
import { parseException } from "../../../../main/hours/exception.ts";
import { parseWeekly } from "../../../../main/hours/weekly.ts";
import { ShowHours } from "../../../../main/show/hours/show-hours.ts";

const MINUTE = 60_000;

function setUp(open: readonly string[], at: string) {
  let now = Date.parse(at);
  const [told, changes]: [string[], boolean[]] = [[], []];
  const house = { open: open.map(parseWeekly), except: [], zone: "Europe/Vienna" };
  const hours = new ShowHours({
    ...{ hours: house, wallClock: () => now, tellOperator: (line) => told.push(line) },
    onChange: (isOpen) => changes.push(isOpen),
  });
  const lookAt = (moment: string) => {
    now = Date.parse(moment);
    hours.look();
    return hours.open;
  };
  return { hours, house, told, changes, lookAt };
}

test("it opens and closes by its hours, and says until when", () => {
  const { hours, told, changes, lookAt } = setUp(["Mon-Fri 10:00-18:00"], "2026-11-30T08:00Z");
  expect(hours.state).toEqual({
    ...{ open: false, byHand: false, zone: "Europe/Vienna" },
    next: { at: Date.parse("2026-11-30T09:00Z"), open: true },
  });
  expect(lookAt("2026-11-30T08:59:59.999Z")).toBe(false);
  expect(lookAt("2026-11-30T09:00Z")).toBe(true);
  expect(lookAt("2026-11-30T16:59Z")).toBe(true);
  expect(lookAt("2026-11-30T17:00Z")).toBe(false);
  expect(told).toEqual(["open until Mon 30 Nov, 18:00", "closed until Tue 1 Dec, 10:00"]);
  expect(changes).toEqual([true, false]);
});

test("by hand it stays until the hours change next, and the state says when it changes after that", () => {
  const { hours, told, lookAt } = setUp(["Mon-Fri 10:00-18:00"], "2026-11-30T14:00Z");
  hours.set(false);
  expect(hours.state).toMatchObject({
    ...{ open: false, byHand: true },
    next: { at: Date.parse("2026-12-01T09:00Z"), open: true },
  });
  expect(lookAt("2026-11-30T17:30Z")).toBe(false);
  expect(hours.state.byHand).toBe(false);
  hours.set(true);
  expect(hours.state.next).toEqual({ at: Date.parse("2026-12-01T17:00Z"), open: false });
  // What the hours say anyway is nothing by hand.
  hours.set(false);
  expect(hours.state.byHand).toBe(false);
  expect(lookAt("2026-12-01T09:00Z")).toBe(true);
  expect(told).toEqual([
    ...["closed by hand until Tue 1 Dec, 10:00", "open by hand until Tue 1 Dec, 18:00"],
    ...["closed until Tue 1 Dec, 10:00", "open until Tue 1 Dec, 18:00"],
  ]);
});

test("without hours it is open until somebody closes it, and closed until somebody opens it", () => {
  const { hours, told, lookAt } = setUp([], "2026-11-30T14:00Z");
  expect(hours.state).toMatchObject({ open: true, byHand: false, next: null });
  hours.set(false);
  expect(lookAt("2027-06-30T14:00Z")).toBe(false);
  hours.set(true);
  expect(told).toEqual(["closed by hand", "open"]);
});

test("a clock that leaps either way is believed, and leaves nothing behind", () => {
  const { hours, lookAt } = setUp(["10:00-18:00"], "2026-11-30T12:00Z");
  expect(lookAt("2031-02-03T02:00Z")).toBe(false);
  expect(lookAt("2026-11-30T12:00:01Z")).toBe(true);
  expect(lookAt("1970-01-01T00:00Z")).toBe(false);
  expect(lookAt("2026-11-30T12:00:02Z")).toBe(true);
  hours.set(false);
  // The hour that it was closed for by hand is over by the new clock.
  expect(lookAt("2026-12-01T09:00Z")).toBe(true);
});

test("other hours count at once, and what was done by hand stays until they change", () => {
  const { hours, house, lookAt } = setUp(["10:00-18:00"], "2026-11-30T12:00Z");
  hours.follow({ ...house, except: [parseException("2026-11-30 15:00-18:00")] });
  expect(hours.state).toMatchObject({ open: false, next: { at: Date.parse("2026-11-30T14:00Z") } });
  hours.set(true);
  hours.follow({ ...house, except: [parseException("2026-11-30 16:00-18:00")] });
  expect(hours.state).toMatchObject({ open: true, byHand: true });
  expect(lookAt(new Date(Date.parse("2026-11-30T15:00Z") + MINUTE).toISOString())).toBe(true);
  expect(hours.state).toMatchObject({ open: true, byHand: false });
});
