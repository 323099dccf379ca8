import * as v from "valibot";
import { expect, test } from "vitest";
import { answerRequests, type DeskHandlers } from "../../../../main/show/desk/requests.ts";
import { machineClock } from "../../../../main/system/clock.ts";
import { UserError } from "../../../../main/system/errors.ts";
import { MAX_ANSWER, MAX_QUESTION } from "../../../../shared/desk/requests.ts";
import type { SettingsSheet } from "../../../../shared/desk/settings.ts";
import { writtenLog } from "../../../support/written-log.ts";

const SHEET: SettingsSheet = { file: "show.json", offered: "", fault: null, settings: [] };

function desk(answer: () => Promise<SettingsSheet>, patience?: number) {
  const { log, lines } = writtenLog(machineClock);
  const handlers = { "settings/read": { schema: v.null(), answer } } as unknown as DeskHandlers;
  const answers = answerRequests(handlers, log, patience);
  const ask = (name: string, question: unknown) => answers({ tag: "request", id: 5, name, ask: question });
  return { ask, lines };
}

test("a question brings the answer of its handler", async () => {
  const { ask } = desk(async () => SHEET);
  expect(await ask("settings/read", null)).toEqual({ tag: "reply", id: 5, answer: SHEET });
});

test.each([
  ["constructor", null, /^constructor is no request of this version/],
  ["settings/read\n", null, /^settings\/read\\n is no request/],
  ["settings/read", {}, /^settings\/read is {}, expected/],
  ["settings/read", "x".repeat(MAX_QUESTION), /a question of more than/],
])("what cannot be asked, such as %s, is refused in one line", async (name, question, why) => {
  const { ask, lines } = desk(async () => SHEET);
  expect(await ask(name, question)).toEqual({ tag: "reply", id: 5, refused: expect.stringMatching(why) });
  expect(lines).toEqual([]);
});

test("a question in a circle, or nested without end, is refused", async () => {
  const { ask } = desk(async () => SHEET);
  const circle: { self?: unknown } = {};
  circle.self = circle;
  let deep: unknown = null;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  for (const question of [circle, deep])
    expect(await ask("settings/read", question)).toMatchObject({
      refused: expect.stringMatching(/a question/),
    });
});

test("a mistake of the user is told to the desk; any other fault is for the log", async () => {
  const mistaken = desk(async () => {
    throw new UserError("port is 99999, expected a whole number from 0 to 65535");
  });
  expect(await mistaken.ask("settings/read", null)).toMatchObject({
    refused: expect.stringMatching(/^port is 99999/),
  });
  expect(mistaken.lines).toEqual([]);
  const faulty = desk(async () => {
    throw new TypeError("secret");
  });
  expect(await faulty.ask("settings/read", null)).toMatchObject({ refused: "failed; the log says why" });
  expect(faulty.lines).toEqual([expect.stringMatching(/settings\/read failed: TypeError: secret/)]);
});

test("an answer that is too long, or that does not come, is refused", async () => {
  const long = desk(async () => ({ ...SHEET, file: "x".repeat(MAX_ANSWER) }));
  expect(await long.ask("settings/read", null)).toMatchObject({ refused: "failed; the log says why" });
  const late = desk(() => new Promise(() => {}), 10);
  expect(await late.ask("settings/read", null)).toMatchObject({
    refused: expect.stringMatching(/no answer after/),
  });
});
