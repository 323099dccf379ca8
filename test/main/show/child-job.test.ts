import { expect, test, vi } from "vitest";
import type { FromJob } from "../../../main/jobs/serve-job.ts";
import { ChildJob } from "../../../main/show/child-job.ts";
import { scriptedChildren } from "../../support/scripted-child.ts";

const OPTIONS = { archive: "/archive" };

function scripted() {
  const { children, spawn } = scriptedChildren();
  const [onChange, onDone] = [vi.fn(), vi.fn()];
  let now = 0;
  const job = new ChildJob<typeof OPTIONS, string>({
    ...{ entry: "/job.js", spawn, onChange, onDone, now: () => now },
  });
  const tell = (message: FromJob<string>) => children[0]!.say(message);
  return { job, children, onChange, onDone, tell, wait: (ms: number) => (now += ms) };
}

const progress = (done: number, total: number | null = 100, phase = "laying out") =>
  ({ tag: "progress", progress: { phase, unit: "epoch", done, total, details: ["loss 1"] } }) as const;

test("it is begun, its progress told with the time left, its notes and its result", () => {
  const { job, children, onChange, onDone, tell, wait } = scripted();
  expect(job.run).toBeNull();
  job.start(OPTIONS);
  expect(children[0]!.entry).toBe("/job.js");
  expect(children[0]!.heard).toEqual([{ tag: "begin", options: OPTIONS }]);
  tell(progress(10));
  expect(job.run).toMatchObject({ state: "running", phase: "laying out", done: 0.1, left: null });
  wait(5000);
  tell(progress(20));
  expect(job.run).toMatchObject({ done: 0.2, left: 40, details: ["loss 1"] });
  tell(progress(1, null, "placing"));
  expect(job.run).toMatchObject({ phase: "placing", done: null, left: null });
  for (let n = 1; n <= 60; n++) tell({ tag: "note", line: `note ${n}\n` });
  expect(job.run!.notes).toHaveLength(50);
  expect(job.run!.notes.at(-1)).toBe("note 60\\n");
  expect(onDone).not.toHaveBeenCalled();
  tell({ tag: "done", result: "map.bin", stopped: false });
  expect(onDone).toHaveBeenCalledOnce();
  children[0]!.end();
  expect(job.run).toMatchObject({ state: "done", done: 1, left: null, result: "map.bin", fault: null });
  expect(onChange.mock.calls.length).toBeGreaterThan(5);
});

test("stopped with what there is or without, it is not done, and another may begin while it ends", () => {
  const { job, children, onDone, tell } = scripted();
  job.start(OPTIONS);
  job.stop();
  expect(children[0]!.heard.at(-1)).toEqual({ tag: "stop" });
  tell({ tag: "done", result: "half", stopped: true });
  expect(job.run).toMatchObject({ state: "stopped", done: null, result: "half" });
  job.start(OPTIONS);
  children[0]!.say({ tag: "failed", line: "too late" });
  children[0]!.end();
  expect(job.run).toMatchObject({ state: "running", result: null });
  children[1]!.say({ tag: "stopped" });
  expect(job.run).toMatchObject({ state: "stopped", result: null });
  expect(onDone).not.toHaveBeenCalled();
});

test("one that does not end when it is stopped is ended", () => {
  vi.useFakeTimers();
  try {
    const { job, children } = scripted();
    job.start(OPTIONS);
    job.stop();
    vi.advanceTimersByTime(19_000);
    expect(children[0]!.killed).toBe(false);
    vi.advanceTimersByTime(2000);
    expect(children[0]!.killed).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test("why it failed is told, and how it ended where it said nothing", () => {
  const refused = scripted();
  refused.job.start(OPTIONS);
  refused.tell({ tag: "failed", line: "/archive: no takes" });
  refused.children[0]!.end();
  expect(refused.job.run).toMatchObject({ state: "failed", fault: "/archive: no takes" });
  const crashed = scripted();
  crashed.job.start(OPTIONS);
  crashed.children[0]!.end("signal SIGSEGV", "a\nb\n");
  expect(crashed.job.run).toMatchObject({ state: "failed", fault: "it ended with signal SIGSEGV. b" });
});

test("its own processes are the show's, speak with the one that asked for them, and end with it", async () => {
  const { job, children, tell, onChange } = scripted();
  job.start(OPTIONS);
  tell({ tag: "child-start", child: 7, entry: "/shot.js" });
  const own = children[1]!;
  expect(own.entry).toBe("/shot.js");
  tell({ tag: "child-send", child: 7, message: { tag: "shot" } });
  expect(own.heard).toEqual([{ tag: "shot" }]);
  own.say({ tag: "outcome" });
  expect(children[0]!.heard.at(-1)).toEqual({ tag: "child-said", child: 7, message: { tag: "outcome" } });
  tell({ tag: "child-start", child: 8, entry: "/shot.js" });
  tell({ tag: "child-kill", child: 8 });
  expect(children[0]!.heard.at(-1)).toEqual({
    ...{ tag: "child-ended", child: 8, how: "signal SIGKILL", words: "" },
  });
  const told = onChange.mock.calls.length;
  await job.close();
  expect(children.map(({ killed }) => killed)).toEqual([true, true, true]);
  // Whoever would be told is closing.
  expect(onChange).toHaveBeenCalledTimes(told);
});
