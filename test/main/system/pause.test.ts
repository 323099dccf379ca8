import { expect, test } from "vitest";
import { pause } from "../../../main/system/pause.ts";

test("a pause ends with its time, or with the signal, however long it was to be", async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  const stop = new AbortController();
  await pause(1, stop.signal);
  const long = [pause(1e9, stop.signal), pause(undefined, stop.signal)];
  stop.abort();
  await Promise.all(long);
  await pause(1e9, stop.signal);
  expect(timers()).toBe(before);
});
