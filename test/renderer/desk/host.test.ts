import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDeskHost, type DeskHost, Refusal } from "../../../renderer/desk/host.ts";
import type { PageLink } from "../../../renderer/link/page-link.ts";
import { MAX_IN_FLIGHT } from "../../../shared/desk/requests.ts";
import type { HostMessage, PageMessage, Request } from "../../../shared/messages.ts";

let sent: Request[];
/** Whether the link has room. */
let room: boolean;
let hear: (message: HostMessage) => void;
let connect: (connected: boolean) => void;
let host: DeskHost;

beforeEach(() => {
  vi.useFakeTimers();
  [sent, room] = [[], true];
  host = createDeskHost(newLink());
  connect(true);
});

function newLink(): PageLink {
  return {
    send(message: PageMessage) {
      if (room && message.tag === "request") sent.push(message);
      return room;
    },
    onMessage: (listener) => {
      hear = listener;
    },
    onConnected: (listener) => {
      connect = listener;
      listener(false);
    },
  };
}

afterEach(() => void vi.useRealTimers());

const SHEET = { file: null, offered: "", fault: null, settings: [] };
const read = () => host.ask("settings/read", null);
const answer = (id: number) => hear({ tag: "reply", id, answer: SHEET });

test("a question brings its own answer, in whatever order they come", async () => {
  const [first, second] = [read(), read()];
  hear({ tag: "reply", id: sent[1]!.id, refused: "no" });
  answer(sent[0]!.id);
  expect(await first).toEqual(SHEET);
  await expect(second).rejects.toEqual(new Refusal("no", true));
});

test("no more are asked at a time than the host lets a page ask", async () => {
  const all = Array.from({ length: 3 * MAX_IN_FLIGHT }, read);
  expect(sent).toHaveLength(MAX_IN_FLIGHT);
  for (let n = 0; n < all.length; n++) answer(sent[n]!.id);
  expect(await Promise.all(all)).toHaveLength(3 * MAX_IN_FLIGHT);
});

test("what the link has no room for is tried again", async () => {
  room = false;
  const asked = read();
  expect(sent).toEqual([]);
  room = true;
  await vi.advanceTimersByTimeAsync(100);
  answer(sent[0]!.id);
  expect(await asked).toEqual(SHEET);
});

test("a host that goes away refuses what waits, and what is asked meanwhile", async () => {
  const waiting = Array.from({ length: MAX_IN_FLIGHT + 1 }, read);
  connect(false);
  for (const asked of [...waiting, read()]) await expect(asked).rejects.toMatchObject({ byHost: false });
  connect(true);
  const again = read();
  answer(sent.at(-1)!.id);
  expect(await again).toEqual(SHEET);
});

test("what is asked before the host is there is answered when it comes, and nobody is told of a change", async () => {
  const [first, early] = [vi.fn(), createDeskHost(newLink())];
  early.onChanged("settings", first);
  const asked = early.ask("settings/read", null);
  expect(sent).toEqual([]);
  connect(true);
  answer(sent[0]!.id);
  expect(await asked).toEqual(SHEET);
  expect(first).not.toHaveBeenCalled();
});

test("a change is told to those who listen for it, and all of them when the host is back", () => {
  const [settings, library] = [vi.fn(), vi.fn()];
  const end = host.onChanged("settings", settings);
  host.onChanged("library", library);
  hear({ tag: "changed", what: "settings" });
  expect([settings, library].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  connect(false);
  connect(true);
  expect([settings, library].map(({ mock }) => mock.calls.length)).toEqual([2, 1]);
  end();
  hear({ tag: "changed", what: "settings" });
  expect(settings).toHaveBeenCalledTimes(2);
});
