import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { pathOfTake } from "../../../../main/archive/library/names.ts";
import type { FromExport, ToExport } from "../../../../main/jobs/export-process.ts";
import { forkJob, type JobChild } from "../../../../main/process/job-child.ts";
import { ExportFolder } from "../../../../main/show/exports/export-folder.ts";
import { Exports } from "../../../../main/show/exports/exports.ts";
import { EXPORT_LIMITS, type ExportWish } from "../../../../shared/desk/exports.ts";
import { emptyFolder } from "../../../support/folder.ts";
import { shortTake } from "../../../support/short-take.ts";

const wish: ExportWish = {
  ...{ from: ["short.take.ndjson"], format: "csv", seconds: null, person: null, marey: false, film: null },
};

/** A process that does what the test says. */
class Scripted implements JobChild {
  readonly heard: ToExport[] = [];
  killed = false;
  #say: (message: unknown) => void = () => {};
  readonly #ends: ((how: string, words: string) => void)[] = [];

  send(message: unknown): void {
    this.heard.push(message as ToExport);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#say = listener;
  }
  onExit(listener: (how: string, words: string) => void): void {
    this.#ends.push(listener);
  }
  kill(): void {
    this.killed = true;
    this.end("signal SIGKILL");
  }
  say(message: FromExport): void {
    this.#say(message);
  }
  end(how = "exit code 0", words = ""): void {
    for (const end of this.#ends) end(how, words);
  }
}

function scripted(folder = emptyFolder()) {
  const children: Scripted[] = [];
  const onChange = vi.fn();
  const exports = new Exports({
    ...{ folder: new ExportFolder(join(folder, "exports")), model: "models/first", onChange, reveal: null },
    fileOf: (name) => pathOfTake(folder, name),
    spawn: () => {
      const child = new Scripted();
      children.push(child);
      return child;
    },
  });
  const states = async () => (await exports.list()).jobs.map(({ state }) => state).reverse();
  return { exports, children, onChange, states, folder };
}

const begun = (children: readonly Scripted[], count: number) =>
  vi.waitFor(() => {
    expect(children).toHaveLength(count);
    return children.at(-1)!;
  });

afterEach(() => vi.useRealTimers());

test("one is made at a time, and the next begins when it is over", async () => {
  const { exports, children, states, onChange } = scripted();
  for (let i = 0; i < 3; i++) exports.start(wish);
  const first = await begun(children, 1);
  expect(await states()).toEqual(["running", "waiting", "waiting"]);
  const progress = { phase: "drawing", unit: "frame", done: 5, total: 20 };
  first.say({ tag: "progress", progress });
  expect((await exports.list()).jobs.at(-1)).toMatchObject({ phase: "drawing", done: 0.25 });
  first.say({ tag: "done", files: ["short.csv"] });
  first.end();
  const second = await begun(children, 2);
  expect(await states()).toEqual(["done", "running", "waiting"]);
  expect((await exports.list()).jobs.at(-1)).toMatchObject({ files: ["short.csv"] });
  second.say({ tag: "failed", line: "nobody in it" });
  second.end();
  const third = await begun(children, 3);
  third.end("signal SIGSEGV", "a\nb\n");
  await vi.waitFor(async () => expect(await states()).toEqual(["done", "failed", "failed"]));
  expect((await exports.list()).jobs[0]!.fault).toBe("it ended with signal SIGSEGV. b");
  expect(onChange.mock.calls.length).toBeGreaterThan(8);
});

test("one that waits is given up, and one that runs is asked to stop, and ended where it does not", async () => {
  const { exports, children, states } = scripted();
  const [running, waiting] = [exports.start(wish), exports.start(wish)];
  const child = await begun(children, 1);
  vi.useFakeTimers();
  exports.stop(waiting);
  exports.stop(running);
  expect(await states()).toEqual(["running", "stopped"]);
  expect(child.heard.at(-1)).toEqual({ tag: "stop" });
  vi.advanceTimersByTime(10_000);
  expect(child.killed).toBe(true);
});

test("a show that ends takes its exports with it", async () => {
  const { exports, children } = scripted();
  exports.start(wish);
  exports.start(wish);
  const child = await begun(children, 1);
  const closed = exports.close();
  expect(child.heard.at(-1)).toEqual({ tag: "stop" });
  child.say({ tag: "stopped" });
  child.end();
  await closed;
  expect(children).toHaveLength(1);
});

test("more than a few do not wait, and what is no name of a take is refused at once", () => {
  const { exports } = scripted();
  expect(() => exports.start({ ...wish, from: ["../secret.take.ndjson"] })).toThrow("no name of a take");
  exports.start(wish);
  for (let i = 0; i < EXPORT_LIMITS.waiting; i++) exports.start(wish);
  expect(() => exports.start(wish)).toThrow(`${EXPORT_LIMITS.waiting} exports wait already`);
});

test("finished ones are listed, are deleted by bare names, and nothing is written over", async () => {
  const folder = new ExportFolder(join(emptyFolder(), "exports"));
  expect(await folder.list()).toEqual([]);
  mkdirSync(folder.path);
  for (const name of ["a.csv", "b.webm", "c.webm.part", "d-1.bvh", ".e.csv"])
    writeFileSync(join(folder.path, name), "12345");
  symlinkSync("/nowhere", join(folder.path, "f.csv"));
  expect((await folder.list()).map(({ name, bytes }) => [name, bytes]).toSorted()).toEqual([
    ...[
      ["a.csv", 5],
      ["b.webm", 5],
      ["d-1.bvh", 5],
    ],
  ]);
  const free = async (stem: string, format: string) =>
    (await folder.freeFile(stem, format)).slice(folder.path.length + 1);
  expect(await free("a", "csv")).toBe("a (2).csv");
  expect(await free("a", "bvh")).toBe("a.bvh");
  expect(await free("d", "bvh")).toBe("d (2).bvh");
  expect(await free("c", "webm")).toBe("c (2).webm");
  expect(await free("new", "glb")).toBe("new.glb");
  await folder.delete("a.csv");
  await expect(folder.delete("a.csv")).rejects.toThrow("cannot be deleted");
  for (const name of ["../x.csv", "c.webm.part", "x", "/etc/a.csv", "con.csv", "a\0.csv"])
    await expect(folder.delete(name)).rejects.toThrow("no name of an export");
});

test("a process of its own makes one, and stops one without a trace", { timeout: 120_000 }, async () => {
  const folder = emptyFolder();
  shortTake(folder, 20);
  const exports = new Exports({
    ...{ folder: new ExportFolder(join(folder, "exports")), spawn: forkJob, model: "models/first" },
    ...{ fileOf: (name) => pathOfTake(folder, name), onChange: () => {}, reveal: null },
  });
  exports.start(wish);
  const newest = async () => (await exports.list()).jobs[0]!;
  await vi.waitFor(async () => expect((await newest()).state).toBe("done"), 60_000);
  expect(existsSync(join(folder, "exports/short.csv"))).toBe(true);
  expect(await newest()).toMatchObject({ files: ["short.csv"], fault: null, done: 1 });
  exports.start({ ...wish, format: "bvh", person: 77 });
  await vi.waitFor(async () => expect((await newest()).state).toBe("failed"), 60_000);
  expect((await newest()).fault).toMatch(/^--person is 77, expected one of/);
  const id = exports.start({ ...wish, format: "webp", seconds: 15 });
  await vi.waitFor(async () => expect((await newest()).phase).toBe("drawing"), 60_000);
  exports.stop(id);
  await vi.waitFor(async () => expect((await newest()).state).toBe("stopped"), 60_000);
  expect(readdirSync(join(folder, "exports"))).toEqual(["short.csv"]);
  await exports.close();
});
