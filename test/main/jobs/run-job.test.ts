import { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { runJob, type Terminal } from "../../../main/jobs/run-job.ts";
import { type JobContext, step } from "../../../main/system/job.ts";
import { Interruption } from "../../../main/system/processes/interruption.ts";

class StandInProcess extends EventEmitter implements Terminal {
  readonly written: string[] = [];
  readonly stderr = { isTTY: true, columns: 80, write: (text: string) => void this.written.push(text) };
  exitCode?: number;
}

/** Counts for as long as it may, and keeps what it has counted, or nothing where that is zero. */
async function count({ to }: { readonly to: number }, { signal, report, note }: JobContext): Promise<number> {
  note("counting");
  for (let done = 0; done < to; done++) {
    report({ phase: "counting", unit: "number", done, total: to });
    await setImmediate();
    if (signal.aborted && done === 0) signal.throwIfAborted();
    if (signal.aborted) return done;
  }
  return to;
}

const listeners = (host: EventEmitter) => host.listenerCount("SIGINT") + host.listenerCount("SIGTERM");

test("a job's notes and progress are printed, and its result is returned", async () => {
  const host = new StandInProcess();
  expect(await runJob(count, { to: 3 }, host)).toEqual({ result: 3, interrupted: false });
  const CLEAR = "\r\u001b[K";
  expect(host.written).toEqual([`${CLEAR}counting\n`, `${CLEAR}counting: number 0 of 3`, CLEAR]);
  expect(host.exitCode).toBeUndefined();
  expect(listeners(host)).toBe(0);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s stops the job, which keeps what is done, and the exit code is %i", async (name, code) => {
  const host = new StandInProcess();
  const run = runJob(count, { to: 1e9 }, host);
  await setImmediate();
  await setImmediate();
  host.emit(name, name);
  expect(listeners(host)).toBe(0);
  expect(await run).toEqual({ result: expect.any(Number), interrupted: true });
  expect(host.exitCode).toBe(code);
});

test("a job that is stopped before it has a result throws why", async () => {
  const host = new StandInProcess();
  const run = runJob(count, { to: 1e9 }, host);
  host.emit("SIGINT", "SIGINT");
  await expect(run).rejects.toThrow(Interruption);
  await expect(run).rejects.toMatchObject({ exitCode: 130, message: "stopped before there was a result" });
});

test("what a job fails by is passed on, and nothing listens any more", async () => {
  const host = new StandInProcess();
  const failing = () => Promise.reject(new Error("no disk"));
  await expect(runJob(failing, {}, host)).rejects.toThrow("no disk");
  expect(listeners(host)).toBe(0);
});

test("work that never waits hears the signal between two steps", async () => {
  const host = new StandInProcess();
  const busy = async (_: object, context: JobContext) => {
    for (let done = 0; ; done++) await step(context, { phase: "busy", unit: "step", done, total: null });
  };
  const run = runJob(busy, {}, host);
  setTimeout(() => host.emit("SIGINT", "SIGINT"), 10);
  await expect(run).rejects.toThrow(Interruption);
});
