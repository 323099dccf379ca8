import { expect, test } from "vitest";
import { DailyRestart } from "../../../../main/show/hours/daily-restart.ts";

function setUp(at: string, absence: () => number | null = () => 60) {
  let now = Date.parse(at);
  const restarts: string[] = [];
  const daily = new DailyRestart({
    ...{ time: 4 * 3600, zone: () => "UTC", wallClock: () => now, absence },
    restart: () => restarts.push(new Date(now).toISOString().slice(5, 16)),
  });
  const until = (moment: string, step = 120_000) => {
    for (; now < Date.parse(moment); now += step) daily.look();
  };
  const leapTo = (moment: string) => {
    now = Date.parse(moment);
  };
  return { daily, restarts, until, leapTo };
}

test("once a day at its time, and not for having been started just after it", () => {
  const { restarts, until } = setUp("2026-11-30T05:00Z");
  until("2026-12-03T00:00Z");
  expect(restarts).toEqual(["12-01T04:00", "12-02T04:00"]);
});

test("it waits while somebody is in sight, and two hours at most", () => {
  let gone: number | null = null;
  const { restarts, until } = setUp("2026-11-30T03:00Z", () => gone);
  until("2026-11-30T04:30Z");
  gone = 9;
  until("2026-11-30T04:40Z");
  expect(restarts).toEqual([]);
  gone = 10;
  until("2026-11-30T05:00Z");
  gone = null;
  until("2026-12-01T12:00Z");
  expect(restarts).toEqual(["11-30T04:40", "12-01T06:00"]);
});

test("what the machine slept through is left until the next day; a clock that was ahead keeps nobody from it", () => {
  const { restarts, until, leapTo } = setUp("2026-11-30T03:00Z");
  leapTo("2026-11-30T09:00Z");
  until("2026-11-30T12:00Z");
  expect(restarts).toEqual([]);
  leapTo("2036-01-01T04:00Z");
  until("2036-01-01T04:02Z");
  leapTo("2026-11-30T12:00Z");
  until("2026-12-01T12:00Z");
  // An hour back over its time is no second one.
  leapTo("2026-12-01T03:30Z");
  until("2026-12-01T08:00Z");
  expect(restarts).toEqual(["01-01T04:00", "12-01T04:00"]);
});
