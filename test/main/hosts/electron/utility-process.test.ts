import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { utilityEngine } from "../../../../main/hosts/electron/utility-process.ts";

/** A utility process as Electron gives it: without a number until it is there, and without an event if it never is. */
class UtilityProcess extends EventEmitter {
  pid: number | undefined;
  readonly stderr = null;
  readonly kill = vi.fn();
  postMessage(): void {}
}

const forked: UtilityProcess[] = [];

vi.mock("electron", () => ({
  utilityProcess: {
    fork: () => {
      forked.push(new UtilityProcess());
      return forked.at(-1);
    },
  },
}));

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function start() {
  const engine = utilityEngine();
  const ends: string[] = [];
  engine.onExit((how) => ends.push(how));
  return { engine, child: forked.at(-1)!, ends };
}

/** A process of the system that this one turns out to be. */
function sleeping() {
  const sleeper = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  onTestFinished(() => void sleeper.kill("SIGKILL"));
  return sleeper;
}

test("one that is not there in time has ended, and is ended when it comes late", async () => {
  const { child, ends } = start();
  await vi.advanceTimersByTimeAsync(9000);
  expect(ends).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ends).toEqual(["not started"]);
  expect(child.kill).toHaveBeenCalled();
  const sleeper = sleeping();
  const exit = once(sleeper, "exit");
  child.pid = sleeper.pid;
  child.emit("spawn");
  expect(await exit).toEqual([null, "SIGKILL"]);
  expect(ends).toEqual(["not started"]);
});

test("one that was killed before it was there is ended when it comes", async () => {
  const { engine, child } = start();
  engine.kill();
  const sleeper = sleeping();
  const exit = once(sleeper, "exit");
  child.pid = sleeper.pid;
  child.emit("spawn");
  expect(await exit).toEqual([null, "SIGKILL"]);
});

test("one that comes in time is let be", async () => {
  const { child, ends } = start();
  const kill = vi.spyOn(process, "kill");
  onTestFinished(() => kill.mockRestore());
  child.pid = sleeping().pid;
  child.emit("spawn");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(ends).toEqual([]);
  expect(child.kill).not.toHaveBeenCalled();
  expect(kill).not.toHaveBeenCalled();
  child.emit("exit", 1);
  await vi.advanceTimersByTimeAsync(0);
  expect(ends).toEqual(["exit code 1"]);
});
