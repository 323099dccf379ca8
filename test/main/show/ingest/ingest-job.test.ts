import { expect, test, vi } from "vitest";
import { loadSettings } from "../../../../main/config/load-settings.ts";
import type { FromIngest, ToIngest } from "../../../../main/jobs/ingest/ingest-process.ts";
import { SHOT_ENTRY } from "../../../../main/jobs/ingest/shot-child.ts";
import type { JobChild } from "../../../../main/process/job-child.ts";
import { INGEST_ENTRY, IngestJob } from "../../../../main/show/ingest/ingest-job.ts";

/** A process that does what the test says. */
class Scripted implements JobChild {
  readonly entry: string;
  readonly heard: unknown[] = [];
  killed = false;
  say: (message: unknown) => void = () => {};
  readonly #ends: ((how: string, words: string) => void)[] = [];

  constructor(entry: string) {
    this.entry = entry;
  }
  send(message: unknown): void {
    this.heard.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onExit(listener: (how: string, words: string) => void): void {
    this.#ends.push(listener);
  }
  kill(): void {
    this.killed = true;
    this.end("signal SIGKILL");
  }
  end(how = "exit code 0", words = ""): void {
    for (const end of this.#ends) end(how, words);
  }
}

function scripted(archive: string | null = "/archive") {
  const children: Scripted[] = [];
  const onChange = vi.fn();
  let now = 0;
  const job = new IngestJob({
    ...{ archive, settings: loadSettings({}), onChange, now: () => now },
    spawn: (entry) => {
      const child = new Scripted(entry);
      children.push(child);
      return child;
    },
  });
  const tell = (message: FromIngest) => children[0]!.say(message);
  return { job, children, onChange, tell, wait: (ms: number) => (now += ms) };
}

const progress = (done: number, phase = "tracking") =>
  ({
    tag: "progress",
    progress: { phase, unit: "second", done, total: 100, details: ["shot 1 of 9"] },
  }) as const;
const result = {
  films: 1,
  shots: 9,
  takes: 8,
  failed: 1,
  seconds: 100,
  kept: 90,
  report: "/archive/report.html",
};

test("a folder is begun, its progress told with the time left, and its result", () => {
  const { job, children, onChange, tell, wait } = scripted();
  expect(job.state).toEqual({ archive: "/archive", run: null });
  job.start("/films");
  expect(children[0]!.entry).toBe(INGEST_ENTRY);
  const [begin] = children[0]!.heard as readonly Extract<ToIngest, { tag: "begin" }>[];
  expect(begin!.options).toMatchObject({
    films: "/films",
    archive: "/archive",
    workers: 1,
    removeGone: false,
  });
  tell(progress(10));
  expect(job.state.run).toMatchObject({ state: "running", phase: "tracking", done: 0.1, left: null });
  wait(5000);
  tell(progress(20));
  expect(job.state.run).toMatchObject({ done: 0.2, left: 40, details: ["shot 1 of 9"] });
  tell({ tag: "note", line: "passed over: a.txt\n" });
  tell({ tag: "done", result, stopped: false });
  children[0]!.end();
  expect(job.state.run).toMatchObject({
    ...{ state: "done", done: 1, left: null, result, notes: ["passed over: a.txt\\n"], fault: null },
  });
  expect(onChange.mock.calls.length).toBeGreaterThan(5);
});

test("one at a time; stopped, it tells what is there, and another may begin", () => {
  const { job, children, tell } = scripted();
  job.start("/films");
  expect(() => job.start("/others")).toThrow("films are being made part of the archive already");
  job.stop();
  expect(children[0]!.heard.at(-1)).toEqual({ tag: "stop" });
  tell({ tag: "done", result, stopped: true });
  expect(job.state.run).toMatchObject({ state: "stopped", result });
  // The first has said what it had to, and is still ending.
  job.start("/others");
  expect(children).toHaveLength(2);
  children[0]!.end();
  expect(job.state.run).toMatchObject({ films: "/others", state: "running" });
});

test("one that does not end when it is stopped is ended", () => {
  vi.useFakeTimers();
  try {
    const { job, children } = scripted();
    job.start("/films");
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
  refused.job.start("/films");
  refused.tell({ tag: "failed", line: "/films: no film in it" });
  refused.children[0]!.end();
  expect(refused.job.state.run).toMatchObject({ state: "failed", fault: "/films: no film in it" });
  const crashed = scripted();
  crashed.job.start("/films");
  crashed.children[0]!.end("signal SIGSEGV", "a\nb\n");
  expect(crashed.job.state.run).toMatchObject({ state: "failed", fault: "it ended with signal SIGSEGV. b" });
});

test("without an archive, and for what is no whole path, it does not begin", () => {
  expect(() => scripted(null).job.start("/films")).toThrow(
    "no archive: name its folder in the setting archive",
  );
  const { job, children } = scripted();
  expect(() => job.start("films")).toThrow(
    "films: expected the whole path of a folder on the show's machine",
  );
  expect(children).toEqual([]);
});

test("the processes that do shots are the show's, speak with the one that asked for them, and end with it", async () => {
  const { job, children, tell } = scripted();
  job.start("/films");
  tell({ tag: "child-start", child: 7, entry: SHOT_ENTRY });
  const shot = children[1]!;
  expect(shot.entry).toBe(SHOT_ENTRY);
  tell({ tag: "child-send", child: 7, message: { tag: "shot" } });
  expect(shot.heard).toEqual([{ tag: "shot" }]);
  shot.say({ tag: "outcome" });
  expect(children[0]!.heard.at(-1)).toEqual({ tag: "child-said", child: 7, message: { tag: "outcome" } });
  tell({ tag: "child-start", child: 8, entry: SHOT_ENTRY });
  tell({ tag: "child-kill", child: 8 });
  expect(children[0]!.heard.at(-1)).toEqual({
    tag: "child-ended",
    child: 8,
    how: "signal SIGKILL",
    words: "",
  });
  const closing = job.close();
  await closing;
  expect(children.map(({ killed }) => killed)).toEqual([true, true, true]);
});
