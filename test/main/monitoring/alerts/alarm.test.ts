import { expect, test } from "vitest";
import { Alarm, type Change } from "../../../../main/monitoring/alerts/alarm.ts";
import { noticeOf } from "../../../../main/monitoring/alerts/notice.ts";
import type { Verdict } from "../../../../main/monitoring/verdict.ts";

const WELL: Verdict = { state: "well", why: null };
const CLOSED: Verdict = { state: "closed", why: null };
const DARK: Verdict = { state: "not well", why: "no stage page is open" };

/** Looked at once a second. @returns what changed, and in which second */
function watch(...periods: readonly (readonly [verdict: Verdict, seconds: number])[]) {
  const alarm = new Alarm(60);
  const changes: (Change & { readonly at: number })[] = [];
  let now = 0;
  for (const [verdict, seconds] of periods)
    for (const end = now + seconds; now < end; now++) {
      const change = alarm.look(verdict, now);
      if (change) changes.push({ at: now, ...change });
    }
  return changes;
}

test("what is not well for a minute is told once, and once that it is well again", () => {
  expect(watch([WELL, 10], [DARK, 300], [WELL, 60])).toEqual([
    { at: 70, well: false, why: "no stage page is open", lasted: 60 },
    { at: 320, well: true, why: "no stage page is open", lasted: 300 },
  ]);
});

test("moments are not told, in whichever order they come", () => {
  expect(watch([DARK, 59], [WELL, 1], [DARK, 59], [CLOSED, 1], [DARK, 59])).toEqual([]);
  // Well for a moment in between: it is the same trouble still.
  const flickering = watch(
    [DARK, 100],
    ...Array.from(
      { length: 20 },
      () =>
        [
          [WELL, 9],
          [DARK, 5],
        ] as const,
    ).flat(),
  );
  expect(flickering).toHaveLength(1);
});

test("the minute begins anew where the machine slept", () => {
  const alarm = new Alarm(60);
  expect(alarm.look(DARK, 0)).toBeNull();
  expect(alarm.look(DARK, 5000)).toBeNull();
  expect(alarm.look(DARK, 5005)).toBeNull();
});

test("a show that closes as planned is well", () => {
  expect(watch([DARK, 100], [CLOSED, 20]).map(({ well }) => well)).toEqual([false, true]);
});

test("to people it is one sentence, with the machine's name", () => {
  const at = new Date(Date.UTC(2026, 10, 30, 20, 15));
  expect(noticeOf({ well: false, why: "no stage page is open", lasted: 60.4 }, "hall-2", at)).toEqual({
    text: "Continuo on hall-2 has not been well for 60 s: no stage page is open",
    ...{ well: false, why: "no stage page is open", machine: "hall-2", lasted: 60 },
    at: "2026-11-30T20:15:00.000Z",
  });
  expect(noticeOf({ well: true, why: "x", lasted: 3600 }, "hall-2", at).text).toBe(
    "Continuo on hall-2 is well again, after 60 min (x)",
  );
});
