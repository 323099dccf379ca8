import { describe, expect, test } from "vitest";
import { lastTimeOfDay } from "../../../main/hours/daily.ts";
import { parseException } from "../../../main/hours/exception.ts";
import { type Hours, stayAt } from "../../../main/hours/schedule.ts";
import { parseTime, timeInWords } from "../../../main/hours/times.ts";
import { parseWeekly } from "../../../main/hours/weekly.ts";
import { instantOf, localTime } from "../../../main/hours/zone.ts";

const HOUR = 3_600_000;

function hours(open: readonly string[], except: readonly string[] = [], zone = "Europe/Vienna"): Hours {
  return { open: open.map(parseWeekly), except: except.map(parseException), zone };
}

/** Every change in a stretch of time, in UTC, by looking each quarter of an hour. */
function changes(of: Hours, from: string, to: string): string[] {
  const found: string[] = [];
  let before = stayAt(of, Date.parse(from)).open;
  for (let at = Date.parse(from); at <= Date.parse(to); at += HOUR / 4) {
    const { open } = stayAt(of, at);
    if (open !== before)
      found.push(`${new Date(at).toISOString().slice(5, 16)} ${open ? "opens" : "closes"}`);
    before = open;
  }
  return found;
}

/** Half hours that clocks show a second time in the autumn of 2026. */
const SECOND = {
  ...{ "Europe/Vienna": 2, "America/New_York": 2 },
  ...{ "Asia/Kathmandu": 0, "Australia/Lord_Howe": 0 },
} as const;

test("a week has its hours, the later line of two counts, and what ends after midnight belongs to its evening", () => {
  const gallery = hours(["Tue-Sun 10:00-12:00,14:00-18:00", "thu 10:00-21:00", "Sat 20:00-02:00"]);
  // In November Vienna is an hour ahead of UTC.
  expect(changes(gallery, "2026-11-25T22:00Z", "2026-11-30T22:00Z")).toEqual([
    ...["11-26T09:00 opens", "11-26T20:00 closes"],
    ...["11-27T09:00 opens", "11-27T11:00 closes", "11-27T13:00 opens", "11-27T17:00 closes"],
    ...["11-28T19:00 opens", "11-29T01:00 closes"],
    ...["11-29T09:00 opens", "11-29T11:00 closes", "11-29T13:00 opens", "11-29T17:00 closes"],
  ]);
});

test("dates have hours of their own, and an evening goes on into a date that is closed", () => {
  const winter = hours(
    ["10:00-02:00"],
    ["2026-12-24/2026-12-26 closed", "2026-12-25 12:00-13:00", "2026-12-23 09:00-01:30"],
  );
  expect(changes(winter, "2026-12-23T04:00Z", "2026-12-27T12:00Z")).toEqual([
    ...["12-23T08:00 opens", "12-24T00:30 closes", "12-25T11:00 opens", "12-25T12:00 closes"],
    "12-27T09:00 opens",
  ]);
});

describe("when the clocks change", () => {
  test("opening hours are those that clocks show, on either side of the change", () => {
    const day = hours(["10:00-18:00"]);
    expect(changes(day, "2026-03-28T00:00Z", "2026-03-29T22:00Z")).toEqual([
      ...["03-28T09:00 opens", "03-28T17:00 closes", "03-29T08:00 opens", "03-29T16:00 closes"],
    ]);
  });

  test("an hour that the clocks leap over moves a change behind it, and one that they show twice has it once", () => {
    const night = hours(["20:00-02:30"]);
    expect(changes(night, "2026-03-28T12:00Z", "2026-03-29T12:00Z")).toEqual([
      ...["03-28T19:00 opens", "03-29T01:30 closes"],
    ]);
    expect(changes(night, "2026-10-24T12:00Z", "2026-10-25T12:00Z")).toEqual([
      ...["10-24T18:00 opens", "10-25T00:30 closes"],
    ]);
    const morning = hours(["02:30-06:00"]);
    expect(changes(morning, "2026-03-29T00:00Z", "2026-03-29T12:00Z")).toEqual([
      ...["03-29T01:30 opens", "03-29T04:00 closes"],
    ]);
    expect(changes(morning, "2026-10-24T23:00Z", "2026-10-25T12:00Z")).toEqual([
      ...["10-25T00:30 opens", "10-25T05:00 closes"],
    ]);
  });

  test("every moment comes back from what clocks show of it, but for those shown a second time", () => {
    for (const zone of Object.keys(SECOND) as (keyof typeof SECOND)[]) {
      let second = 0;
      for (let at = Date.UTC(2026, 8, 15); at < Date.UTC(2026, 10, 15); at += HOUR / 2) {
        const back = instantOf(localTime(at, zone), zone);
        if (back !== at) second += at - back === HOUR ? 1 : 1e9;
      }
      expect([zone, second]).toEqual([zone, SECOND[zone]]);
    }
  });

  test("a time of day comes once a day, whichever way the clocks go", () => {
    const times = (from: string, to: string) => {
      const found = new Set<string>();
      for (let at = Date.parse(from); at < Date.parse(to); at += HOUR / 4)
        found.add(new Date(lastTimeOfDay(parseTime("02:30"), "Europe/Vienna", at)).toISOString());
      return [...found].map((each) => each.slice(5, 16));
    };
    expect(times("2026-03-28T06:00Z", "2026-03-30T06:00Z")).toEqual([
      "03-28T01:30",
      "03-29T01:30",
      "03-30T00:30",
    ]);
    expect(times("2026-10-24T06:00Z", "2026-10-26T06:00Z")).toEqual([
      "10-24T00:30",
      "10-25T00:30",
      "10-26T01:30",
    ]);
  });
});

test("what never changes says so: no hours, all of them, or none for longer than is looked ahead", () => {
  const at = Date.parse("2026-11-30T12:00Z");
  const always = hours([]);
  expect(stayAt(always, at)).toMatchObject({ open: true, until: null });
  expect(stayAt(hours(["00:00-24:00"]), at)).toMatchObject({ open: true, until: null });
  expect(stayAt(hours(["Mon-Sun closed"]), at)).toMatchObject({ open: false, until: null });
  // Without weekly hours a date that is closed is all that is closed.
  expect(changes(hours([], ["2026-12-01 closed"]), "2026-11-30T12:00Z", "2026-12-03T00:00Z")).toEqual([
    ...["11-30T23:00 closes", "12-01T23:00 opens"],
  ]);
});

test.each([
  ...[
    "",
    "Tue",
    "Tue 10:00",
    "Tue 10-18",
    "Tues 10:00-18:00",
    "Mon- 10:00-18:00",
    "Mon 24:00-25:00",
    "10:60-11:00",
  ],
  ...["24:00-02:00", "Mon 10:00-12:00,", "Mon 10:00-11:00-12:00"],
])("%j is refused as hours of a week", (text) => {
  expect(() => parseWeekly(text)).toThrow(RangeError);
});

test.each([
  "",
  "closed",
  "2026-02-30 closed",
  "24.12.2026 closed",
  "2026-12-26/2026-12-24 closed",
  "2026-12-24",
])("%j is refused as hours of a date", (text) => {
  expect(() => parseException(text)).toThrow(RangeError);
});

test("a time of day is said as it was written", () => {
  for (const text of ["00:00", "06:30", "18:30:15", "23:59"]) expect(timeInWords(parseTime(text))).toBe(text);
});
