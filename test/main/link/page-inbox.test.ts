import { expect, test, vi } from "vitest";
import { PageInbox } from "../../../main/link/page-inbox.ts";
import { SteppedClock } from "../../../shared/clock.ts";
import type { PageMessage } from "../../../shared/messages.ts";
import { picture } from "../../support/stage-link-contract.ts";

function inbox() {
  const clock = new SteppedClock(1);
  const taken: PageMessage[] = [];
  const excess = vi.fn();
  return { clock, taken, excess, inbox: new PageInbox((message) => taken.push(message), excess, clock) };
}

const text = (value: unknown, bytes = 50) => ({ bytes, isPicture: false, decode: () => value });
const command = text({ tag: "command", command: "answer" });

test("of pictures that come faster than they are taken only the newest is decoded", async () => {
  const { inbox: box, taken } = inbox();
  const decode = vi.fn((t: number) => picture(64, 48, t));
  for (let t = 1; t <= 100; t++) box.take({ bytes: 4608, isPicture: true, decode: () => decode(t) });
  await new Promise((resolve) => setImmediate(resolve));
  expect(decode).toHaveBeenCalledTimes(1);
  expect(taken).toMatchObject([{ tag: "image", t: 100 }]);
});

test("a page at work stays far below its budgets", () => {
  const { inbox: box, taken, excess, clock } = inbox();
  for (let n = 0; n < 6000; n++) {
    clock.moveTo(1 + n / 60);
    box.take({ bytes: 3_110_400, isPicture: true, decode: () => null });
    box.take(command);
    if (n % 30 === 0) box.take(text("pong"));
  }
  expect(excess).not.toHaveBeenCalled();
  expect(taken).toHaveLength(6000);
});

test.each([
  ["messages", text("nonsense"), /more than 500 messages a second/],
  ["commands", command, /more than 240 commands a second/],
  [
    "requests",
    text({ tag: "request", id: 1, name: "settings/read", ask: null }),
    /more than 120 requests a second/,
  ],
  ["text", text("x", 200_000), /more than it may in text/],
  ["pictures", { bytes: 5_529_600, isPicture: true, decode: () => null }, /more than it may in pictures/],
])("too much of %s ends it once, and nothing more is taken in", (_what, raw, why) => {
  const { inbox: box, taken, excess } = inbox();
  for (let n = 0; n < 5000; n++) box.take(raw);
  expect(excess.mock.calls).toEqual([[expect.stringMatching(why)]]);
  const before = taken.length;
  box.take(command);
  expect(taken).toHaveLength(before);
});
