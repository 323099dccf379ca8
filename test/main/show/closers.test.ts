import { afterEach, expect, test, vi } from "vitest";
import { Closers } from "../../../main/show/closers.ts";
import { createLog } from "../../../main/system/log/log.ts";

afterEach(() => vi.useRealTimers());

function make() {
  const written: string[] = [];
  const closers = new Closers(createLog({ stream: { write: (text) => written.push(text.trim()) } }));
  return { closers, written };
}

test("what was opened last is closed first, once", async () => {
  const { closers } = make();
  const closed: string[] = [];
  for (const name of ["door", "engine", "source"]) closers.add(name, async () => void closed.push(name));
  await Promise.all([closers.close(), closers.close()]);
  expect(closed).toEqual(["source", "engine", "door"]);
});

test("one that fails is named and keeps nothing open", async () => {
  const { closers, written } = make();
  const door = vi.fn(async () => {});
  closers.add("the door", door);
  closers.add("the recording", () => Promise.reject(new Error("disk full")));
  await closers.close();
  expect(door).toHaveBeenCalledOnce();
  expect(written).toEqual(["warning: closing the recording: disk full"]);
});

test("one that does not end is not waited for", async () => {
  vi.useFakeTimers();
  const { closers, written } = make();
  const door = vi.fn(async () => {});
  closers.add("the door", door);
  closers.add("OSC", () => new Promise(() => {}));
  const closing = closers.close();
  await vi.advanceTimersByTimeAsync(2000);
  await closing;
  expect(door).toHaveBeenCalledOnce();
  expect(written).toEqual(["warning: closing OSC: no end after 2 s"]);
});
